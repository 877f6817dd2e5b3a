import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { placesOf, sound } from '../bookings/places-as-they-are.js'
import { MONDAY } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { aRecord } from '../support/builders/learning-record.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { lastMailTo, mailsAbout } from '../support/mailbox.js'
import { aPerson } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { booked, bookingOf } from './dates.js'
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

describe('cancelling for a colleague', () => {
  it.each([
    ['in time', '2026-03-06T23:59:00Z', 0, false],
    ['a minute later', '2026-03-07T00:00:00Z', 5000, true],
  ])('%s: shows the charge, ends the booking as the agency, and tells the colleague why and who', async (_case, at, pence, late) => {
    const { date, id } = await booked(scene)
    const { dana, lena: lead } = scene.people
    scene.app.clock.moveTo(at)
    const asked = await lena.get(`/my-agency/bookings/${id}/cancel`)
    expect(asked.text).toContain(`Charge now ${pence ? '£50.00' : 'None'}`)
    const nothing = await lena.post(`/my-agency/bookings/${id}/cancellation`, { reason: '' })
    expect([nothing.status, nothing.text.includes('Enter why it is cancelled: your colleague is told')]).toEqual([422, true])
    const seen = await lena.post(`/my-agency/bookings/${id}/cancellation`, { reason: 'Short of staff' })
    expect(seen.text).toContain('Done The booking is cancelled.')
    expect(await bookingOf(scene, date, dana)).toMatchObject({
      state: 'cancelled',
      cancelled_by: 'agency',
      cancelled_by_person_id: lead.id,
      late,
    })
    expect(await scene.row('SELECT pence, agency_id FROM charge WHERE booking_id = $1', [id])).toEqual(
      pence ? { pence, agency_id: scene.schoolId } : undefined,
    )
    const mail = await lastMailTo(scene.app, 'dana@example.org')
    expect(mail.text).toContain('Lena Lead, your agency’s training lead, has cancelled your booking on Safer Recruitment.')
    expect(mail.text).toContain('Why: Short of staff')
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it('takes no other charge than the one shown', async () => {
    const { id } = await booked(scene)
    scene.app.clock.moveTo('2026-03-06T23:59:00Z')
    await lena.get(`/my-agency/bookings/${id}/cancel`)
    scene.app.clock.moveTo('2026-03-07T00:01:00Z')
    const seen = await lena.post(`/my-agency/bookings/${id}/cancellation`, { reason: 'Short of staff' })
    expect([seen.status, seen.text.includes('The charge has changed while this page was open')]).toEqual([409, true])
    expect(seen.html).toContain('value="Short of staff"')
    expect(await scene.row('SELECT state FROM booking WHERE id = $1', [id])).toEqual({ state: 'booked' })
  })

  it('is for no booking of another agency, of somebody who left, or credited elsewhere, and not after the start', async () => {
    const { date, id } = await booked(scene)
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
    const { date, id } = await booked(scene)
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
    const { date, id } = await booked(scene, { places: 1 })
    const { cole } = scene.people
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    await lena.get(`/my-agency/bookings/${id}/swap`)
    const seen = await lena.post(`/my-agency/bookings/${id}/substitution`, { colleague: 'cole coll' })
    expect(seen.text).toContain('Done Cole Colleague comes instead. We have written to both.')
    expect(await scene.row('SELECT state, cancelled_by FROM booking WHERE id = $1', [id])).toEqual({
      state: 'cancelled',
      cancelled_by: 'agency',
    })
    const coles = await bookingOf(scene, date, cole)
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
    const { id } = await booked(scene)
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
