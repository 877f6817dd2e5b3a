import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, startBeside, type TestApp } from '../../support/app.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { anAdministrator } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { anew, type AProgramme, aProgramme, type Fields, session } from './scene.js'

let app: TestApp
let beside: TestApp
let scene: AProgramme

beforeAll(async () => {
  app = await startApp()
  beside = await startBeside(app)
  scene = await aProgramme(app)
  const { l2, hall, tara } = scene
  await anOccurrence(app.database, {
    ...{ course: l2, venue: hall, trainers: [tara] },
    sessions: [['2026-03-10 09:30', '2026-03-10 12:30']],
  })
  await anOccurrence(app.database, { course: l2, venue: hall, trainers: [tara], startsAt: '2026-03-11 09:30', cancelledAt: new Date() })
})
afterAll(async () => {
  await beside.stop()
  await app.stop()
})

const count = async () => (await app.database.query<unknown[]>('SELECT 1 FROM occurrence')).length
const TOWN_HALL = 'Town Hall is taken by Understanding Neglect Level 2, Tuesday 10 March 2026, 9:30am to 12:30pm'
const TARA = 'Tara Trainer delivers Understanding Neglect Level 2, Tuesday 10 March 2026, 9:30am to 12:30pm'

describe('before an event is saved', () => {
  it.each<[string, string, string, Fields, string[]]>([
    ['a venue that is taken', '12:29', '15:00', { venue: 'town-hall' }, [TOWN_HALL]],
    ['a venue that has just become free', '12:30', '15:00', { venue: 'town-hall' }, []],
    ['a venue that is taken as it ends', '08:00', '09:30', { venue: 'town-hall' }, []],
    ['a venue taken a minute before it ends', '08:00', '09:31', { venue: 'town-hall' }, [TOWN_HALL]],
    ['another venue', '09:30', '12:30', { venue: 'barn', places: '12' }, []],
    ['a trainer who is busy', '10:00', '11:00', { trainers: 'tara' }, [TARA]],
    ['both', '10:00', '11:00', { trainers: 'tara', venue: 'town-hall' }, [TOWN_HALL, TARA]],
    ['another trainer', '10:00', '11:00', { trainers: 'tom' }, []],
  ])('%s is looked for: %s to %s', async (_case, start, end, fields, expected) => {
    const trainers: Fields = fields.trainers ? { trainers: fields.trainers === 'tara' ? scene.tara.key : scene.tom.key } : {}
    const before = await count()
    const { status, text, html } = await scene.put({
      course: 'gcp2',
      ...fields,
      ...trainers,
      ...session(0, 0, '2026-03-10', start, end),
      how: 'check',
    })
    expect(status).toBe(200)
    expect(text.includes('Look at this first')).toBe(expected.length > 0)
    expect(text.includes('No clashes')).toBe(expected.length === 0)
    for (const words of [TOWN_HALL, TARA]) expect(text.includes(words)).toBe(expected.includes(words))
    expect(html).toContain('value="2026-03-10"')
    expect(await count()).toBe(before)
  })

  it('the check says how the dates would be', async () => {
    const dates = { ...session(0, 0, '2026-04-14'), ...session(0, 1, '2026-04-15'), ...session(1, 0, '2026-04-21') }
    const { text } = await scene.put({ ...dates, course: 'gcp2', closesDays: '1', fewest: '5', decideDays: '10', how: 'check' })
    expect(text).toContain(
      'Tuesday 14 April 2026, 9:30am to 4pm, then Wednesday 15 April 2026, 9:30am to 4pm Booking closes Monday 13 April 2026, 5pm',
    )
    // Good Friday and Easter Monday are no working days.
    expect(text).toContain('Whether it runs is decided by Friday 27 March 2026')
  })

  it('what may well be meant is shown once, and saved by the next press', async () => {
    const easter = { ...session(0, 0, '2026-04-06'), ...session(1, 0, '2026-04-06', '17:00', '19:00'), ...session(2, 0, '2026-04-11') }
    const before = await count()
    const { status, text } = await scene.put(easter)
    expect(status).toBe(422)
    expect(text).toContain('Date 1: Monday 6 April 2026 is a bank holiday: Easter Monday')
    expect(text).toContain('Date 2: The same course is on Monday 6 April 2026 already: date 1 of this event')
    expect(text).toContain('Date 3: Saturday 11 April 2026 is at a weekend')
    expect(text).not.toContain('Is it to be held all the same?')
    expect(await count()).toBe(before)
    expect((await scene.ada.post('/desk/events', { ...anew(easter) })).text).toContain('3 dates are on the programme.')
    expect(await count()).toBe(before + 3)
  })

  it('a clash takes a tick and a reason, which the desk sees', async () => {
    const wanted = { course: 'gcp2', venue: 'town-hall', places: '10', ...session(0, 0, '2026-03-10', '11:00', '13:00') }
    const asked = [
      [{}, 'Look at this first'],
      [{}, 'Tick the box if it is to be held all the same'],
      [{ anyway: 'yes', clashReason: ' ' }, 'Enter why it is held all the same'],
    ] as const
    await scene.ada.get('/desk/events/new')
    for (const [more, words] of asked) {
      const { status, text, html } = await scene.ada.post('/desk/events', anew({ ...wanted, ...more }))
      expect([status, text.includes(words), html.includes('value="11:00"')]).toEqual([422, true, true])
    }
    const saved = await scene.ada.post('/desk/events', anew({ ...wanted, anyway: 'yes', clashReason: 'Two rooms' }))
    expect(saved.text).toContain('The date is on the programme.')
    expect(saved.text).toContain('Held in spite of a clash: Two rooms')
  })

  it('what was said of one clash does not hold for another', async () => {
    const wanted = { course: 'gcp2', trainers: scene.tara.key, anyway: 'yes', clashReason: 'They share the day' }
    await scene.put({ ...wanted, ...session(0, 0, '2026-03-10', '09:30', '10:00') })
    const other = await scene.ada.post(
      '/desk/events',
      anew({ ...wanted, venue: 'town-hall', ...session(0, 0, '2026-03-10', '09:30', '10:00') }),
    )
    expect(other.status).toBe(422)
    expect(other.text).toContain(TOWN_HALL)
  })

  it('what was cancelled takes nobody’s time', async () => {
    const free = { course: 'gcp2', venue: 'town-hall', trainers: scene.tara.key, ...session(0, 0, '2026-03-11', '09:30', '12:00') }
    expect((await scene.put(free)).text).toContain('The date is on the programme.')
  })

  it('the hour that comes twice is looked at by its instants', async () => {
    const night = { course: 'gcp2', venue: 'barn', places: '5' }
    // 1:30 is read as the first: an hour and a half before 2am, which is after the second.
    await scene.put({ ...night, ...session(0, 0, '2026-10-25', '00:30', '01:30') })
    await scene.ada.post('/desk/events', anew({ ...night, ...session(0, 0, '2026-10-25', '00:30', '01:30') }))
    const touching = await scene.put({ ...night, ...session(0, 0, '2026-10-25', '01:30', '03:00'), how: 'check' })
    expect(touching.text).not.toContain('is taken by')
    const within = await scene.put({ ...night, ...session(0, 0, '2026-10-25', '01:29', '03:00'), how: 'check' })
    expect(within.text).toContain('The Barn is taken by')
  })
})

describe('a date that is changed', () => {
  const change = (place: Fields): Fields => ({
    ...{ venue: 'barn', room: '', onlineUrl: '', externalUrl: '', places: '10', fewest: '', decideOn: '', trainers: scene.tom.key },
    ...{ opensDay: '', opensTime: '', closesDay: '', closesTime: '', joiningDetails: '' },
    ...{ 'sessions[0][day]': '2026-03-10', 'sessions[0][start]': '13:00', 'sessions[0][end]': '15:00' },
    ...place,
  })
  const aDate = async () => {
    const { gcp2, barn, tom } = scene
    const date = await anOccurrence(app.database, {
      course: gcp2,
      venue: barn,
      trainers: [tom],
      places: 10,
      startsAt: '2026-03-10 13:00',
      endsAt: '2026-03-10 15:00',
    })
    await scene.ada.get(`/desk/occurrences/${date.id}`)
    return `/desk/occurrences/${date.id}`
  }

  it.each<[string, Fields, string]>([
    ['its venue', { venue: 'town-hall', 'sessions[0][start]': '12:00' }, TOWN_HALL],
    ['its trainers', { trainers: 'tara', 'sessions[0][start]': '12:29' }, TARA],
  ])('is looked at when %s change', async (_case, fields, words) => {
    const path = await aDate()
    const sent = change({ ...fields, ...(fields.trainers && { trainers: scene.tara.key }) })
    const first = await scene.ada.post(path, sent)
    expect([first.status, first.text.includes(words)]).toEqual([422, true])
    const ticked = await scene.ada.post(path, { ...sent, anyway: 'yes', clashReason: 'Rooms differ' })
    // Whom it touches is asked as ever; what was said of the clash comes along.
    expect(ticked.text).toContain('Check who is told')
    expect((await scene.ada.post(path)).text).toContain('Held in spite of a clash: Rooms differ')
    await app.database.query('DELETE FROM occurrence WHERE id = $1', [path.split('/').at(-1)])
  })

  it('is saved at once where nothing overlaps, itself included', async () => {
    const path = await aDate()
    const touching = await scene.ada.post(path, change({ venue: 'town-hall', trainers: scene.tara.key, 'sessions[0][start]': '13:30' }))
    expect(touching.text).not.toContain('Town Hall is taken by Understanding')
    await app.database.query('DELETE FROM occurrence WHERE id = $1', [path.split('/').at(-1)])
  })

  it('is not looked at again for its places alone', async () => {
    const path = await aDate()
    const { barn, gcp2 } = scene
    await anOccurrence(app.database, { course: gcp2, venue: barn, startsAt: '2026-03-10 13:00', endsAt: '2026-03-10 15:00' })
    expect((await scene.ada.post(path, change({ places: '9' }))).text).toContain('Your changes are saved.')
  })
})

describe('administrators at the same moment', () => {
  const sent = { course: 'gcp2', places: '5' }
  let visitors: Visitor[]
  beforeAll(async () => {
    const bert = await anAdministrator(app.database, { email: 'bert@example.org' })
    visitors = [app, beside, app, beside].map(({ url }) => new Visitor(url))
    for (const visitor of visitors) await visitor.signIn(bert.email)
    for (const visitor of visitors) await visitor.get('/desk/events/new')
  })

  it('never have one trainer or one venue at two places: of twenty-four presses on each, one is saved', async () => {
    const days = ['2026-06-02', '2026-06-03', '2026-06-04']
    const press = (day: string, n: number) => {
      // Half of them name the trainer, half the venue, and a few both: whoever shares something with one that is saved is shown it.
      const what: Fields[] = [
        { trainers: scene.tara.key, venue: 'barn' },
        { trainers: [scene.tom.key, scene.tara.key] },
        { trainers: [scene.tara.key, scene.tom.key], venue: 'barn' },
      ]
      return visitors[n % 4]!.post('/desk/events', anew({ ...sent, ...what[n % 3]!, ...session(0, 0, day, '09:30', `1${n % 3}:00`) }))
    }
    const answers = await Promise.all(days.flatMap(day => Array.from({ length: 8 }, (_, n) => press(day, n))))
    for (const [i] of days.entries()) {
      const mine = answers.slice(i * 8, i * 8 + 8)
      expect(mine.filter(one => one.status === 200)).toHaveLength(1)
      const late = mine.filter(one => one.status === 422)
      expect(late).toHaveLength(7)
      for (const one of late) expect(one.text).toMatch(/Look at this first.*(Tara Trainer delivers|The Barn is taken by)/)
    }
    const [{ overlapping }] = await app.database.query<[{ overlapping: number }]>(`
      SELECT count(*)::int AS overlapping FROM occurrence_trainer a JOIN occurrence_trainer b ON b.trainer_id = a.trainer_id AND b.occurrence_id > a.occurrence_id
      JOIN occurrence o ON o.id = a.occurrence_id JOIN occurrence p ON p.id = b.occurrence_id
      WHERE o.starts_at < p.ends_at AND p.starts_at < o.ends_at AND o.starts_at > '2026-06-01' AND p.starts_at > '2026-06-01'`)
    expect(overlapping).toBe(0)
  })

  it('who changes a date and who puts one on see each other too', async () => {
    const [one, other] = visitors
    for (const day of ['2026-07-07', '2026-07-08', '2026-07-09', '2026-07-14']) {
      const date = await anOccurrence(app.database, { course: scene.l2, startsAt: `${day} 18:00`, endsAt: `${day} 20:00` })
      const path = `/desk/occurrences/${date.id}`
      await Promise.all([one!.get(path), other!.get('/desk/events/new')])
      const times = { 'sessions[0][day]': day, 'sessions[0][start]': '10:00', 'sessions[0][end]': '12:00' }
      const empty = { venue: '', room: '', onlineUrl: '', externalUrl: '', places: '20', fewest: '', decideOn: '', joiningDetails: '' }
      const moved = one!.post(path, {
        ...empty,
        opensDay: '',
        opensTime: '',
        closesDay: '',
        closesTime: '',
        ...times,
        trainers: scene.tom.key,
      })
      const put = other!.post('/desk/events', anew({ ...sent, trainers: scene.tom.key, ...session(0, 0, day, '11:59', '13:00') }))
      const answers = await Promise.all([moved, put])
      // A move tells its trainer first, so it is confirmed after the other is through, and then sees it.
      const confirmed = answers[0].text.includes('Check who is told') ? await one!.post(path) : answers[0]
      const saved = [confirmed, answers[1]].filter(answer => answer.status === 200)
      expect(saved).toHaveLength(1)
      const late = [confirmed, answers[1]].find(answer => answer.status !== 200)!
      expect(late.text).toContain('Tom Trainer delivers')
    }
  })
})
