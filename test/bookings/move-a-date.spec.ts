import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { aCourse } from '../support/builders/course.js'
import { aBooking } from '../support/builders/booking.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aVenue } from '../support/builders/venue.js'
import { mailsAbout } from '../support/mailbox.js'
import { aCrowd } from '../support/crowd.js'
import type { Visitor } from '../support/visitor.js'
import { bookedBy, change, changeAndConfirm, confirm, entries, LATER, stillSent, toldOf, type Told } from './organiser.js'
import { aQueue } from './queue.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let ada: Visitor
let date: BuiltOccurrence
let booking: string

beforeAll(async () => {
  scene = await theScene()
  ada = await scene.browser('ada')
  await aVenue(scene.app.database, { key: 'library', name: 'Library', address: '1 Long Street', postcode: 'WS2 2AA' })
})
afterAll(() => scene.app.stop())

const TWO_DAYS: [string, string][] = [
  ['2026-04-14 09:30', '2026-04-14 16:00'],
  ['2026-04-15 09:30', '2026-04-15 16:00'],
]

async function aDate(overrides: Parameters<typeof anOccurrence>[1] | object = {}) {
  const course = await aCourse(scene.app.database, { title: 'Safer Recruitment' })
  return anOccurrence(scene.app.database, { course, startsAt: '2026-04-14 09:30', endsAt: '2026-04-14 16:00', ...overrides })
}
const told = (id = booking): Promise<Told[]> => toldOf(scene.app, `booking:${id}`)

beforeEach(async () => {
  date = await aDate()
  booking = await bookedBy(scene.api.dana, date)
})

describe('what touches nobody', () => {
  it.each([
    ['more places', { places: '25' }],
    ['joining details', { joiningDetails: 'Bring a pen.' }],
    ['when booking closes', { closesDay: '2026-04-10', closesTime: '17:00' }],
  ])('%s: saved at once, and nobody is told', async (_case, fields) => {
    const saved = await change(ada, date.id, fields)
    expect(saved.text).toContain('Your changes are saved.')
    expect(entries(await told())).toEqual(['booking-confirmed: REQUEST 0 #1'])
  })

  it('a new time with nobody on it is saved at once', async () => {
    const empty = await aDate()
    expect((await change(ada, empty.id, LATER)).text).toContain('Your changes are saved.')
    expect(await scene.row('SELECT calendar_sequence AS seq FROM occurrence WHERE id = $1', [empty.id])).toEqual({ seq: 1 })
  })
})

describe('the page that asks', () => {
  it('shows before and after, whom it touches and what they get, and changes nothing yet', async () => {
    const page = await change(ada, date.id, { ...LATER, venue: 'library' })
    expect(page.status).toBe(200)
    expect(page.text).toContain('When Tuesday 14 April 2026, 10:30am to 5pm before: Tuesday 14 April 2026, 9:30am to 4pm')
    expect(page.text).toContain('Where Library, 1 Long Street, WS2 2AA before: To be confirmed')
    expect(page.text).toContain('Booked 1 person : Dana Delegate A mail with what was and what is now')
    expect(page.text).toContain('They may cancel free of charge.')
    expect(page.text).toContain('Save and tell 1 person')
    expect(await scene.row('SELECT starts_at AS at, calendar_sequence AS seq FROM occurrence WHERE id = $1', [date.id])).toEqual({
      at: date.startsAt,
      seq: 0,
    })
    expect(await told()).toHaveLength(1)
  })

  it('leads back to the form with everything typed', async () => {
    await change(ada, date.id, { ...LATER, places: '23', joiningDetails: 'Bring “a pen” & paper.' })
    const form = await ada.post(`/desk/occurrences/${date.id}`, { again: 'yes' })
    expect(form.html).toContain('value="10:30"')
    expect(form.html).toContain('value="23"')
    expect(form.text).toContain('Bring “a pen” & paper.')
    expect(await told()).toHaveLength(1)
  })

  it('names people only while they are few', async () => {
    const many = await aDate({ places: 30 })
    for (const person of await aCrowd(scene.app.database, 21)) await aBooking(scene.app.database, { person, occurrence: many })
    const page = await change(ada, many.id, LATER)
    expect(page.text).toContain('Booked 21 people A mail')
  })

  it('is shown anew when somebody has booked meanwhile, and then told to both', async () => {
    await change(ada, date.id, LATER)
    const cole = await bookedBy(scene.api.cole, date)
    const anew = await confirm(ada, date.id)
    expect(anew.status).toBe(409)
    expect(anew.text).toContain('This has changed since you looked')
    expect(anew.text).toContain('2 people : Dana Delegate, Cole')
    expect(await told(cole)).toHaveLength(1)
    expect((await confirm(ada, date.id)).text).toContain('Your changes are saved.')
    for (const id of [booking, cole])
      expect(entries(await told(id))).toEqual(['booking-confirmed: REQUEST 0 #1', 'booking-changed: REQUEST 1 #1'])
  })

  it('says who would no longer meet the prerequisites', async () => {
    const { database } = scene.app
    const l2 = await anOccurrence(database, { course: scene.l2, startsAt: '2026-04-14 09:30' })
    const id = await bookedBy(scene.api.cole, l2)
    await database.query(`UPDATE learning_record SET valid_until = '2026-04-20' WHERE person_id = $1`, [scene.people.cole.id])
    expect((await change(ada, l2.id, { 'sessions[0][day]': '2026-04-20' })).text).not.toContain('no longer counts')
    expect((await change(ada, l2.id, { 'sessions[0][day]': '2026-04-21' })).text).toContain('no longer counts on the new date for: Cole')
    await database.query('UPDATE learning_record SET valid_until = null')
    await scene.api.cole.delete(`/bookings/${id}`)
  })

  it('is an administrator’s alone', async () => {
    const dana = await scene.browser('dana')
    expect((await dana.get(`/desk/occurrences/${date.id}/cancel`)).status).toBe(403)
    expect((await dana.post(`/desk/occurrences/${date.id}`, LATER)).status).toBe(403)
  })
})

describe('once confirmed', () => {
  it('everybody booked is told once, with what was and is, and the same UID at a higher SEQUENCE', async () => {
    const saved = await changeAndConfirm(ada, date.id, { ...LATER, venue: 'library' })
    expect(saved.text).toContain('Your changes are saved.')
    const [confirmed, changed, ...more] = await told()
    expect(more).toEqual([])
    expect(changed?.calendar).toMatchObject({
      method: 'REQUEST',
      sequence: 1,
      startsAt: '2026-04-14T09:30:00.000Z',
      where: 'Library, 1 Long Street, WS2 2AA',
    })
    expect(changed?.calendar?.uid).toBe(confirmed?.calendar?.uid)
    const mail = (await mailsAbout(scene.app, `booking:${booking}`)).at(-1)
    expect(mail?.text).toContain('When: Tuesday 14 April 2026, 10:30am to 5pm\nWhere: Library, 1 Long Street, WS2 2AA\n')
    expect(mail?.text).toContain('It was, before:\n\nWhen: Tuesday 14 April 2026, 9:30am to 4pm\nWhere: To be confirmed\n')
    expect(mail?.text).toContain('please cancel: there is no charge')
  })

  it('the same press twice tells once', async () => {
    await change(ada, date.id, LATER)
    const asked = ada.last
    await confirm(ada, date.id)
    ada.last = asked
    await confirm(ada, date.id)
    expect(entries(await told())).toEqual(['booking-confirmed: REQUEST 0 #1', 'booking-changed: REQUEST 1 #1'])
  })

  it('a new link alone goes to those booked, and is no reason to cancel for nothing', async () => {
    await changeAndConfirm(ada, date.id, { onlineUrl: 'https://meet.example.org/1' })
    await changeAndConfirm(ada, date.id, { onlineUrl: 'https://meet.example.org/2' })
    const changed = (await told()).at(-1)
    expect(changed?.calendar).toMatchObject({ sequence: 2, link: 'https://meet.example.org/2', where: 'Online' })
    expect(changed?.data).toMatchObject({ free: false })
  })

  it('of two days only the one that moves is sent; one less is taken out, one more put in', async () => {
    const two = await aDate({ sessions: TWO_DAYS })
    const id = await bookedBy(scene.api.dana, two)
    expect(entries(await told(id))).toEqual(['booking-confirmed: REQUEST 0 #1', 'session-invitation: REQUEST 0 #2'])
    await changeAndConfirm(ada, two.id, { 'sessions[1][day]': '2026-04-16' })
    expect(entries(await told(id)).slice(2)).toEqual(['booking-changed: REQUEST 1 #2'])
    await changeAndConfirm(ada, two.id, { 'sessions[1][day]': '', 'sessions[1][start]': '', 'sessions[1][end]': '' })
    expect(entries(await told(id)).slice(3)).toEqual(['booking-changed: REQUEST 2 #1', 'session-cancelled: CANCEL 2 #2'])
    const out = (await told(id)).at(-1)
    expect(out?.data).toMatchObject({ part: 'Day 2 of 2', when: 'Thursday 16 April 2026, 9:30am to 4pm' })
    await changeAndConfirm(ada, two.id, { 'sessions[1][day]': '2026-04-17', 'sessions[1][start]': '09:30', 'sessions[1][end]': '16:00' })
    expect(entries(await told(id)).slice(5)).toEqual(['booking-changed: REQUEST 3 #1', 'session-invitation: REQUEST 3 #2'])
  })

  it('two quick changes before anything was sent leave the newest state alone to be sent', async () => {
    await changeAndConfirm(ada, date.id, LATER)
    await changeAndConfirm(ada, date.id, { 'sessions[0][day]': '2026-04-15' })
    const all = await told()
    expect(all).toHaveLength(3)
    expect(entries(await stillSent(scene.app, all))).toEqual(['booking-changed: REQUEST 2 #1'])
  })

  it('what is still the newest is sent: before any change, and of the day that did not move', async () => {
    expect(await stillSent(scene.app, await told())).toHaveLength(1)
    const two = await aDate({ sessions: TWO_DAYS })
    const id = await bookedBy(scene.api.dana, two)
    await changeAndConfirm(ada, two.id, { 'sessions[1][day]': '2026-04-16' })
    expect(entries(await stillSent(scene.app, await told(id)))).toEqual([
      'booking-confirmed: REQUEST 0 #1',
      'booking-changed: REQUEST 1 #2',
    ])
  })

  it('a requested place is told, but stands in no calendar', async () => {
    await scene.app.database.query(`UPDATE booking SET state = 'requested' WHERE id = $1`, [booking])
    const page = await change(ada, date.id, LATER)
    expect(page.text).toContain('Booked, waiting for approval 1 person')
    await confirm(ada, date.id)
    const changed = (await told()).at(-1)
    expect([changed?.kind, changed?.calendar]).toEqual(['booking-changed', null])
  })

  it('trainers are told, and those who are offered a place, but not the meeting link', async () => {
    const { app, people, api } = scene
    const tara = await aTrainerRow(app.database, { person: people.tara })
    const queue = await aQueue(app, [{ api: api.oona }], { startsAt: '2026-05-12 09:30', trainers: [tara] })
    await queue.free()
    const offer = await queue.offerOf(api.oona)
    await changeAndConfirm(ada, queue.date.id, { 'sessions[0][day]': '2026-05-13', onlineUrl: 'https://meet.example.org/secret' })
    const [about] = (await mailsAbout(app, `offer:${offer?.id}`)).slice(-1)
    expect(about?.kind).toBe('offer-changed')
    expect(about?.text).toContain('Wednesday 13 May 2026, 9:30am')
    expect(about?.text).not.toContain('meet.example.org')
    const [trainer] = await mailsAbout(app, `delivery:${queue.date.id}/${people.tara.id}`)
    expect(trainer).toMatchObject({ kind: 'trainer-date-changed', to: people.tara.email })
    expect(await queue.offerOf(api.oona)).toMatchObject({ id: offer?.id })
    await api.oona.post(`/offers/${offer?.id}/refusal`)
  })
})
