import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCharge } from '../support/builders/charge.js'
import { aCourse, type CourseOverrides } from '../support/builders/course.js'
import { anEvidence } from '../support/builders/evidence.js'
import { aMessage } from '../support/builders/message.js'
import { anOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aDelegate, anAdministrator, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { Api } from '../support/api.js'

const ELSEWHERE = 'https://vrp.example.org/a'

let app: TestApp
let ada: Visitor

beforeAll(async () => {
  app = await startApp()
  ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
})
afterAll(() => app.stop())

const today = async () => (await ada.get('/desk')).text
let made = 0
/** A course of its own, held for at least two, with one date. */
async function aDate(title: string, change: Partial<OccurrenceOverrides> = {}, more: CourseOverrides = {}) {
  const course = await aCourse(app.database, { key: `course-${++made}`, title, fewest: 2, ...more })
  return { ...(await anOccurrence(app.database, { course, booked: 2, ...change })), courseKey: course.key }
}

describe('today at the desk', () => {
  it('shows the way to the first date while nothing is on the programme, and what of it is done', async () => {
    expect(await today()).toMatch(/First steps .* Add the agencies that people work for Done .* Add a topic Each course .* Put on an event/)
    expect((await ada.get('/desk/events/new')).text).toContain('There is no course yet that could be put on. Add a course first')
    const form = await ada.get('/desk/courses/new')
    expect(form.text).toContain('Add a topic first')
    expect(form.text).not.toContain('Prerequisites')
    await aCourse(app.database, { key: 'the-first', title: 'The first' })
    expect(await today()).toMatch(/Add a topic Done .* Add a course Done/)
    expect((await ada.get('/desk/courses/new')).text).not.toContain('Add a topic first')
  })

  it('says so where nothing needs a hand', async () => {
    await aDate('Enough people')
    const text = await today()
    expect(text).toContain('Monday 2 March 2026')
    expect(text).toContain('Nothing needs a hand.')
    expect(text).not.toContain('First steps')
  })

  it('lists registers that are not closed, from the moment the course ends', async () => {
    await aDate('Just over', { startsAt: '2026-03-02 08:00', endsAt: '2026-03-02 09:00' })
    await aDate('Not quite over', { startsAt: '2026-03-02 08:00', endsAt: '2026-03-02 09:01' })
    await aDate('Closed', { startsAt: '2026-02-02 08:00', endsAt: '2026-02-02 09:00', registerClosedAt: new Date('2026-02-02T10:00:00Z') })
    await aDate('Called off', { startsAt: '2026-02-02 08:00', endsAt: '2026-02-02 09:00', cancelledAt: new Date('2026-02-01T10:00:00Z') })
    await aDate('Booked elsewhere', { startsAt: '2026-02-02 08:00', endsAt: '2026-02-02 09:00', externalUrl: ELSEWHERE })
    await aDate(
      'Held elsewhere',
      { startsAt: '2026-02-02 08:00', endsAt: '2026-02-02 09:00' },
      { kind: 'external', externalUrl: ELSEWHERE },
    )
    const text = await today()
    expect(text).toContain('1 register is not closed')
    expect(text).toContain('Just over Monday 2 March 2026, 8am to 9am')
    for (const title of ['Not quite over', 'Closed', 'Called off', 'Booked elsewhere', 'Held elsewhere']) expect(text).not.toContain(title)
  })

  it('counts what it does not list', async () => {
    for (let n = 0; n < 6; n++) await aDate(`Open ${n}`, { startsAt: `2026-02-0${n + 1} 08:00`, endsAt: `2026-02-0${n + 1} 09:00` })
    const text = await today()
    expect(text).toContain('7 registers are not closed')
    expect(text).toContain('And 2 more')
    expect(text).not.toContain('Just over')
  })

  it.each([
    ['2026-03-23 09:00', 1, true],
    ['2026-03-23 09:01', 1, false],
    ['2026-03-20 09:00', 2, false],
    ['2026-03-02 09:00', 1, false],
  ])('a date at %s with %d of 2 people is told of: %s', async (startsAt, booked, told) => {
    const title = `Few at ${startsAt} ${booked}`
    await aDate(title, { startsAt, endsAt: '2026-03-24 12:00', booked })
    expect((await today()).includes(`${title} : ${booked} booked, 2 needed`)).toBe(told)
  })

  it('tells of no date that is off or booked elsewhere that too few people come to it', async () => {
    const soon = { startsAt: '2026-03-04 09:00', booked: 1 }
    await aDate('Few and off', { ...soon, cancelledAt: new Date('2026-03-01T10:00:00Z') })
    await aDate('Few and booked elsewhere', { ...soon, externalUrl: ELSEWHERE })
    await aDate('Few and held elsewhere', soon, { kind: 'external', externalUrl: ELSEWHERE })
    expect(await today()).not.toMatch(/Few and (off|booked|held)/)
  })

  it('offers to add a date where people wait and every date is full', async () => {
    const full = await aDate('Full and wanted', { places: 2, startsAt: '2026-05-10 09:30' })
    const room = await aDate('Wanted with room', { places: 3, startsAt: '2026-05-10 09:30' })
    const late = await aDate('Wanted, but closed', { places: 3, startsAt: '2026-05-10 09:30', bookingClosesAt: '2026-03-02 09:00' })
    for (const { courseId } of [full, full, room, late])
      await aWaitingEntry(app.database, { person: await aPerson(app.database), course: { id: courseId } })
    const text = await today()
    expect(text).toContain('Add a date of Full and wanted 2 people wait')
    expect(text).toContain('Add a date of Wanted, but closed 1 person waits')
    expect(text).not.toContain('Wanted with room')
    expect(ada.last!.html).toContain(`href="/desk/events/new?course=${full.courseKey}"`)
    expect((await ada.get(`/desk/events/new?course=${full.courseKey}`)).text).toContain('Full and wanted')
  })

  it('counts no room that nobody can book, and nobody who has stopped waiting; where most wait comes first', async () => {
    const coming = { places: 3, startsAt: '2026-05-10 09:30' }
    const held = await aDate('Last place held', { ...coming, held: 1 })
    const off = await aDate('Room on a date that is off', { ...coming, cancelledAt: new Date('2026-03-01T10:00:00Z') })
    const gone = await aDate('Room on a date gone by', { places: 3, startsAt: '2026-03-02 09:00' })
    const left = await aDate('Full, nobody waits', { ...coming, places: 2 })
    const wait = async ({ courseId }: { courseId: string }, endedAt?: string) =>
      aWaitingEntry(app.database, { person: await aPerson(app.database), course: { id: courseId }, endedAt })
    for (const date of [held, held, held, off, gone]) await wait(date)
    await wait(left, '2026-03-01 09:00')
    const text = await today()
    expect(text).toContain('5 courses are full while people wait Add a date of Last place held 3 people wait Add a date of Full and wanted')
    for (const title of ['Room on a date that is off', 'Room on a date gone by']) expect(text).toContain(`Add a date of ${title} 1 person`)
    expect(text).not.toContain('Full, nobody waits')
  })

  it('lists held places from twelve hours before they run out, with whom to ring', async () => {
    const date = await aDate('Offered', { places: 3, startsAt: '2026-05-11 09:30' })
    const dana = await aDelegate(app.database)
    await aWaitingEntry(app.database, { person: dana, course: { id: date.courseId } })
    const offer = (runsOutAt: string) =>
      app.database.query(
        `INSERT INTO offer (id, entry_id, occurrence_id, person_id, kind, state, made_at, runs_out_at)
         SELECT gen_random_uuid(), w.id, $1, w.person_id, 'hold', 'open', now(), $3 FROM waiting_entry w WHERE w.person_id = $2
         ON CONFLICT (entry_id, occurrence_id) WHERE state = 'open'
         DO UPDATE SET runs_out_at = excluded.runs_out_at`,
        [date.id, dana.id, runsOutAt],
      )
    await offer('2026-03-02T21:00:00.001Z')
    expect(await today()).not.toContain('runs out within 12 hours')
    await offer('2026-03-02T21:00:00Z')
    expect(await today()).toMatch(
      /1 offered place runs out within 12 hours.*Dana Delegate : Offered, Monday 11 May 2026.*Until Monday 2 March 2026, 9pm/,
    )
    const is = (change: string) => app.database.query(`UPDATE offer SET ${change} WHERE occurrence_id = $1`, [date.id])
    // Nobody can be rung up any more for what has run out or was answered; what is offered to all is nobody's to save.
    for (const change of [`runs_out_at = '2026-03-02T09:00:00Z'`, `state = 'declined'`, `kind = 'first-to-accept'`]) {
      await is(`runs_out_at = '2026-03-02T09:00:00.001Z', state = 'open', kind = 'hold'`)
      expect(await today()).toContain('1 offered place runs out')
      await is(change)
      expect(await today()).not.toContain('runs out within 12 hours')
    }
  })

  it('leads to charges, failed messages, evidence and approvals that wait', async () => {
    const date = await aDate('To approve', { places: 3, startsAt: '2026-05-12 09:30' })
    await app.database.query('UPDATE course SET needs_approval = true WHERE id = $1', [date.courseId])
    await (await Api.of(app, 'dana@example.org')).post(`/occurrences/${date.id}/bookings`)
    const booking = await aBooking(app.database, { person: await aPerson(app.database), occurrence: date, state: 'no-show' })
    await aCharge(app.database, { booking, kind: 'no-show' })
    await app.database.query(
      `UPDATE message SET state = 'failed' WHERE id = (SELECT id FROM message WHERE state = 'due' ORDER BY created_at LIMIT 1)`,
    )
    const text = await today()
    expect(text).toContain('1 place waits for a line manager Dana Delegate : To approve')
    expect(text).toContain('1 charge to review, £60.00 in all')
    expect(text).toContain('1 message could not be delivered')
    expect(text).not.toContain('from elsewhere to accept')
    for (const href of ['/desk/charges', '/desk/messages?state=failed', `/desk/occurrences/${date.id}/bookings`])
      expect(ada.last!.html).toContain(`href="${href}"`)
  })

  it('counts only what still waits: not the decided, the delivered or the answered', async () => {
    const { database } = app
    const [ada1] = await database.query<{ id: string }[]>(`SELECT id FROM person WHERE email = 'ada@example.org'`)
    const date = await aDate('Decided', { places: 30, startsAt: '2026-05-13 09:30' })
    for (const state of ['waived', 'confirmed'] as const) {
      const booking = await aBooking(database, { person: await aPerson(database), occurrence: date, state: 'no-show' })
      await aCharge(database, { booking, kind: 'no-show', state })
    }
    await aMessage(database, app.clock.now(), { state: 'sent', sentAt: app.clock.now() })
    await database.query(`UPDATE approval SET state = 'run-out', answered_at = now() WHERE state = 'open'`)
    await anEvidence(database, { person: await aPerson(database), course: { id: date.courseId } })
    await anEvidence(database, {
      ...{ person: await aPerson(database), course: { id: date.courseId }, state: 'accepted' },
      ...{ decidedAt: app.clock.now(), decidedById: ada1!.id },
    })
    const text = await today()
    expect(text).toContain('1 charge to review, £60.00 in all')
    expect(text).toContain('1 message could not be delivered')
    expect(text).toContain('1 certificate from elsewhere to accept or refuse')
    expect(text).not.toContain('for a line manager')
    expect(ada.last!.html).toContain('href="/desk/evidence"')
  })
})
