import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { mailsAbout } from '../support/mailbox.js'
import type { Visitor } from '../support/visitor.js'
import { placesOf, sound } from './places-as-they-are.js'
import { aQueue } from './queue.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let ada: Visitor
let dana: Visitor

beforeAll(async () => {
  scene = await theScene()
  ;[ada, dana] = await Promise.all([scene.browser('ada'), scene.browser('dana')])
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const aDate = async (overrides: Partial<OccurrenceOverrides> = {}) =>
  anOccurrence(scene.app.database, { course: await aCourse(scene.app.database, { title: 'Safer Recruitment' }), ...overrides })
const deskOf = ({ id }: { id: string }) => `/desk/occurrences/${id}/bookings`
async function bookFor(date: BuiltOccurrence, fields: Record<string, string | string[]>) {
  await ada.get(`${deskOf(date)}/for-somebody`)
  return ada.post(deskOf(date), fields)
}
const bookingOf = (date: { id: string }, person: { id: string }) =>
  scene.row<{ id: string; booked_by_id: string; override_reason: string; second_on_course: boolean }>(
    `SELECT id, booked_by_id, override_reason, second_on_course FROM booking WHERE occurrence_id = $1 AND person_id = $2 AND state = 'booked'`,
    [date.id, person.id],
  )

describe('the desk of an occurrence', () => {
  it('lists who is booked, with reference, agency, needs and state', async () => {
    const date = await aDate({ places: 3 })
    const { body } = await scene.api.dana.post<{ reference: string }>(`/occurrences/${date.id}/bookings`, {
      access: 'Hearing loop',
      dietary: 'Halal',
    })
    await aBooking(scene.app.database, { person: scene.people.oona, occurrence: date, walkIn: true })
    const seen = await ada.get(deskOf(date))
    for (const words of [
      'Places 1 of 3 booked, 2 left',
      'Dana Delegate Booked',
      `${body.reference}, Birchills Primary School, dana@example.org`,
      'Access needs: Hearing loop',
      'Dietary needs: Halal',
      'Oona Outsider Booked Walk-in',
      'Nobody is waiting.',
    ])
      expect(seen.text).toContain(words)
  })

  it('has words for an empty one', async () => {
    expect((await ada.get(deskOf(await aDate()))).text).toContain('Nobody is booked yet.')
  })

  it('keeps the cancelled ones apart, with by whom and why', async () => {
    const date = await aDate()
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    await ada.get(`/bookings/${body.id}/cancel`)
    await ada.post(`/bookings/${body.id}/cancellation`, { reason: 'She rang' })
    const seen = await ada.get(deskOf(date))
    expect(seen.text).toContain('By the business unit, Monday 2 March 2026, 9am, entered by Ada Administrator (She rang)')
    expect(seen.text).toContain('Nobody is booked yet.')
  })

  it('shows the queue with what each has been offered, run-out offers settled', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.dana }, { api: scene.api.cole }])
    await queue.free()
    expect((await ada.get(deskOf(queue.date))).text).toContain('1 of 2 booked, 1 held for the waiting list, 0 left')
    expect(ada.last!.text).toContain(
      'Who is offered a place Dana Delegate , Birchills Primary School, dana@example.org A place is held until Wednesday 4 March 2026, 9am Who waits for this course Cole Colleague , Birchills Primary School, cole@example.org',
    )
    scene.app.clock.moveTo('2026-03-04T09:00:00Z')
    expect((await ada.get(deskOf(queue.date))).text).toContain('dana@example.org Did not answer by Wednesday 4 March 2026, 9am')
    expect(ada.last!.text).toContain('cole@example.org A place is held until Friday 6 March 2026, 9am')
  })

  it('is for administrators: others are told so, and what is no occurrence is not found', async () => {
    const date = await aDate()
    const seen = await dana.get(deskOf(date))
    expect([seen.status, seen.text.includes('Dana Delegate Booked')]).toEqual([403, false])
    expect((await dana.post(deskOf(date), { email: 'dana@example.org' })).status).toBe(403)
    for (const id of ['not-an-id', '00000000-0000-4000-8000-000000000000']) {
      expect((await ada.get(deskOf({ id }))).status).toBe(404)
      expect((await ada.post(deskOf({ id }), { email: 'dana@example.org' })).status).toBe(404)
    }
  })
})

describe('booking for somebody', () => {
  it('books, keeps by whom, and writes to the person', async () => {
    const date = await aDate()
    const seen = await bookFor(date, { email: 'Dana@example.org', access: 'Hearing loop' })
    expect(seen.url).toBe(deskOf(date))
    expect(seen.text).toMatch(/Done Dana Delegate has a place: GT-/)
    expect(seen.text).toContain('Booked by Ada Administrator')
    const booking = (await bookingOf(date, scene.people.dana))!
    expect(booking).toMatchObject({ booked_by_id: scene.people.ada.id, override_reason: '', second_on_course: false })
    expect(await mailsAbout(scene.app, `booking:${booking.id}`)).toMatchObject([{ kind: 'booking-confirmed', to: 'dana@example.org' }])
    expect((await dana.get(`/bookings/${booking.id}`)).text).not.toContain('over the rules')
  })

  it('over a prerequisite wants the tick and the reason, and keeps the reason', async () => {
    const date = await anOccurrence(scene.app.database, { course: scene.gcp2 })
    const typed = { email: 'dana@example.org', dietary: 'No nuts' }
    const untick = await bookFor(date, typed)
    expect(untick.status).toBe(409)
    expect(untick.html).toContain(
      '<a href="#over">This person first needs: Understanding Neglect Level 2. Tick prerequisites to book over them</a>',
    )
    const noReason = await ada.post(deskOf(date), { ...typed, over: 'prerequisites', reason: '  ' })
    expect(noReason.html).toContain('<a href="#reason">Enter the reason for booking over the rules. It is kept with the booking</a>')
    expect(noReason.html).toContain('value="dana@example.org"')
    expect(noReason.html).toContain('>No nuts</textarea>')
    expect(noReason.html).toMatch(/value="prerequisites" checked/)
    await ada.post(deskOf(date), { ...typed, over: 'prerequisites', reason: 'Did it in Dudley' })
    expect(await bookingOf(date, scene.people.dana)).toMatchObject({ override_reason: 'Did it in Dudley' })
    expect((await ada.get(deskOf(date))).text).toContain('Booked by Ada Administrator, over the rules: Did it in Dudley')
  })

  it('over the places counts the place above the limit, and takes it back first', async () => {
    const date = await aDate({ places: 1 })
    const { body } = await scene.api.cole.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    expect((await bookFor(date, { email: 'dana@example.org' })).html).toContain('<a href="#over">All places are booked or held.')
    await bookFor(date, { email: 'dana@example.org', over: 'places', reason: 'The court asks for her' })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(2, 0, 1))
    await scene.api.cole.delete(`/bookings/${body.id}`)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1, 0, 0))
    expect(await scene.api.oona.post(`/occurrences/${date.id}/bookings`)).toMatchObject({ status: 409, body: { code: 'full' } })
  })

  it('over the places leaves a held place to whom it is held for', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.cole }], { places: 1 })
    await queue.free()
    await bookFor(queue.date, { email: 'dana@example.org', over: 'places', reason: 'The court asks for her' })
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(1, 1, 1))
    const { id } = (await queue.offerOf(scene.api.cole))!
    expect((await scene.api.cole.post(`/offers/${id}/acceptance`)).status).toBe(201)
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(2, 0, 1))
  })

  it('a second place on the course stands beside the first', async () => {
    const date = await aDate()
    const second = await anOccurrence(scene.app.database, { course: { id: date.courseId }, startsAt: '2026-03-17 09:30' })
    await scene.api.dana.post(`/occurrences/${date.id}/bookings`)
    expect((await bookFor(second, { email: 'dana@example.org' })).html).toContain(
      '<a href="#over">This person has a place on another date of this course.',
    )
    await bookFor(second, { email: 'dana@example.org', over: 'one-per-course', reason: 'She repeats it' })
    expect(await bookingOf(second, scene.people.dana)).toMatchObject({ second_on_course: true, override_reason: 'She repeats it' })
    expect((await bookFor(second, { email: 'dana@example.org', over: 'one-per-course', reason: 'Again' })).html).toContain(
      '<a href="#email">This person has a place on this date already</a>',
    )
  })

  it('ticks that were not needed leave no trace', async () => {
    const date = await aDate()
    await bookFor(date, { email: 'dana@example.org', over: ['places', 'prerequisites'], reason: 'To be safe' })
    expect(await bookingOf(date, scene.people.dana)).toMatchObject({ override_reason: '' })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1, 0, 0))
  })

  it.each<[string, Record<string, string>, string]>([
    ['no address', { email: '' }, 'Enter the person’s e-mail address, such as name@example.org'],
    [
      'an address nobody has',
      { email: 'nobody@example.org' },
      'Nobody is registered with that e-mail address. Check it, or ask them to register',
    ],
    ['something that cannot be booked over', { email: 'dana@example.org', over: 'the window' }, 'Choose from the list what to book over'],
    ['a reason that is too long', { email: 'dana@example.org', reason: 'x'.repeat(1001) }, 'Keep the reason to 1,000 characters'],
  ])('asks again after %s', async (_case, fields, words) => {
    const date = await aDate()
    const seen = await bookFor(date, fields)
    expect(seen.status).toBe(422)
    expect(seen.text).toContain(`There is a problem ${words}`)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0))
  })

  it('after the booking has closed, and before it has opened, wants the tick and the reason', async () => {
    const closed = await aDate({ bookingClosesAt: '2026-03-01 17:00' })
    const early = await aDate({ bookingOpensAt: '2026-03-03 09:00' })
    const typed = { email: 'dana@example.org', reason: 'The line was down' }
    expect((await bookFor(closed, typed)).html).toContain(
      '<a href="#over">Booking closed on Sunday 1 March 2026, 5pm. Tick the booking window',
    )
    expect((await bookFor(early, typed)).html).toContain(
      '<a href="#over">Booking opens on Tuesday 3 March 2026, 9am. Tick the booking window',
    )
    for (const date of [closed, early]) {
      await bookFor(date, { ...typed, over: 'window' })
      expect(await bookingOf(date, scene.people.dana)).toMatchObject({ override_reason: 'The line was down' })
    }
  })

  it('cannot go over the start, nor over a cancelled date', async () => {
    const over = { email: 'dana@example.org', over: ['places', 'prerequisites', 'window', 'one-per-course'], reason: 'Please' }
    const begun = await aDate({ startsAt: MONDAY, bookingClosesAt: '2026-03-01 17:00' })
    expect((await bookFor(begun, over)).html).toContain('<a href="#email">Booking closed on Sunday 1 March 2026, 5pm.')
    const cancelled = await aDate({ cancelledAt: MONDAY })
    expect((await ada.get(`${deskOf(cancelled)}/for-somebody`)).html).not.toContain('Book for this person')
    expect((await ada.post(deskOf(cancelled), over)).text).toContain('This date has been cancelled.')
  })
})

describe('by API', () => {
  const override = { over: ['prerequisites'], reason: 'Did it in Dudley' }

  it('an administrator books for a person, over what the reason allows', async () => {
    const date = await anOccurrence(scene.app.database, { course: scene.gcp2 })
    const personId = scene.people.oona.id
    const path = `/occurrences/${date.id}/bookings`
    expect(await scene.api.ada.post(path, { personId })).toMatchObject({ status: 409, body: { code: 'prerequisites-missing' } })
    expect(await scene.api.ada.post(path, { personId, override: { ...override, reason: ' ' } })).toMatchObject({
      status: 409,
      body: { code: 'reason-missing' },
    })
    expect(await scene.api.ada.post(path, { personId, override })).toMatchObject({ status: 201 })
    expect(await bookingOf(date, scene.people.oona)).toMatchObject({
      booked_by_id: scene.people.ada.id,
      override_reason: 'Did it in Dudley',
    })
  })

  it('nobody else may', async () => {
    const date = await aDate()
    for (const body of [{ personId: scene.people.cole.id }, { override }])
      expect(await scene.api.dana.post(`/occurrences/${date.id}/bookings`, body)).toMatchObject({
        status: 403,
        body: { code: 'not-allowed' },
      })
    expect((await scene.api.dana.post(`/occurrences/${date.id}/bookings`, { personId: scene.people.dana.id })).status).toBe(201)
  })

  it.each<[string, object, number]>([
    ['somebody who is not there', { personId: '00000000-0000-4000-8000-000000000000' }, 404],
    ['no id', { personId: 'dana' }, 422],
    ['an override that is none', { override: 'places' }, 422],
    ['an override of something else', { override: { over: ['roof'], reason: 'Please' } }, 422],
  ])('%s', async (_case, body, status) => {
    expect((await scene.api.ada.post(`/occurrences/${(await aDate()).id}/bookings`, body)).status).toBe(status)
  })
})
