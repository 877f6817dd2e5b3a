import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { SCHEDULE } from '../../src/jobs/schedule.js'
import { Course } from '../../src/modules/courses/course.entity.js'
import { NewsletterWriter } from '../../src/modules/home/newsletter.writer.js'
import { SuggestionsWriter } from '../../src/modules/home/suggestions.writer.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { startApp, startBeside, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, aTopic, theNeglectPathway } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { mailsTo } from '../support/mailbox.js'
import { aColleague, aDelegate, anOutsider } from '../support/people.js'

// The first working day of March 2026 is Monday the 2nd.
const MORNING = new Date('2026-03-02T08:30:00Z')
let app: TestApp
let beside: TestApp
let dana: Person
let cole: Person
let oona: Person
let courses: { l1: Course; l2: Course; gcp2: Course }

beforeAll(async () => {
  app = await startApp(MORNING)
  beside = await startBeside(app)
  dana = await aDelegate(app.database)
  cole = await aColleague(app.database)
  oona = await anOutsider(app.database)
  courses = await theNeglectPathway(app.database)
  await anOccurrence(app.database, { course: courses.l2, places: 12 })
  await anOccurrence(app.database, { course: courses.l2, places: 0, startsAt: '2026-03-19 09:30' })
  await anOccurrence(app.database, { course: courses.l2, places: 1, startsAt: '2026-04-22 13:00' })
  const topic = await aTopic(app.database, { key: 'other', name: 'Other', priority: false })
  const plain = await aCourse(app.database, { title: 'Aardvarks', topic })
  await anOccurrence(app.database, { course: plain })
  await anOccurrence(app.database, { course: plain, startsAt: '2026-06-02 09:30' })
})
afterAll(async () => {
  await beside.stop()
  await app.stop()
})
beforeEach(() => app.clock.moveTo(MORNING))
afterEach(() => app.database.query('DELETE FROM message; DELETE FROM message_preference; DELETE FROM learning_record; DELETE FROM booking'))

const wish = (person: Person, topic: string, wanted = true, at = '2026-02-20T12:00:00Z') =>
  app.database.query('INSERT INTO message_preference VALUES ($1, $2, $3, $4)', [person.id, topic, wanted, at])
const written = () => app.database.query<{ to: string; kind: string }[]>('SELECT to_email AS to, kind FROM message ORDER BY to_email')
const to = async () => (await written()).map(row => row.to)

describe('the newsletter', () => {
  const run = (of = app) => of.app.get(NewsletterWriter).run(app.clock.now())

  it('goes to those who asked for it, each once, however often and on however many workers it is written', async () => {
    await wish(dana, 'newsletter')
    await wish(cole, 'newsletter', false)
    await Promise.all([run(), run(beside), run(), run(beside)])
    expect(await to()).toEqual(['dana@example.org'])
    expect(await run()).toBe(0)
    app.clock.moveTo('2026-03-04T12:00:00Z')
    expect(await run(beside)).toBe(0)
    app.clock.moveTo('2026-04-01T07:30:00Z')
    expect(await run()).toBe(1)
  })

  it('says by month which courses have free places, priorities first', async () => {
    await wish(dana, 'newsletter')
    await run()
    const [mail] = await mailsTo(app, 'dana@example.org')
    const l2 = courses.l2.title
    expect(mail!.subject).toBe('Courses with free places: March 2026 to April 2026')
    expect(mail!.text).toContain(
      [
        'March 2026',
        '----------',
        '',
        `${l2} (a priority)`,
        '- Tuesday 10 March, 9:30am to 4pm: 12 places left',
        `See ${l2} and book: http://127.0.0.1:3000/courses/neglect-l2`,
        '',
        'Aardvarks',
        '- Tuesday 10 March, 9:30am to 4pm: 20 places left',
      ].join('\n'),
    )
    expect(mail!.text).toContain('- Wednesday 22 April, 1pm to 7pm: 1 place left')
    expect(mail!.text).not.toContain('June')
  })

  it('comes on no other day, nor to who asks after it went out', async () => {
    await wish(dana, 'newsletter')
    await wish(cole, 'newsletter', true, MORNING.toISOString())
    for (const at of ['2026-03-02T08:29:59Z', '2026-03-05T08:30:00Z', '2026-03-20T08:30:00Z']) {
      app.clock.moveTo(at)
      expect(await run()).toBe(0)
    }
    app.clock.moveTo('2026-03-03T10:00:00Z')
    expect(await run()).toBe(1)
    expect(await to()).toEqual(['dana@example.org'])
  })

  it('is not written where no course has a place', async () => {
    await wish(dana, 'newsletter')
    await app.database.query('UPDATE occurrence SET cancelled_at = now()')
    try {
      app.clock.moveTo('2026-03-02T08:40:00Z')
      expect(await run()).toBe(0)
    } finally {
      await app.database.query('UPDATE occurrence SET cancelled_at = NULL')
    }
  })
})

describe('suggestions', () => {
  const run = (of = app) => of.app.get(SuggestionsWriter).run(app.clock.now())
  const learned = (person: Person, recordedAt = '2026-03-01T15:00:00Z', change: Parameters<typeof aRecord>[1] | object = {}) =>
    aRecord(app.database, { person, course: courses.l1, completedOn: '2026-03-01', recordedAt: new Date(recordedAt), ...change })
  beforeEach(() => app.clock.moveTo(new Date(MORNING.getTime() + 1000)))

  it('come the morning after, each once, however often and on however many workers they are written', async () => {
    await learned(dana)
    await learned(oona, '2026-03-02T00:00:00Z')
    await Promise.all([run(), run(beside), run(), run(beside)])
    expect(await to()).toEqual(['dana@example.org'])
    expect(await run()).toBe(0)
    app.clock.pass({ days: 1 })
    expect(await run()).toBe(1)
    expect(await to()).toEqual(['dana@example.org', 'oona@example.org'])
  })

  it('say which course is open now, with its dates that have places', async () => {
    await learned(dana, undefined, { how: 'attended' })
    await run()
    const [mail] = await mailsTo(app, 'dana@example.org')
    expect(mail!.subject).toBe(`You can now take ${courses.l2.title}`)
    expect(mail!.text).toBe(
      [
        'Hello Dana Delegate,',
        '',
        `You have done ${courses.l1.title}, and that opens the next course: ${courses.l2.title}. These dates have free places.`,
        '',
        '- Tuesday 10 March 2026, 9:30am to 4pm: 12 places left',
        '- Wednesday 22 April 2026, 1pm to 7pm: 1 place left',
        '',
        'See the dates and book: http://127.0.0.1:3000/courses/neglect-l2',
        '',
      ].join('\n'),
    )
  })

  it('are not for who turned them off, booked it, did it, or brought evidence of before', async () => {
    await wish(dana, 'suggestions', false)
    await learned(dana)
    const date = await anOccurrence(app.database, { course: courses.l2, startsAt: '2026-05-05 09:30' })
    await aBooking(app.database, { person: cole, occurrence: date })
    await learned(cole)
    await learned(oona, undefined, { how: 'evidence' })
    expect(await run()).toBe(0)
    await aRecord(app.database, { person: oona, course: courses.l2, completedOn: '2020-01-01' })
    await learned(oona)
    expect(await run()).toBe(0)
  })

  it('come at most once in seven days', async () => {
    await learned(dana)
    await run()
    await app.database.query('DELETE FROM learning_record')
    for (const [days, expected] of [
      [6, 0],
      [1, 1],
    ] as const) {
      app.clock.pass({ days })
      await learned(dana, new Date(app.clock.now().getTime() - 24 * 3_600_000).toISOString())
      expect(await run()).toBe(expected)
      await app.database.query('DELETE FROM learning_record')
    }
  })

  it('at night they wait for half past eight', async () => {
    app.clock.moveTo('2026-03-02T03:00:00Z')
    await learned(dana)
    await run()
    const [row] = await app.database.query<{ due_at: Date }[]>('SELECT due_at FROM message')
    expect(row!.due_at).toEqual(MORNING)
  })
})

it('the jobs that write them say how many', async () => {
  await wish(dana, 'newsletter')
  const job = app.app.get(SCHEDULE['write-newsletter'].handler, { strict: false })
  expect(await job.run(MORNING, AbortSignal.timeout(60_000))).toBe('1 written')
  expect(await job.run(MORNING, AbortSignal.timeout(60_000))).toBe('')
  await aRecord(app.database, { person: cole, course: courses.l1, recordedAt: new Date('2026-03-01T12:00:00Z') })
  const other = app.app.get(SCHEDULE['suggest-courses'].handler, { strict: false })
  expect(await other.run(MORNING, AbortSignal.timeout(60_000))).toBe('1 written')
  expect((await written()).map(row => row.kind)).toEqual(['suggestion', 'newsletter'])
})
