import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import type { Visitor } from '../support/visitor.js'
import { placesOf, sound } from './places-as-they-are.js'
import { theScene, type Scene } from './scene.js'
import { aBookingOnTerms, cancelledMail, chargeOf } from './terms.js'

let scene: Scene
let dana: Visitor
let ada: Visitor

beforeAll(async () => {
  scene = await theScene()
  ;[dana, ada] = await Promise.all([scene.browser('dana'), scene.browser('ada')])
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const cancel = (id: string, key?: string) =>
  scene.api.dana.delete<{ late: boolean; chargePence: number; code: string }>(`/bookings/${id}`, key)

describe('cancelling in time', () => {
  it('costs nothing, gives the place back and tells the person so', async () => {
    const { date, id } = await aBookingOnTerms(scene)
    expect(await cancel(id)).toEqual({ status: 200, body: { state: 'cancelled', late: false, chargePence: 0 } })
    expect(await chargeOf(scene, id)).toBeUndefined()
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
    const mail = await cancelledMail(scene, id)
    expect(mail.subject).toBe('Cancelled: Safer Recruitment')
    expect(mail.text).toContain('Your booking on Safer Recruitment is cancelled.')
    expect(mail.text).toContain('There is no charge.')
    expect(mail.text).not.toMatch(/undefined|\n{3}/)
  })

  it('keeps who did it, when and why', async () => {
    const { id } = await aBookingOnTerms(scene)
    await dana.get(`/bookings/${id}/cancel`)
    await dana.post(`/bookings/${id}/cancellation`, { reason: 'My class has nobody else' })
    const kept = await scene.row(
      'SELECT state, cancelled_by, cancelled_by_person_id, cancelled_at, cancel_reason, late FROM booking WHERE id = $1',
      [id],
    )
    expect(kept).toEqual({
      state: 'cancelled',
      cancelled_by: 'delegate',
      cancelled_by_person_id: scene.people.dana.id,
      cancelled_at: MONDAY,
      cancel_reason: 'My class has nobody else',
      late: false,
    })
  })
})

describe('the deadline over Easter: two working days before Wednesday 8 April is Thursday 2 April', () => {
  const afterEaster = { startsAt: '2026-04-08 09:30', endsAt: '2026-04-08 16:00' }

  it('is shown on the booking', async () => {
    const { id } = await aBookingOnTerms(scene, afterEaster)
    expect((await dana.get(`/bookings/${id}`)).text).toContain('You can cancel free of charge until Thursday 2 April 2026, 11:59pm.')
  })

  it.each([
    ['its last minute is free', '2026-04-02T22:59:59.999Z', false, 0],
    ['the first minute of Good Friday is late', '2026-04-02T23:00:00.000Z', true, 5000],
    ['so is Easter Monday', '2026-04-06T10:00:00.000Z', true, 5000],
    ['and the last moment before the start', '2026-04-08T08:29:59.999Z', true, 5000],
  ])('%s', async (_case, instant, late, chargePence) => {
    const { id } = await aBookingOnTerms(scene, afterEaster)
    scene.app.clock.moveTo(instant)
    const page = await dana.get(`/bookings/${id}/cancel`)
    expect(page.text).toContain(`Charge now ${chargePence ? '£50.00' : 'None'}`)
    expect(await cancel(id)).toEqual({ status: 200, body: { state: 'cancelled', late, chargePence } })
    expect((await chargeOf(scene, id))?.pence ?? 0).toBe(chargePence)
  })

  it('is over when the course starts: then it is too late to cancel', async () => {
    const { id } = await aBookingOnTerms(scene, afterEaster)
    scene.app.clock.moveTo('2026-04-08T08:30:00Z')
    expect(await cancel(id)).toMatchObject({ status: 409, body: { code: 'too-late-to-cancel' } })
    const page = await dana.get(`/bookings/${id}/cancel`)
    expect(page.text).toContain('The course has started, so this booking can no longer be cancelled.')
    expect(page.html).not.toContain('/cancellation"')
  })
})

describe('a repeat', () => {
  it('with the same key is answered as the first, and charges once', async () => {
    const { date, id } = await aBookingOnTerms(scene)
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    const first = await cancel(id, 'cancel-once')
    expect(await cancel(id, 'cancel-once')).toEqual(first)
    const charges = await scene.app.database.query<unknown[]>('SELECT id FROM charge WHERE booking_id = $1', [id])
    expect(charges).toHaveLength(1)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it('without one is told that it was cancelled before, and writes no second mail', async () => {
    const { id } = await aBookingOnTerms(scene)
    await cancel(id)
    expect(await cancel(id)).toMatchObject({ status: 409, body: { code: 'already-cancelled' } })
    const mails = await scene.app.database.query<unknown[]>(`SELECT id FROM message WHERE subject = $1 AND kind = 'booking-cancelled'`, [
      `booking:${id}`,
    ])
    expect(mails).toHaveLength(1)
    expect((await dana.get(`/bookings/${id}/cancel`)).text).toContain('This booking was cancelled before.')
  })

  it('of ten at once frees one place', async () => {
    const { date, id } = await aBookingOnTerms(scene)
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(id)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })
})

describe('the freed place', () => {
  it('is offered in the same transaction: nobody can book it in between', async () => {
    const { date, id } = await aBookingOnTerms(scene, { places: 1, startsAt: '2026-05-12 09:30' })
    const [waiting] = await aCrowd(scene.app.database, 1)
    const { key } = (await scene.row<{ key: string }>('SELECT key FROM course WHERE id = $1', [date.courseId]))!
    await apiOf(scene.app, waiting!).post(`/courses/${key}/waiting-list`)
    await cancel(id)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0, 1))
    expect(await scene.api.cole.post(`/occurrences/${date.id}/bookings`)).toMatchObject({ status: 409, body: { code: 'full' } })
    const [cancelled, offered] = [
      await scene.row<{ xmin: string }>('SELECT xmin FROM booking WHERE id = $1', [id]),
      await scene.row<{ xmin: string }>('SELECT xmin FROM offer WHERE occurrence_id = $1', [date.id]),
    ]
    expect(offered).toEqual(cancelled)
  })
})

describe('an administrator', () => {
  it('cancels as the organiser: never late, never charged, and the person reads why', async () => {
    const { id } = await aBookingOnTerms(scene)
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    const page = await ada.get(`/bookings/${id}/cancel`)
    expect(page.text).toContain('Person Dana Delegate')
    expect(page.text).toContain('Charge now None')
    await ada.post(`/bookings/${id}/cancellation`, { reason: 'The room is flooded' })
    expect(await chargeOf(scene, id)).toBeUndefined()
    expect(await scene.row('SELECT cancelled_by, late FROM booking WHERE id = $1', [id])).toEqual({
      cancelled_by: 'organiser',
      late: false,
    })
    const mail = await cancelledMail(scene, id)
    expect(mail.text).toContain('The business unit has cancelled your booking on Safer Recruitment.\n\nWhy: The room is flooded\nWhen:')
    expect((await dana.get(`/bookings/${id}`)).text).toMatch(/State Cancelled by the business unit Why The room is flooded/)
  })

  it('may enter a call that came in time after the start, until the register is closed', async () => {
    const { date, id } = await aBookingOnTerms(scene)
    scene.app.clock.moveTo(date.endsAt)
    expect((await ada.get(`/bookings/${id}/cancel`)).html).toContain('/cancellation"')
    await scene.app.database.query('UPDATE occurrence SET register_closed_at = $2 WHERE id = $1', [date.id, date.endsAt])
    expect((await ada.get(`/bookings/${id}/cancel`)).html).not.toContain('/cancellation"')
    expect((await ada.post(`/bookings/${id}/cancellation`)).status).toBe(409)
  })

  it('leaves a walk-in to the register', async () => {
    const { date } = await aBookingOnTerms(scene)
    const walkIn = await aBooking(scene.app.database, { person: scene.people.oona, occurrence: date, walkIn: true, secondOnCourse: true })
    scene.app.clock.moveTo(date.startsAt)
    expect(await scene.api.ada.delete(`/bookings/${walkIn.id}`)).toMatchObject({ status: 409, body: { code: 'walked-in' } })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
  })
})

describe('a reason', () => {
  it('that is too long comes back with everything typed', async () => {
    const { id } = await aBookingOnTerms(scene)
    await dana.get(`/bookings/${id}/cancel`)
    const seen = await dana.post(`/bookings/${id}/cancellation`, { reason: 'y'.repeat(1001) })
    expect(seen.status).toBe(422)
    expect(seen.text).toContain('Keep the reason to 1,000 characters')
    expect(seen.html).toContain('y'.repeat(1001))
  })
})
