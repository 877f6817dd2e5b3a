import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../../support/app.js'
import { mailsAbout } from '../../support/mailbox.js'
import { ChargesWriter } from '../../../src/modules/charges/charges.writer.js'
import type { Visitor } from '../../support/visitor.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { theScene, type Scene } from '../scene.js'
import { cancelledMail, chargeOf } from '../terms.js'
import { atDesk, bookingOf, bookingsOf, twoDates } from './desk.js'

let scene: Scene
let ada: Visitor
/** The deadline of Tuesday 10 March lies on Friday 6 March, at the same time of day or before. */
const LATE = '2026-03-09T12:00:00Z'

beforeAll(async () => {
  scene = await theScene()
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

async function booked() {
  const { tenth } = await twoDates(scene)
  const id = await bookingOf(scene, 'dana', tenth)
  return { id, date: tenth, row: async () => (await bookingsOf(scene.app.database, scene.people.dana.id, tenth.courseId))[0]! }
}
const cancel = (id: string, fields: Record<string, string>) => atDesk(ada, id, 'cancel', fields)

describe('cancelling from the desk', () => {
  it.each<[string, Record<string, string>, object, number | undefined, string]>([
    ['the delegate asked just now', { by: 'delegate' }, { cancelled_by: 'delegate', late: true }, 5000, 'A charge of £50.00 is proposed.'],
    ['the agency asked just now', { by: 'agency' }, { cancelled_by: 'agency', late: true }, 5000, 'A charge of £50.00 is proposed.'],
    ['the business unit cancels', { by: 'organiser' }, { cancelled_by: 'organiser', late: false }, undefined, 'There is no charge.'],
  ])('%s', async (_, fields, row, pence, words) => {
    const booking = await booked()
    scene.app.clock.moveTo(LATE)
    expect((await ada.get(`/desk/bookings/${booking.id}/cancel`)).text).toContain('The delegate Asked just now: the charge is £50.00.')
    const seen = await cancel(booking.id, { ...fields, reason: 'Ill' })
    expect(seen.url).toBe(`/desk/occurrences/${booking.date.id}/bookings`)
    expect(seen.text).toContain(`The booking of Dana Delegate is cancelled. ${words}`)
    expect(await booking.row()).toMatchObject({ state: 'cancelled', cancel_reason: 'Ill', cancel_asked_at: null, ...row })
    expect((await chargeOf(scene, booking.id))?.pence).toBe(pence)
    expect(await placesOf(scene.app.database, booking.date.id)).toMatchObject(sound(0))
    expect((await cancelledMail(scene, booking.id)).text).toContain(pence ? 'Charge to your agency: £50.00' : 'There is no charge.')
  })

  it('charges by the moment when they asked, on both sides of the deadline, and shows that charge first', async () => {
    for (const [askedTime, pence, sentence] of [
      ['23:59', 0, 'Asked Friday 6 March 2026, 11:59pm: '],
      ['00:00', 5000, 'Asked Saturday 7 March 2026, midnight: the charge is £50.00.'],
    ] as const) {
      const booking = await booked()
      scene.app.clock.moveTo(LATE)
      const deadline = /Free of charge until (\S+ \d+ \S+ \d{4}, [^ ]+)/.exec(
        (await ada.get(`/desk/bookings/${booking.id}/cancel`)).text,
      )![1]
      const asked = { by: 'delegate', askedDay: pence ? '2026-03-07' : '2026-03-05', askedTime }
      const check = await cancel(booking.id, asked)
      expect([check.status, (await booking.row()).state]).toEqual([200, 'booked'])
      expect(check.text).toContain(pence ? sentence : 'Asked Thursday 5 March 2026, 11:59pm: there is no charge.')
      expect(deadline).toBeDefined()
      const done = await ada.post(`/desk/bookings/${booking.id}/cancellation`, asked)
      expect(done.text).toContain('The booking of Dana Delegate is cancelled.')
      expect((await chargeOf(scene, booking.id))?.pence ?? 0).toBe(pence)
      expect(await booking.row()).toMatchObject({
        late: pence > 0,
        cancel_asked_at: new Date(pence ? '2026-03-07T00:00:00Z' : '2026-03-05T23:59:00Z'),
      })
      scene.app.clock.moveTo(MONDAY)
    }
  })

  it.each<[string, Record<string, string>, number, string]>([
    ['a moment to come', { askedDay: '2026-03-09', askedTime: '12:01' }, 409, '<a href="#askedDay">Enter a moment in the past.'],
    [
      'before it was booked',
      { askedDay: '2026-03-02', askedTime: '08:59' },
      409,
      '<a href="#askedDay">Enter a moment after the booking was made',
    ],
    ['a day without a time', { askedDay: '2026-03-05' }, 422, '<a href="#askedTime">Enter the time at which they asked'],
    ['a time without a day', { askedTime: '10:00' }, 422, '<a href="#askedDay">Enter the day on which they asked'],
    ['no moment at all', { askedDay: 'Friday', askedTime: 'noon' }, 422, '<a href="#askedDay">Enter a day and a time that exist'],
    ['nobody', { by: '' }, 422, '<a href="#by">Choose whose wish it is'],
    ['waived without a reason', { charge: 'waive', waiveReason: ' ' }, 409, '<a href="#waiveReason">Enter why the charge is waived'],
  ])('is asked again after %s, with all that was typed', async (_, fields, status, words) => {
    const booking = await booked()
    scene.app.clock.moveTo(LATE)
    const seen = await cancel(booking.id, { by: 'delegate', reason: 'She rang', ...fields })
    expect(seen.status).toBe(status)
    expect(seen.html).toContain(words)
    expect(seen.html).toContain('>She rang</textarea>')
    expect(await booking.row()).toMatchObject({ state: 'booked' })
  })

  it('shows the charge anew where the deadline has passed while the page was open', async () => {
    const booking = await booked()
    await ada.get(`/desk/bookings/${booking.id}/cancel`)
    scene.app.clock.moveTo(LATE)
    const seen = await ada.post(`/desk/bookings/${booking.id}/cancellation`, { by: 'delegate' })
    expect(seen.text).toContain('Asked just now: the charge is £50.00. Look it over, then press the button again.')
    expect(await booking.row()).toMatchObject({ state: 'booked' })
    await ada.post(`/desk/bookings/${booking.id}/cancellation`, { by: 'delegate' })
    expect(await chargeOf(scene, booking.id)).toMatchObject({ pence: 5000 })
  })

  it('waives at once: the charge is kept as waived with who, when and why, and stays so when the place is taken again', async () => {
    const booking = await booked()
    scene.app.clock.moveTo(LATE)
    await cancel(booking.id, { by: 'delegate', charge: 'waive', waiveReason: 'A child died', evidence: 'Mail of 9 March' })
    const charge = () =>
      scene.row('SELECT pence, state, reason, evidence, decided_by_id, decided_at, refilled FROM charge WHERE booking_id = $1', [
        booking.id,
      ])
    const waived = {
      ...{ pence: 5000, state: 'waived', reason: 'A child died', evidence: 'Mail of 9 March' },
      ...{ decided_by_id: scene.people.ada.id, decided_at: new Date(LATE) },
    }
    expect(await charge()).toEqual({ ...waived, refilled: null })
    expect((await ada.get(`/desk/occurrences/${booking.date.id}/bookings`)).text).toContain('Charge £50.00, waived')
    expect((await ada.get('/desk/charges?state=waived')).text).toContain('Dana Delegate')
    scene.app.clock.moveTo('2026-03-10T10:00:00Z')
    await scene.app.app.get(ChargesWriter).settleLateCancellations(scene.app.clock.now())
    expect(await charge()).toEqual({ ...waived, refilled: false })
  })

  it('after the start takes who had asked before it, and nobody who had not', async () => {
    const booking = await booked()
    scene.app.clock.moveTo('2026-03-10T11:00:00Z')
    const seen = await cancel(booking.id, { by: 'delegate' })
    expect(seen.text).toContain(
      'The course began Tuesday 10 March 2026, 9:30am. Who had not asked by then is marked absent in the register',
    )
    const asked = { by: 'delegate', askedDay: '2026-03-10', askedTime: '09:29' }
    await ada.post(`/desk/bookings/${booking.id}/cancellation`, asked)
    expect(ada.last!.text).toContain('Asked Tuesday 10 March 2026, 9:29am: the charge is £50.00.')
    await ada.post(`/desk/bookings/${booking.id}/cancellation`, asked)
    expect(await booking.row()).toMatchObject({ state: 'cancelled', late: true })
  })

  it('is told what became of it meanwhile, with what had been typed', async () => {
    const { tenth, later } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    const other = await scene.browser('ada')
    await other.get(`/desk/bookings/${id}/cancel`)
    await atDesk(ada, id, 'move', { to: later.id, by: 'organiser' })
    const seen = await other.post(`/desk/bookings/${id}/cancellation`, { by: 'agency', reason: 'They are short of staff' })
    expect(seen.status).toBe(409)
    for (const words of [
      'Somebody else changed this while you were typing',
      'This booking was moved to Tuesday 17 March 2026, 9:30am to 3:30pm by Ada Administrator, Monday 2 March 2026, 9am.',
      'Cancelled by agency',
      'Why They are short of staff',
      'See the booking of now',
    ])
      expect(seen.text).toContain(words)
    expect((await bookingsOf(scene.app.database, scene.people.dana.id, tenth.courseId)).map(one => one.state)).toEqual([
      'cancelled',
      'booked',
    ])
    expect((await mailsAbout(scene.app, `booking:${id}`)).map(mail => mail.kind)).not.toContain('booking-cancelled')
  })
})

it('who is not an administrator moves nobody', async () => {
  const { tenth, later } = await twoDates(scene)
  const id = await bookingOf(scene, 'dana', tenth)
  const dana = await scene.browser('dana')
  expect((await dana.get(`/desk/bookings/${id}/move`)).status).toBe(403)
  expect((await dana.post(`/desk/bookings/${id}/move`, { to: later.id, by: 'organiser' })).status).toBe(403)
  for (const unknown of ['not-an-id', '00000000-0000-4000-8000-000000000000']) {
    for (const page of ['cancel', 'move', 'swap', 'colleague', 'messages'])
      expect((await ada.get(`/desk/bookings/${unknown}/${page}`)).status).toBe(404)
  }
})
