import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { aDelegate, anAdministrator, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

type Fields = Record<string, string | string[]>

let app: TestApp
let ada: Visitor
let bert: Visitor
let l2: { id: string }
let trainer: { id: string; key: string }
let occurrence: BuiltOccurrence

beforeAll(async () => {
  app = await startApp()
  ;({ l2 } = await theNeglectPathway(app.database))
  await aVenue(app.database, { key: 'town-hall', name: 'Town Hall', capacity: 30 })
  trainer = await aTrainerRow(app.database, { person: await aTrainer(app.database) })
  ada = new Visitor(app.url)
  bert = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
  await bert.signIn((await anAdministrator(app.database, { email: 'bert@example.org' })).email)
})
afterAll(() => app.stop())
beforeEach(async () => {
  // One trainer delivers them all: what the test before made is out of the way.
  await app.database.query('UPDATE occurrence SET cancelled_at = now()')
  occurrence = await anOccurrence(app.database, {
    ...{ course: l2, trainers: [trainer], places: 20, booked: 8, held: 1 },
    sessions: [
      ['2026-03-10 09:30', '2026-03-10 16:00'],
      ['2026-03-11 09:30', '2026-03-11 16:00'],
    ],
  })
})

const session = (s: number, day: string, start = '09:30', end = '16:00'): Fields => ({
  [`sessions[${s}][day]`]: day,
  [`sessions[${s}][start]`]: start,
  [`sessions[${s}][end]`]: end,
})
const asItIs = (): Fields => ({
  ...{
    venue: '',
    onlineUrl: '',
    externalUrl: '',
    places: '20',
    opensDay: '',
    opensTime: '',
    closesDay: '',
    closesTime: '',
    trainers: trainer.key,
  },
  ...session(0, '2026-03-10'),
  ...session(1, '2026-03-11'),
})
const path = () => `/desk/occurrences/${occurrence.id}`
/** Saves, and says yes where it asks who is to be told: here that is the trainer. */
async function send(visitor: Visitor, fields: Fields) {
  const answer = await visitor.post(path(), { ...asItIs(), ...fields })
  return answer.text.includes('Check who is told') ? visitor.post(path()) : answer
}
async function change(fields: Fields) {
  await ada.get(path())
  return send(ada, fields)
}
const stored = async () => {
  const [row] = await app.database.query<Record<string, unknown>[]>(
    `SELECT o.*, (SELECT json_agg(json_build_array(s.id, s.number) ORDER BY s.number) FROM session s WHERE s.occurrence_id = o.id) AS sessions
     FROM occurrence o WHERE o.id = $1`,
    [occurrence.id],
  )
  return row!
}

describe('the page', () => {
  it('shows how it is booked and what it is', async () => {
    const { text, html } = await ada.get(path())
    expect(text).toContain('Tuesday 10 March 2026, 9:30am Understanding Neglect Level 2')
    expect(text).toContain('Booked 8 of 20 Held for an offer 1')
    expect(text).toContain('you are first shown whom it touches')
    expect(html).toContain('name="sessions[1][day]" type="date" value="2026-03-11"')
    expect(html).toContain(`value="${trainer.key}" checked`)
  })

  it.each(['00000000-0000-7000-8000-000000000000', 'no-id'])('is not there for %s', async id => {
    expect((await ada.get(`/desk/occurrences/${id}`)).status).toBe(404)
  })
})

describe('a change', () => {
  it('is saved, and the sessions keep their rows', async () => {
    const before = await stored()
    const { text } = await change({
      ...session(0, '2026-03-12'),
      ...session(1, '2026-03-13', '10:00', '12:00'),
      venue: 'town-hall',
      places: '25',
      trainers: [],
    })
    expect(text).toContain('Your changes are saved.')
    expect(await stored()).toMatchObject({
      ...{
        starts_at: new Date('2026-03-12T09:30:00Z'),
        ends_at: new Date('2026-03-13T12:00:00Z'),
        places: 25,
        booked: 8,
        held: 1,
        version: 2,
      },
      sessions: before.sessions,
    })
    expect(await app.database.query('SELECT 1 FROM occurrence_trainer WHERE occurrence_id = $1', [occurrence.id])).toEqual([])
    expect((await ada.get('/courses/neglect-l2')).text).toContain('Thursday 12 March 2026')
  })

  it('adds a session, and takes one away', async () => {
    const kept = ((await stored()).sessions as [string, number][])[0]
    await change({ ...session(2, '2026-03-12') })
    expect((await stored()).sessions).toHaveLength(3)
    await change({ ...session(1, '', '', '') })
    expect((await stored()).sessions).toEqual([kept])
    expect(await stored()).toMatchObject({ ends_at: new Date('2026-03-10T16:00:00Z') })
  })

  it('keeps what is written about joining', async () => {
    const joiningDetails = 'Park behind the hall. Bring a pen.'
    expect((await change({ joiningDetails })).html).toContain(joiningDetails)
    expect(await stored()).toMatchObject({ joining_details: joiningDetails })
    expect((await change({ joiningDetails: 'x'.repeat(4001) })).text).toContain('Use 4000 characters or fewer')
  })

  it('sets and clears the booking window', async () => {
    await change({ opensDay: '2026-03-03', opensTime: '12:30', closesDay: '2026-03-09' })
    expect(await stored()).toMatchObject({
      booking_opens_at: new Date('2026-03-03T12:30:00Z'),
      booking_closes_at: new Date('2026-03-09T17:00:00Z'),
    })
    expect((await ada.get(path())).html).toContain('name="closesTime" type="time" value="17:00"')
    await change({})
    expect(await stored()).toMatchObject({ booking_opens_at: null, booking_closes_at: null })
  })

  it.each<[string, Fields, string, string]>([
    [
      'fewer places than are booked and held',
      { places: '8' },
      'places',
      'Enter 9 or more: 8 are booked and 1 held for an offer or an agency',
    ],
    ['more places than the venue holds', { places: '31', venue: 'town-hall' }, 'places', 'Town Hall holds 30'],
    ['an end before the start', session(0, '2026-03-10', '16:00', '09:30'), 'sessions-0-end', 'Session 1: The end must be after the start'],
    ['the hour that the clocks skip', session(1, '2026-03-29', '01:00', '05:00'), 'sessions-1-start', 'does not exist that night'],
    [
      'a closing after the start',
      { closesDay: '2026-03-10', closesTime: '09:31' },
      'closesDay',
      'Booking must close before the first session starts',
    ],
    [
      'an opening with the closing',
      { opensDay: '2026-03-09', opensTime: '17:00', closesDay: '2026-03-09' },
      'opensDay',
      'Booking must open before it closes',
    ],
    ['a closing that no clock shows', { closesDay: '2026-03-09', closesTime: '25:00' }, 'closesDay', 'Enter a time such as 09:30'],
  ])('is refused with %s, at its field', async (_case, fields, field, message) => {
    const { status, text, html } = await change(fields)
    expect(status).toBe(422)
    expect(text).toContain(message)
    expect(html).toContain(`<a href="#${field}">`)
    expect(await stored()).toMatchObject({ version: 1, places: 20 })
  })

  it('is taken with as many places as are booked and held', async () => {
    expect((await change({ places: '9' })).status).toBe(200)
    expect(await stored()).toMatchObject({ places: 9 })
  })

  it('takes up with more places what was given above the limit', async () => {
    await app.database.query('UPDATE occurrence SET booked = 22, held = 0, overbooked = 2 WHERE id = $1', [occurrence.id])
    expect((await change({ places: '19' })).text).toContain('Enter 20 or more: 22 are booked')
    await change({ places: '21' })
    expect(await stored()).toMatchObject({ places: 21, overbooked: 1 })
  })

  it('of the times is refused once it has begun; the rest is not', async () => {
    app.clock.moveTo('2026-03-10T09:30:00Z')
    const late = await change(session(1, '2026-03-12'))
    expect([late.status, late.text.includes('It has begun: its times stay as they are')]).toEqual([422, true])
    expect((await change({ venue: 'town-hall' })).status).toBe(200)
    app.clock.moveTo('2026-03-02T09:00:00Z')
  })

  it.each(['cancelled_at', 'register_closed_at'])('is refused once %s is set', async column => {
    await app.database.query(`UPDATE occurrence SET ${column} = '2026-03-01T09:00:00Z' WHERE id = $1`, [occurrence.id])
    const { status, text } = await change({ places: '30' })
    expect(status).toBe(422)
    expect(text).toContain('it stays as it is')
  })

  it('of a form opened before another’s change says what changed and loses nothing typed', async () => {
    await ada.get(path())
    await bert.get(path())
    await send(bert, { venue: 'town-hall' })
    const refused = await send(ada, { places: '24' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('Venue: was empty, is now “town-hall”')
    expect(refused.html).toContain('name="places" type="text" value="24"')
    expect(refused.html).toContain('<option value="town-hall" selected>')
    const again = await send(ada, { places: '24', venue: 'town-hall' })
    expect(again.text).toContain('Your changes are saved.')
    expect(await stored()).toMatchObject({ places: 24, version: 3 })
  })

  it('waits for a booking that is under way, and counts it', async () => {
    const runner = app.database.createQueryRunner()
    await runner.startTransaction()
    await runner.query('UPDATE occurrence SET booked = booked + 1 WHERE id = $1', [occurrence.id])
    await ada.get(path())
    const answer = send(ada, { places: '9' })
    await runner.commitTransaction()
    await runner.release()
    expect((await answer).text).toContain('Enter 10 or more: 9 are booked and 1 held for an offer or an agency')
  })

  it('adds a row for a session without saving', async () => {
    const { html } = await change({ rows: 'add-session-0', places: '22' })
    expect(html).toContain('name="sessions[2][day]"')
    expect(html).toContain('value="22"')
    expect(await stored()).toMatchObject({ version: 1 })
  })
})

it('is for administrators only', async () => {
  const dana = new Visitor(app.url)
  await dana.signIn((await aDelegate(app.database)).email)
  expect((await dana.get(path())).status).toBe(403)
})
