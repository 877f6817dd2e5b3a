import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BookingsWriter } from '../../../src/modules/bookings/bookings.writer.js'
import { startApp, type TestApp } from '../../support/app.js'
import { Api } from '../../support/api.js'
import { aRecord } from '../../support/builders/learning-record.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aWaitingEntry } from '../../support/builders/waiting-entry.js'
import { aColleague, aDelegate } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { type AProgramme, aProgramme, idOf, session } from './scene.js'

let app: TestApp
let scene: AProgramme
let dana: Visitor
let danasApi: Api
let draft: string
let event: string

beforeAll(async () => {
  app = await startApp()
  scene = await aProgramme(app)
  const [person, cole] = [await aDelegate(app.database), await aColleague(app.database)]
  const [l1] = await app.database.query<{ id: string }[]>(`SELECT id FROM course WHERE key = 'neglect-l1'`)
  for (const one of [person, cole]) await aRecord(app.database, { person: one, course: l1! })
  await aWaitingEntry(app.database, { person: cole, course: scene.l2 })
  dana = new Visitor(app.url)
  await dana.signIn(person.email)
  danasApi = await Api.of(app, person.email)
})
afterAll(() => app.stop())

const rows = <Row>(sql: string, values: unknown[] = []) => app.database.query<Row[]>(sql, values)
const offers = () => rows<{ occurrence_id: string }>('SELECT occurrence_id FROM offer')
const DAY = '14 April'

describe('a draft', () => {
  it('is kept in one press, with everything that was typed', async () => {
    const dates = { ...session(0, 0, '2026-04-14'), ...session(1, 0, '2026-04-21') }
    const { text, url } = await scene.put({ ...dates, trainers: scene.tara.key, venue: 'town-hall', how: 'draft' })
    expect(text).toContain('2 drafts are saved. Only the desk sees them until you publish.')
    expect(text).toContain('2 dates are drafts')
    event = idOf(url)
    ;[draft] = (await rows<{ id: string }>('SELECT id FROM occurrence WHERE event_id = $1 ORDER BY starts_at', [event])).map(
      ({ id }) => id,
    ) as [string]
    const page = await scene.ada.get(`/desk/occurrences/${draft}`)
    expect(page.text).toContain('A draft: only the desk sees it, and nobody can book it.')
    expect(page.html).not.toContain(`/desk/occurrences/${draft}/cancel`)
  })

  it.each([
    '/',
    '/whats-on',
    '/whats-on?q=neglect',
    '/courses/neglect-l2',
    '/places-by-month',
    '/places-by-month.rss',
    '/places-by-month.ics',
    '/places-by-month.json',
  ])('is not on %s', async path => {
    const page = await dana.get(path)
    expect(page.status).toBe(200)
    expect(page.html).not.toContain(DAY)
    expect(page.html).not.toContain(draft)
    expect(page.html).not.toContain('20260414')
  })

  it('is not in the API, where it cannot be booked either', async () => {
    const { body } = await danasApi.get<{ items: { id: string }[] }>('/occurrences?from=2026-01-01')
    expect(body.items.map(({ id }) => id)).not.toContain(draft)
    expect((await danasApi.post(`/occurrences/${draft}/bookings`, {})).status).toBe(404)
    expect(await rows('SELECT 1 FROM booking')).toEqual([])
  })

  it.each([
    '/occurrences/:id/book',
    '/desk/occurrences/:id/bookings',
    '/desk/occurrences/:id/cancel',
    '/occurrences/:id/register',
    '/occurrences/:id/door',
  ])('has no page %s, not at the desk either', async path => {
    expect((await scene.ada.get(path.replace(':id', draft))).status).toBe(404)
  })

  it('is no date to wait for, and nobody is offered it: not when it is saved, and not by the job', async () => {
    expect((await dana.get('/courses/neglect-l2/waiting-list')).html).not.toContain(draft)
    expect((await danasApi.post('/courses/neglect-l2/waiting-list', { dates: [draft] })).status).toBeGreaterThanOrEqual(400)
    await app.app.get(BookingsWriter).offerPlaces(app.clock.now())
    expect(await offers()).toEqual([])
  })

  it('is not in its trainer’s list, and no register is asked for once it has gone by', async () => {
    const tara = new Visitor(app.url)
    await tara.signIn('tara@example.org')
    expect((await tara.get('/my-occurrences')).html).not.toContain(draft)
    const late = await anOccurrence(app.database, { course: scene.l2, trainers: [scene.tara], startsAt: '2026-02-10 09:30', draft: true })
    expect((await scene.ada.get('/desk')).html).not.toContain(`/occurrences/${late.id}/register`)
    const figures = await scene.ada.get('/reports?period=2025-26')
    expect(figures.status).toBe(200)
    expect(figures.text).not.toContain('10 February')
    await app.database.query('DELETE FROM occurrence WHERE id = $1', [late.id])
  })

  it('makes no course have places', async () => {
    const text = (await scene.ada.get('/desk')).text
    expect(text).toContain('Add a date of Understanding Neglect Level 2')
    expect(text).toContain('2 drafts are not published')
  })

  it('is on the programme at the desk, and found by its search', async () => {
    expect((await scene.ada.get('/desk/programme?month=2026-04')).text).toMatch(/Tuesday 14 April.*Draft/)
    expect((await scene.ada.get('/desk/programme/list')).html).toContain(draft)
    expect((await scene.ada.get('/desk/search?q=neglect')).html).toContain(draft)
  })

  it('can be changed without anybody being told', async () => {
    const path = `/desk/occurrences/${draft}`
    await scene.ada.get(path)
    const answer = await scene.ada.post(path, {
      ...{ venue: 'barn', room: '', onlineUrl: '', externalUrl: '', places: '12', fewest: '', decideOn: '', trainers: scene.tara.key },
      ...{ opensDay: '', opensTime: '', closesDay: '', closesTime: '', joiningDetails: '' },
      ...{ 'sessions[0][day]': '2026-04-14', 'sessions[0][start]': '10:00', 'sessions[0][end]': '12:00' },
    })
    expect(answer.text).toContain('Your changes are saved.')
    expect(await rows('SELECT 1 FROM message WHERE kind LIKE $1', ['trainer%'])).toEqual([])
  })
})

describe('publishing', () => {
  it('puts one date on in one press, and offers its places to those who wait', async () => {
    await scene.ada.get(`/desk/occurrences/${draft}`)
    const { text } = await scene.ada.post(`/desk/occurrences/${draft}/publication`)
    expect(text).toContain('It is published: the date is on the programme.')
    expect(await offers()).toEqual([{ occurrence_id: draft }])
    expect((await dana.get('/courses/neglect-l2')).text).toContain(`Tuesday ${DAY} 2026`)
    expect((await danasApi.post(`/occurrences/${draft}/bookings`, {})).status).toBe(201)
  })

  it('of what is left of the event is one press too; a second does nothing', async () => {
    await scene.ada.get(`/desk/events/${event}`)
    expect((await scene.ada.post(`/desk/events/${event}/publication`)).text).toContain('It is published')
    expect((await scene.ada.post(`/desk/events/${event}/publication`)).text).toContain('There is no draft to publish')
    expect(await rows('SELECT 1 FROM occurrence WHERE draft')).toEqual([])
  })

  it('of many who press at once is done once', async () => {
    const { url } = await scene.put({ ...session(0, 0, '2026-05-12'), ...session(1, 0, '2026-05-19'), course: 'gcp2', how: 'draft' })
    const id = idOf(url)
    const others = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const one = new Visitor(app.url)
        await one.signIn('ada@example.org')
        await one.get(`/desk/events/${id}`)
        return one
      }),
    )
    const answers = await Promise.all(others.map(one => one.post(`/desk/events/${id}/publication`)))
    expect(answers.filter(({ text }) => text.includes('2 dates are published'))).toHaveLength(1)
    expect(answers.filter(({ text }) => text.includes('There is no draft to publish'))).toHaveLength(5)
    expect(await rows('SELECT version FROM occurrence WHERE event_id = $1', [id])).toEqual([{ version: 2 }, { version: 2 }])
  })

  it('is refused for what has gone by and for a retired course, and then publishes nothing of it', async () => {
    const late = await anOccurrence(app.database, {
      course: scene.gcp2,
      startsAt: '2026-03-02 08:00',
      endsAt: '2026-03-02 12:00',
      draft: true,
    })
    await anOccurrence(app.database, { course: scene.gcp2, event: { id: late.eventId }, startsAt: '2026-06-02 08:00', draft: true })
    await scene.ada.get(`/desk/events/${late.eventId}`)
    expect((await scene.ada.post(`/desk/events/${late.eventId}/publication`)).text).toContain(
      'Nothing is published: Monday 2 March 2026, 8am has gone by',
    )
    await app.database.query(`UPDATE course SET retired = true WHERE key = 'gcp2'`)
    expect((await scene.ada.post(`/desk/events/${late.eventId}/publication`)).text).toContain('the course is retired')
    expect(await rows('SELECT 1 FROM occurrence WHERE draft')).toHaveLength(2)
    await app.database.query(`UPDATE course SET retired = false WHERE key = 'gcp2'`)
  })

  it('is not asked of whom it does not concern', async () => {
    await dana.get('/')
    for (const path of [`/desk/events/${event}/publication`, `/desk/occurrences/${draft}/removal`, `/desk/occurrences/${draft}/running`])
      expect((await dana.post(path)).status).toBe(403)
    expect((await scene.ada.get('/desk/events/no-id')).status).toBe(404)
    expect((await scene.ada.get(`/desk/events/${draft}`)).status).toBe(404)
  })
})

describe('removing a draft', () => {
  it('takes it away, and its event with the last of its dates', async () => {
    const { url } = await scene.put({ ...session(0, 0, '2026-05-13'), course: 'gcp2', how: 'draft' })
    const id = idOf(url)
    const [{ event_id: of }] = (await rows<{ event_id: string }>('SELECT event_id FROM occurrence WHERE id = $1', [id])) as [
      { event_id: string },
    ]
    await scene.ada.get(url)
    expect((await scene.ada.post(`/desk/occurrences/${id}/removal`)).text).toContain('The draft is removed.')
    expect(await rows('SELECT 1 FROM occurrence WHERE id = $1', [id])).toEqual([])
    expect(await rows('SELECT 1 FROM event WHERE id = $1', [of])).toEqual([])
  })

  it('is not for what is published', async () => {
    await scene.ada.get(`/desk/occurrences/${draft}`)
    expect((await scene.ada.post(`/desk/occurrences/${draft}/removal`)).text).toContain('This date is no draft')
    expect(await rows('SELECT 1 FROM occurrence WHERE id = $1', [draft])).toHaveLength(1)
  })
})
