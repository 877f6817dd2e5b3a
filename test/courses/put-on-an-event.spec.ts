import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { aDelegate, anAdministrator, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

type Fields = Record<string, string | string[]>

let app: TestApp
let ada: Visitor
let trainer: string

beforeAll(async () => {
  app = await startApp()
  await theNeglectPathway(app.database)
  await aCourse(app.database, { key: 'retired', retired: true })
  await aCourse(app.database, { key: 'aces', title: 'ACEs', kind: 'external', externalUrl: 'https://vrp.example.org' })
  await aVenue(app.database, { key: 'town-hall', name: 'Town Hall', capacity: 20 })
  trainer = (await aTrainerRow(app.database, { person: await aTrainer(app.database) })).key
  ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
})
afterAll(() => app.stop())

/** The fields of one session of one date. */
const session = (d: number, s: number, day: string, start = '09:30', end = '16:00'): Fields => ({
  [`dates[${d}][sessions][${s}][day]`]: day,
  [`dates[${d}][sessions][${s}][start]`]: start,
  [`dates[${d}][sessions][${s}][end]`]: end,
})
const EVENT: Fields = {
  course: 'neglect-l2',
  venue: 'town-hall',
  places: '20',
  onlineUrl: '',
  externalUrl: '',
  opensDay: '',
  opensTime: '',
  closesDays: '',
}

async function put(fields: Fields) {
  await ada.get('/desk/events/new')
  return ada.post('/desk/events', { ...EVENT, ...fields })
}
const count = async () => (await app.database.query<unknown[]>('SELECT 1 FROM occurrence')).length

describe('an event', () => {
  it('of one date is on the programme at once, and can be booked', async () => {
    const { text, url } = await put({ ...session(0, 0, '2026-03-10'), trainers: trainer })
    expect(text).toContain('The date is on the programme.')
    expect(url).toMatch(/^\/desk\/occurrences\//)
    const page = await ada.get('/courses/neglect-l2')
    expect(page.text).toContain('Tuesday 10 March 2026 9:30am to 4pm Face to face, Town Hall, WS1 1AA')
    expect(page.text).toContain('20 places left')
    expect(await app.database.query('SELECT 1 FROM occurrence_trainer')).toHaveLength(1)
  })

  it('of several dates is one event, each date with its sessions and its own closing', async () => {
    const dates = { ...session(0, 0, '2026-04-07'), ...session(0, 1, '2026-04-08', '09:30', '12:00'), ...session(1, 0, '2026-04-21') }
    const { text, url } = await put({ ...dates, course: 'gcp2', closesDays: '2', opensDay: '2026-03-09', opensTime: '' })
    expect(text).toContain('2 dates are on the programme.')
    expect(url).toMatch(/^\/desk\/events\//)
    const rows = await app.database.query<object[]>(
      `SELECT o.event_id = first_value(o.event_id) OVER () AS same, o.starts_at, o.ends_at, o.booking_opens_at AS opens, o.booking_closes_at AS closes,
        (SELECT count(*)::int FROM session s WHERE s.occurrence_id = o.id) AS sessions
       FROM occurrence o JOIN course c ON c.id = o.course_id WHERE c.key = 'gcp2' ORDER BY o.starts_at`,
    )
    const opens = new Date('2026-03-09T09:00:00Z')
    // Two working days before Tuesday 7 April is Wednesday 1 April: Good Friday and Easter Monday lie between.
    expect(rows).toEqual([
      {
        same: true,
        starts_at: new Date('2026-04-07T08:30:00Z'),
        ends_at: new Date('2026-04-08T11:00:00Z'),
        opens,
        closes: new Date('2026-04-01T16:00:00Z'),
        sessions: 2,
      },
      {
        same: true,
        starts_at: new Date('2026-04-21T08:30:00Z'),
        ends_at: new Date('2026-04-21T15:00:00Z'),
        opens,
        closes: new Date('2026-04-17T16:00:00Z'),
        sessions: 1,
      },
    ])
  })

  it('leaves rows that nobody filled in aside', async () => {
    const { text } = await put({ ...session(0, 0, '2026-05-05'), ...session(0, 1, '', '', ''), ...session(1, 0, '', '', '') })
    expect(text).toContain('The date is on the programme.')
  })

  it.each([
    ['0', '2026-05-12'],
    ['', '2026-05-13'],
  ])('that closes %j working days before can be booked until it starts', async (closesDays, day) => {
    const { url } = await put({ ...session(0, 0, day), closesDays })
    const sql = 'SELECT booking_closes_at AS closes, booking_opens_at AS opens FROM occurrence WHERE id = $1'
    expect(await app.database.query(sql, [url.split('/').at(-1)])).toEqual([{ closes: null, opens: null }])
  })

  it('of an external course may have no places', async () => {
    expect((await put({ ...session(0, 0, '2026-05-06'), course: 'aces', places: '0', venue: '' })).status).toBe(200)
  })

  it('is put on once when its form is sent twice', async () => {
    const page = await ada.get('/desk/events/new')
    const [, idempotencyKey = ''] = /name="idempotencyKey" value="([^"]+)"/.exec(page.html)!
    const before = await count()
    const fields = { ...EVENT, ...session(0, 0, '2026-05-07'), idempotencyKey }
    const first = await ada.post('/desk/events', fields)
    await ada.get('/desk/events/new')
    const second = await ada.post('/desk/events', fields)
    expect(second.url).toBe(first.url)
    expect(await count()).toBe(before + 1)
  })
})

describe('what is wrong is named at its field', () => {
  it.each<[string, Fields, string, string]>([
    ['no course', { course: '' }, 'course', 'Choose the course'],
    ['a retired course', { course: 'retired' }, 'course', 'Choose the course'],
    ['an e-learning title', { course: 'neglect-l1' }, 'course', 'Choose the course'],
    ['no day', session(0, 0, ''), 'dates-0-sessions-0-day', 'Date 1: Enter the day'],
    ['a day that no calendar has', session(0, 0, '2026-02-30'), 'dates-0-sessions-0-day', 'Date 1: Enter a day that exists'],
    ['a day gone by', session(0, 0, '2026-03-01'), 'dates-0-sessions-0-day', 'has gone by'],
    [
      'the hour that the clocks skip',
      session(0, 0, '2026-03-29', '01:30', '03:00'),
      'dates-0-sessions-0-start',
      'The clocks go forward on Sunday 29 March 2026: 01:30',
    ],
    ['an end with the start', session(0, 0, '2026-06-02', '09:30', '09:30'), 'dates-0-sessions-0-end', 'The end must be after the start'],
    [
      'an end before the start',
      session(1, 0, '2026-06-03', '16:00', '09:30'),
      'dates-1-sessions-0-end',
      'Date 2: The end must be after the start',
    ],
    [
      'sessions that overlap',
      session(0, 1, '2026-06-02', '15:59', '17:00'),
      'dates-0-sessions-1-start',
      'Date 1, session 2: This must start after',
    ],
    ['no places', { places: '0' }, 'places', 'Enter at least 1 place'],
    ['places that are no number', { places: 'many' }, 'places', 'Enter the number of places'],
    ['more places than the venue holds', { places: '21' }, 'places', 'Town Hall holds 20: enter 20 places or fewer'],
    ['a venue that is not there', { venue: 'castle' }, 'venue', 'Choose a venue from the list'],
    ['a link that is none', { onlineUrl: 'meet' }, 'onlineUrl', 'Enter a full web address'],
    ['an opening after the closing', { opensDay: '2026-06-02', closesDays: '1' }, 'opensDay', 'Booking must open before it closes'],
    ['a time without its day', { opensTime: '09:00' }, 'opensDay', 'Enter the day as well as the time'],
    ['61 working days', { closesDays: '61' }, 'closesDays', 'from 0 to 60'],
  ])('%s', async (_case, fields, field, message) => {
    const before = await count()
    const { status, html, text } = await put({ ...session(0, 0, '2026-06-02'), trainers: trainer, ...fields })
    expect(status).toBe(422)
    expect(text).toContain(message)
    expect(html).toContain(`<a href="#${field}">`)
    expect(html).toContain(`id="${field}"`)
    expect(html).toContain(`value="${trainer}" checked`)
    expect(await count()).toBe(before)
  })

  it.each<[string, Fields]>([
    ['as many places as the venue holds', { places: '20' }],
    ['a single place', { places: '1', ...session(0, 0, '2026-06-10') }],
    ['60 working days', { closesDays: '60', ...session(0, 0, '2026-12-08') }],
    ['closing when it starts', { closesDays: '0', ...session(0, 0, '2026-06-11') }],
    ['no venue', { venue: '', ...session(0, 0, '2026-06-12') }],
    ['a session that begins when the last has ended', { ...session(0, 0, '2026-06-16'), ...session(0, 1, '2026-06-16', '16:00', '17:00') }],
  ])('but not %s', async (_case, fields) => {
    expect((await put({ ...session(0, 0, '2026-06-09'), ...fields })).status).toBe(200)
  })
})

describe('the form without script', () => {
  it('starts with the course, its usual places and times', async () => {
    await app.database.query(`UPDATE course SET default_places = 16 WHERE key = 'gcp2'`)
    const { html } = await ada.get('/desk/events/new?course=gcp2')
    expect(html).toContain('<option value="gcp2" selected>')
    expect(html).toContain('name="places" type="text" value="16"')
    expect(html).toContain('name="dates[0][sessions][0][start]" type="time" value="09:30"')
    expect((await ada.get('/desk/events/new?course=no-such')).status).toBe(200)
  })

  it('adds and removes dates and sessions, keeps what was typed and changes nothing', async () => {
    const before = await count()
    await ada.get('/desk/events/new')
    const rows = (html: string) =>
      [...html.matchAll(/name="dates\[(\d)\]\[sessions\]\[(\d)\]\[day\]" type="date" value="([^"]*)"/g)].map(
        ([, d, s, day]) => `${d}${s} ${day}`,
      )
    const added = await ada.post('/desk/events', { ...EVENT, ...session(0, 0, '2026-06-02'), places: '13', rows: 'add-date' })
    expect(rows(added.html)).toEqual(['00 2026-06-02', '10 '])
    expect(added.html).toContain('value="13"')
    const longer = await ada.post('/desk/events', {
      ...EVENT,
      ...session(0, 0, '2026-06-02'),
      ...session(1, 0, '2026-06-03'),
      rows: 'add-session-1',
    })
    expect(rows(longer.html)).toEqual(['00 2026-06-02', '10 2026-06-03', '11 2026-06-03'])
    const both = { ...session(0, 0, '2026-06-02'), ...session(1, 0, '2026-06-03'), ...session(1, 1, '2026-06-04') }
    expect(rows((await ada.post('/desk/events', { ...EVENT, ...both, rows: 'remove-session-1-0' })).html)).toEqual([
      '00 2026-06-02',
      '10 2026-06-04',
    ])
    expect(rows((await ada.post('/desk/events', { ...EVENT, ...both, rows: 'remove-date-0' })).html)).toEqual([
      '00 2026-06-03',
      '01 2026-06-04',
    ])
    expect(rows((await ada.post('/desk/events', { ...EVENT, ...session(0, 0, '2026-06-02'), rows: 'remove-date-0' })).html)).toEqual([
      '00 2026-06-02',
    ])
    expect(await count()).toBe(before)
  })
})

it('is for administrators only', async () => {
  const dana = new Visitor(app.url)
  await dana.signIn((await aDelegate(app.database)).email)
  expect((await dana.get('/desk/events/new')).status).toBe(403)
})
