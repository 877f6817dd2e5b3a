import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'
import { placesOf, sound } from '../bookings/places-as-they-are.js'
import { MONDAY } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import { lastMailTo, mailsAbout } from '../support/mailbox.js'
import { aPerson } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { type AgencyScene, anAgencyScene } from './scene.js'

let scene: AgencyScene
let lena: Visitor
let olga: Visitor

beforeAll(async () => {
  scene = await anAgencyScene()
  ;[lena, olga] = [await scene.browser('lena@example.org'), await scene.browser('olga@example.org')]
  for (const person of [scene.people.dana, scene.people.cole]) await aRecord(scene.app.database, { person, course: scene.l1 })
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

/** A date of a course with terms: two working days' notice, then £25 for half a day and £50 for a full one. */
async function aDate(change: Partial<OccurrenceOverrides> = {}) {
  const policy = await aPolicy(scene.app.database, EXAMPLE_POLICIES.twoWorkingDays)
  const course = await aCourse(scene.app.database, { title: 'Safer Recruitment', policyId: policy.id })
  return { course, date: await anOccurrence(scene.app.database, { course, ...change }) }
}
const bookingOf = (date: { id: string }, person: { id: string }) =>
  scene.row<{
    id: string
    state: string
    booked_by_id: string
    agency_id: string
    cancelled_by: string
    cancelled_by_person_id: string
    late: boolean
  }>(
    'SELECT id, state, booked_by_id, agency_id, cancelled_by, cancelled_by_person_id, late FROM booking WHERE occurrence_id = $1 AND person_id = $2',
    [date.id, person.id],
  )
async function book(date: { id: string }, person: { id: string }, fields = {}, browser = lena) {
  await browser.get(`/my-agency/book/${date.id}?person=${person.id}`)
  return browser.post(`/my-agency/book/${date.id}`, { person: person.id, ...fields })
}
async function booked(change: Partial<OccurrenceOverrides> = {}) {
  const { course, date } = await aDate(change)
  const { dana } = scene.people
  const { id } = await aBooking(scene.app.database, { person: dana, occurrence: date })
  return { course, date, id }
}

describe('booking for a colleague', () => {
  it('goes from the name by the course and the date to the check, and changes nothing before the button', async () => {
    const { course, date } = await aDate()
    const { dana } = scene.people
    const found = await lena.get('/my-agency/book?who=dana')
    expect(found.html).toContain(`/my-agency/book?person=${dana.id}`)
    expect((await lena.get('/my-agency/book?who=oona')).text).toContain('Nobody at your agency is called that')
    const chosen = await lena.get(`/my-agency/book?person=${dana.id}`)
    expect(chosen.html).toContain(`<option value="${course.key}">Safer Recruitment</option>`)
    const dates = await lena.get(`/my-agency/book?person=${dana.id}&course=${course.key}`)
    expect(dates.text).toContain('Tuesday 10 March 2026, 9:30am to 4pm 20 places left Check and book')
    const check = await lena.get(`/my-agency/book/${date.id}?person=${dana.id}`)
    for (const words of [
      'For Dana Delegate Check the booking',
      'Places left 20',
      'cancel free of charge until Friday 6 March 2026',
      'We write to Dana Delegate at dana@example.org',
    ])
      expect(check.text).toContain(words)
    expect(await bookingOf(date, dana)).toBeUndefined()
  })

  it('is the colleague’s place, credited to the agency, and the colleague is told who did it', async () => {
    const { date } = await aDate()
    const { dana, lena: lead } = scene.people
    const seen = await book(date, dana, { access: 'A hearing loop' })
    expect(seen.url).toBe(`/my-agency/people/${dana.id}`)
    expect(seen.text).toMatch(/Done A place is booked for Dana Delegate: GT-\S+\. We have written to them\./)
    const made = await bookingOf(date, dana)
    expect(made).toMatchObject({ state: 'booked', booked_by_id: lead.id, agency_id: dana.agencyId })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
    const [mail] = await mailsAbout(scene.app, `booking:${made!.id}`)
    expect(mail).toMatchObject({ kind: 'booking-confirmed', to: 'dana@example.org' })
    expect(mail!.text).toContain('Lena Lead, your agency’s training lead, has booked you a place on Safer Recruitment.')
    expect(await scene.row('SELECT access FROM need WHERE booking_id = $1', [made!.id])).toEqual({ access: 'A hearing loop' })
    for (const path of [`/my-agency/bookings/${made!.id}`, `/my-agency/people/${dana.id}`])
      expect((await lena.get(path)).text).not.toContain('hearing loop')
  })

  it('pressed twice gives one place; booked already, the page says so', async () => {
    const { date } = await aDate()
    const { cole } = scene.people
    await lena.get(`/my-agency/book/${date.id}?person=${cole.id}`)
    const key = /name="idempotencyKey" value="([^"]+)"/.exec(lena.last!.html)![1]!
    const fields = { person: cole.id, idempotencyKey: key }
    const [first, second] = [await lena.post(`/my-agency/book/${date.id}`, fields), await book(date, cole, { idempotencyKey: key })]
    expect([first.url, second.url]).toEqual([`/my-agency/people/${cole.id}`, `/my-agency/people/${cole.id}`])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
    const again = await lena.get(`/my-agency/book/${date.id}?person=${cole.id}`)
    expect(again.text).toContain('This colleague already has a place on this course.')
    expect(again.html).not.toContain(`action="/my-agency/book/${date.id}"`)
  })

  it('never passes over what the course requires, nor a full date', async () => {
    const { dana, lena: lead } = scene.people
    const l2 = await anOccurrence(scene.app.database, { course: scene.l2 })
    const lacking = await book(l2, lead)
    expect(lacking.status).toBe(409)
    expect(lacking.text).toContain('This course builds on others that this colleague has not done')
    const forced = await lena.post(`/my-agency/book/${l2.id}`, {
      person: lead.id,
      over: 'prerequisites',
      reason: 'I say so',
      onCondition: 'yes',
    })
    expect(forced.status).toBe(409)
    expect(await bookingOf(l2, lead)).toBeUndefined()
    const { course, date } = await aDate({ places: 0 })
    const full = await book(date, dana)
    expect(full.status).toBe(409)
    expect(full.html).toContain(`/my-agency/waiting-list/${course.key}?person=${dana.id}`)
  })

  it('keeps what was typed when it is too long', async () => {
    const { date } = await aDate()
    const long = 'x'.repeat(1001)
    const seen = await book(date, scene.people.dana, { access: long })
    expect(seen.status).toBe(422)
    expect(seen.html).toContain('<a href="#access">Keep their access needs to 1,000 characters</a>')
    expect(seen.html).toContain(`${long}</textarea>`)
  })

  it('is for nobody of another agency, who left meanwhile included', async () => {
    const { date } = await aDate()
    const { oona, dana } = scene.people
    expect((await lena.get(`/my-agency/book/${date.id}?person=${oona.id}`)).status).toBe(404)
    await lena.get(`/my-agency/book/${date.id}?person=${dana.id}`)
    expect((await lena.post(`/my-agency/book/${date.id}`, { person: oona.id })).status).toBe(404)
    expect((await book(date, dana, {}, olga)).status).toBe(404)
    await lena.get(`/my-agency/book/${date.id}?person=${dana.id}`)
    await scene.app.database.query('UPDATE person SET agency_id = $2 WHERE id = $1', [dana.id, oona.agencyId])
    expect((await lena.post(`/my-agency/book/${date.id}`, { person: dana.id })).status).toBe(404)
    await scene.app.database.query('UPDATE person SET agency_id = $2 WHERE id = $1', [dana.id, scene.schoolId])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it('is the last place once, however many leads and delegates ask for it', async () => {
    const { date } = await aDate({ places: 1 })
    const { dana, cole, oona } = scene.people
    const [second, ownDana] = [await scene.browser('lena@example.org'), await scene.browser('dana@example.org')]
    await Promise.all([
      lena.get(`/my-agency/book/${date.id}?person=${dana.id}`),
      second.get(`/my-agency/book/${date.id}?person=${cole.id}`),
      olga.get(`/my-agency/book/${date.id}?person=${oona.id}`),
      ownDana.get(`/occurrences/${date.id}/book`),
    ])
    const answers = await Promise.all([
      lena.post(`/my-agency/book/${date.id}`, { person: dana.id }),
      second.post(`/my-agency/book/${date.id}`, { person: cole.id }),
      olga.post(`/my-agency/book/${date.id}`, { person: oona.id }),
      ownDana.post(`/occurrences/${date.id}/bookings`),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
  })
})

describe('the waiting list for a colleague', () => {
  it('puts them at its end, for the dates they could make, and tells them who did it', async () => {
    const { course, date } = await aDate({ places: 0 })
    const { dana } = scene.people
    const address = `/my-agency/waiting-list/${course.key}`
    await lena.get(`${address}?person=${dana.id}`)
    const wrong = await lena.post(address, { person: dana.id, when: 'some' })
    expect([wrong.status, wrong.text.includes('Choose at least one date that they could make')]).toEqual([422, true])
    const seen = await lena.post(address, { person: dana.id, when: 'some', dates: date.id })
    expect(seen.text).toContain('Dana Delegate is number 1 on the waiting list. We have written to them.')
    const mail = await lastMailTo(scene.app, 'dana@example.org')
    expect(mail.text).toContain(
      'Lena Lead, your agency’s training lead, has put you on the waiting list for Safer Recruitment. You are number 1.',
    )
    expect((await lena.get(`${address}?person=${dana.id}`)).text).toContain('Dana Delegate is number 1 of 1 person waiting.')
    expect((await lena.get(`${address}?person=${scene.people.oona.id}`)).status).toBe(404)
    expect((await lena.get(`/my-agency/waiting-list/neglect-l1?person=${dana.id}`)).status).toBe(404)
  })
})

describe('cancelling for a colleague', () => {
  it.each([
    ['in time', '2026-03-06T23:59:00Z', 0, false],
    ['a minute later', '2026-03-07T00:00:00Z', 5000, true],
  ])('%s: shows the charge, ends the booking as the agency, and tells the colleague why and who', async (_case, at, pence, late) => {
    const { date, id } = await booked()
    const { dana, lena: lead } = scene.people
    scene.app.clock.moveTo(at)
    const asked = await lena.get(`/my-agency/bookings/${id}/cancel`)
    expect(asked.text).toContain(`Charge now ${pence ? '£50.00' : 'None'}`)
    const nothing = await lena.post(`/my-agency/bookings/${id}/cancellation`, { reason: '' })
    expect([nothing.status, nothing.text.includes('Enter why it is cancelled: your colleague is told')]).toEqual([422, true])
    const seen = await lena.post(`/my-agency/bookings/${id}/cancellation`, { reason: 'Short of staff' })
    expect(seen.text).toContain('Done The booking is cancelled.')
    expect(await bookingOf(date, dana)).toMatchObject({ state: 'cancelled', cancelled_by: 'agency', cancelled_by_person_id: lead.id, late })
    expect(await scene.row('SELECT pence, agency_id FROM charge WHERE booking_id = $1', [id])).toEqual(
      pence ? { pence, agency_id: scene.schoolId } : undefined,
    )
    const mail = await lastMailTo(scene.app, 'dana@example.org')
    expect(mail.text).toContain('Lena Lead, your agency’s training lead, has cancelled your booking on Safer Recruitment.')
    expect(mail.text).toContain('Why: Short of staff')
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it('takes no other charge than the one shown', async () => {
    const { id } = await booked()
    scene.app.clock.moveTo('2026-03-06T23:59:00Z')
    await lena.get(`/my-agency/bookings/${id}/cancel`)
    scene.app.clock.moveTo('2026-03-07T00:01:00Z')
    const seen = await lena.post(`/my-agency/bookings/${id}/cancellation`, { reason: 'Short of staff' })
    expect([seen.status, seen.text.includes('The charge has changed while this page was open')]).toEqual([409, true])
    expect(seen.html).toContain('value="Short of staff"')
    expect(await scene.row('SELECT state FROM booking WHERE id = $1', [id])).toEqual({ state: 'booked' })
  })

  it('is for no booking of another agency, of somebody who left, or credited elsewhere, and not after the start', async () => {
    const { date, id } = await booked()
    const { dana, oona } = scene.people
    const theirs = await aBooking(scene.app.database, { person: oona, occurrence: date })
    const left = await aPerson(scene.app.database, { agencyId: oona.agencyId })
    const ofLeft = await aBooking(scene.app.database, { person: { id: left.id, agencyId: scene.schoolId }, occurrence: date })
    const joined = await aBooking(scene.app.database, {
      person: { id: dana.id, agencyId: oona.agencyId },
      occurrence: await anOccurrence(scene.app.database, { course: await aCourse(scene.app.database) }),
    })
    for (const other of [theirs.id, ofLeft.id, joined.id, 'no-id'])
      for (const path of ['', '/cancel', '/swap']) expect((await lena.get(`/my-agency/bookings/${other}${path}`)).status).toBe(404)
    await lena.get(`/my-agency/bookings/${id}/cancel`)
    for (const other of [theirs.id, ofLeft.id, joined.id]) {
      expect((await lena.post(`/my-agency/bookings/${other}/cancellation`, { reason: 'x' })).status).toBe(404)
      await lena.get(`/my-agency/bookings/${id}/cancel`)
    }
    await olga.get(`/my-agency/bookings/${theirs.id}/cancel`)
    expect((await olga.post(`/my-agency/bookings/${id}/cancellation`, { reason: 'x' })).status).toBe(404)
    for (const path of ['', '/cancel', '/send-a-colleague']) expect((await lena.get(`/bookings/${id}${path}`)).status).toBe(404)
    scene.app.clock.moveTo('2026-03-10T09:30:00Z')
    const late = await lena.get(`/my-agency/bookings/${id}/cancel`)
    expect(late.text).toContain('The course has started, so this booking can no longer be changed.')
    expect(late.html).not.toContain('cancellation"')
  })

  it('ends once, when the lead and the colleague press at the same moment', async () => {
    const { date, id } = await booked()
    const dana = await scene.browser('dana@example.org')
    await Promise.all([lena.get(`/my-agency/bookings/${id}/cancel`), dana.get(`/bookings/${id}/cancel`)])
    const answers = await Promise.all([
      lena.post(`/my-agency/bookings/${id}/cancellation`, { reason: 'x' }),
      dana.post(`/bookings/${id}/cancellation`),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
    expect((await mailsAbout(scene.app, `booking:${id}`)).filter(({ kind }) => kind === 'booking-cancelled')).toHaveLength(1)
  })
})

describe('sending another colleague', () => {
  it('gives them the very place, by name, free of charge, and tells both who arranged it', async () => {
    const { date, id } = await booked({ places: 1 })
    const { cole } = scene.people
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    await lena.get(`/my-agency/bookings/${id}/swap`)
    const seen = await lena.post(`/my-agency/bookings/${id}/substitution`, { colleague: 'cole coll' })
    expect(seen.text).toContain('Done Cole Colleague comes instead. We have written to both.')
    expect(await scene.row('SELECT state, cancelled_by FROM booking WHERE id = $1', [id])).toEqual({
      state: 'cancelled',
      cancelled_by: 'agency',
    })
    const coles = await bookingOf(date, cole)
    expect(coles).toMatchObject({ state: 'booked', agency_id: scene.schoolId })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
    expect(await scene.row('SELECT pence FROM charge WHERE booking_id = $1', [id])).toBeUndefined()
    expect((await lastMailTo(scene.app, 'dana@example.org')).text).toContain(
      'Cole Colleague comes to Safer Recruitment instead of you: Lena Lead, your agency’s training lead, has arranged it.',
    )
    expect((await mailsAbout(scene.app, `booking:${coles!.id}`))[0]!.text).toContain(
      'You have a place on Safer Recruitment, instead of Dana Delegate: Lena Lead, your agency’s training lead, has arranged it.',
    )
  })

  it.each([
    ['', 422, 'Enter the name or e-mail address of the colleague who comes instead'],
    ['nobody', 422, 'Nobody at your agency has that name'],
    ['example.org', 422, 'Several colleagues have that name. Enter the e-mail address: Cole Colleague, cole@example.org'],
    ['oona@example.org', 409, 'Nobody at your agency has an account with that address'],
    ['dana@example.org', 409, 'of a colleague, not of the person who is booked'],
  ])('%j is answered %d, near the field', async (colleague, status, sentence) => {
    const { id } = await booked()
    await lena.get(`/my-agency/bookings/${id}/swap`)
    const seen = await lena.post(`/my-agency/bookings/${id}/substitution`, { colleague })
    expect([seen.status, seen.text.includes(sentence)]).toEqual([status, true])
    expect(seen.html).toContain(`value="${colleague}"`)
  })

  it('takes nobody who lacks what the course requires', async () => {
    const date = await anOccurrence(scene.app.database, { course: scene.l2 })
    const { id } = await aBooking(scene.app.database, { person: scene.people.dana, occurrence: date })
    await lena.get(`/my-agency/bookings/${id}/swap`)
    const seen = await lena.post(`/my-agency/bookings/${id}/substitution`, {
      colleague: 'lena@example.org',
      over: 'prerequisites',
      reason: 'x',
    })
    expect([seen.status, seen.text.includes('This colleague first needs: Child Neglect Awareness - Level 1.')]).toEqual([409, true])
  })
})
