import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { aCrowd, apiOf } from '../../support/crowd.js'
import { mailsAbout } from '../../support/mailbox.js'
import type { Visitor } from '../../support/visitor.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { theScene, type Scene } from '../scene.js'
import { chargeOf } from '../terms.js'
import { atDesk, bookingOf, bookingsOf, twoDates } from './desk.js'

let scene: Scene
let ada: Visitor
const LATE = '2026-03-09T12:00:00Z'

beforeAll(async () => {
  scene = await theScene()
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const move = (id: string, to: { id: string }, fields: Record<string, string | string[]> = {}) =>
  atDesk(ada, id, 'move', { to: to.id, by: 'organiser', ...fields })
const danas = (courseId: string) => bookingsOf(scene.app.database, scene.people.dana.id, courseId)

describe('moving a booking', () => {
  it('ends the old place and takes the new one, with needs, and tells once with both entries', async () => {
    const { tenth, later } = await twoDates(scene)
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${tenth.id}/bookings`, { access: 'Hearing loop' })
    const seen = await move(body.id, later, { reason: 'The trainer is ill' })
    expect(seen.url).toBe(`/desk/occurrences/${later.id}/bookings`)
    expect(seen.text).toMatch(/Done Dana Delegate is moved to this date: GT-.{9}\. We have written to them\./)
    expect(seen.text).toContain('Access needs: Hearing loop')
    expect(seen.text).toContain('Moved here from Tuesday 10 March 2026, 9:30am to 4pm, by the business unit')
    const [old, now] = await danas(tenth.courseId)
    expect(old).toMatchObject({
      state: 'cancelled',
      cancelled_by: 'organiser',
      late: false,
      cancel_reason: 'moved to another date: The trainer is ill',
    })
    expect(now).toMatchObject({
      state: 'booked',
      occurrence_id: later.id,
      follows_id: old!.id,
      moved_by: 'organiser',
      agency_id: old!.agency_id,
    })
    expect(await placesOf(scene.app.database, tenth.id)).toMatchObject(sound(0))
    expect(await placesOf(scene.app.database, later.id)).toMatchObject(sound(1))
    const [mail, ...more] = await mailsAbout(scene.app, `booking:${now!.id}`)
    expect([mail!.kind, more]).toEqual(['booking-moved', []])
    for (const words of [
      'The trainer is ill',
      'Tuesday 17 March 2026, 9:30am to 3:30pm',
      'It was, before: Tuesday 10 March 2026',
      'There is no charge.',
    ])
      expect(mail!.text).toContain(words)
    const entries = await scene.app.database.query<{ method: string; uid: string }[]>(
      `SELECT calendar->>'method' AS method, calendar->>'uid' AS uid FROM message WHERE calendar IS NOT NULL AND subject = ANY($1) AND kind <> 'booking-confirmed' ORDER BY 1`,
      [[`booking:${old!.id}`, `booking:${now!.id}`]],
    )
    expect(entries).toEqual([
      { method: 'CANCEL', uid: `booking-${old!.id}-1` },
      { method: 'REQUEST', uid: `booking-${now!.id}-1` },
    ])
    const list = await ada.get(`/desk/occurrences/${tenth.id}/bookings`)
    expect(list.text).toContain('Moved to Tuesday 17 March 2026, 9:30am to 3:30pm by the business unit')
    expect(list.text).toContain('(The trainer is ill)')
  })

  it('offers the freed place in the same moment to who waits for it', async () => {
    const { tenth, later } = await twoDates(scene, [{ places: 1 }, {}])
    const id = await bookingOf(scene, 'dana', tenth)
    const { key } = (await scene.row<{ key: string }>('SELECT key FROM course WHERE id = $1', [tenth.courseId]))!
    await scene.api.cole.post(`/courses/${key}/waiting-list`, { dates: [tenth.id] })
    await move(id, later)
    expect(await placesOf(scene.app.database, tenth.id)).toMatchObject(sound(0, 1))
    expect(await scene.row('SELECT person_id, state FROM offer WHERE occurrence_id = $1', [tenth.id])).toEqual({
      person_id: scene.people.cole.id,
      state: 'open',
    })
  })

  it('takes the very place that is held for them', async () => {
    const { tenth, later } = await twoDates(scene, [{}, { places: 1 }])
    const [crowd] = await aCrowd(scene.app.database, 1)
    const { body } = await apiOf(scene.app, crowd!).post<{ id: string }>(`/occurrences/${later.id}/bookings`)
    const { key } = (await scene.row<{ key: string }>('SELECT key FROM course WHERE id = $1', [tenth.courseId]))!
    await scene.api.dana.post(`/courses/${key}/waiting-list`, { dates: [later.id] })
    await apiOf(scene.app, crowd!).delete(`/bookings/${body.id}`)
    expect(await placesOf(scene.app.database, later.id)).toMatchObject(sound(0, 1))
    // Booked on the other date by the desk all the same: the queue's entry ends, and so would the hold; so it is put back to try the case.
    const id = await bookingOf(scene, 'dana', tenth)
    await scene.app.database.query(`UPDATE waiting_entry SET ended_at = NULL, outcome = NULL WHERE person_id = $1 AND course_id = $2`, [
      scene.people.dana.id,
      tenth.courseId,
    ])
    await move(id, later)
    expect(await placesOf(scene.app.database, later.id)).toMatchObject(sound(1))
    expect(await scene.row('SELECT state FROM offer WHERE occurrence_id = $1', [later.id])).toEqual({ state: 'accepted' })
  })

  it('is refused by a full date, and goes over it with a reason that the list shows', async () => {
    const { tenth, later } = await twoDates(scene, [{}, { places: 1 }])
    await bookingOf(scene, 'cole', later)
    const id = await bookingOf(scene, 'dana', tenth)
    const page = await ada.get(`/desk/bookings/${id}/move`)
    expect(page.text).toContain('To be confirmed, full')
    const refused = await move(id, later, { reason: 'She asked' })
    expect(refused.status).toBe(409)
    expect(refused.html).toContain('<a href="#over">All places are booked or held on that date. Tick places to go above the limit</a>')
    expect(refused.html).toContain('>She asked</textarea>')
    expect((await ada.post(`/desk/bookings/${id}/move`, { to: later.id, by: 'organiser', over: 'places' })).html).toContain(
      '<a href="#overReason">',
    )
    expect(await placesOf(scene.app.database, later.id)).toMatchObject(sound(1))
    const done = await move(id, later, { over: 'places', overReason: 'The court asks for her' })
    expect(done.text).toContain('Booked by Ada Administrator, over the rules: The court asks for her')
    expect(await placesOf(scene.app.database, later.id)).toMatchObject(sound(2, 0, 1))
  })

  it('asks for what the date asks for, by name, and for the booking window', async () => {
    const [first, second] = [{ startsAt: '2026-03-10 09:30' }, { startsAt: '2026-03-17 09:30', bookingClosesAt: '2026-03-01 09:00' }]
    const course = scene.l2
    const from = await anOccurrence(scene.app.database, { course, ...first })
    const to = await anOccurrence(scene.app.database, { course, ...second })
    const id = await bookingOf(scene, 'dana', from)
    await scene.app.database.query(`UPDATE learning_record SET valid_until = '2026-03-16' WHERE person_id = $1`, [scene.people.dana.id])
    expect((await move(id, to)).text).toContain('Booking of that date closed Sunday 1 March 2026, 9am. Tick the booking window')
    const lacking = await move(id, to, { over: 'window', overReason: 'Agreed' })
    expect(lacking.text).toContain('has not done what that date asks for: Child Neglect Awareness - Level 1. Tick prerequisites')
    await move(id, to, { over: ['window', 'prerequisites'], overReason: 'Agreed' })
    expect(await danas(course.id)).toMatchObject([{ state: 'cancelled' }, { state: 'booked', override_reason: 'Agreed' }])
    await scene.app.database.query(`UPDATE learning_record SET valid_until = NULL`)
  })

  it('goes nowhere but to another date of the same course, to come and not cancelled', async () => {
    const { tenth } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    const elsewhere = await anOccurrence(scene.app.database, { course: await aCourse(scene.app.database) })
    const cancelled = await anOccurrence(scene.app.database, { course: { id: tenth.courseId }, cancelledAt: MONDAY })
    expect((await move(id, elsewhere)).status).toBe(404)
    expect((await move(id, tenth)).text).toContain('Choose another date than the one of now')
    expect((await move(id, cancelled)).text).toContain('This date has been cancelled')
    expect((await move(id, { id: 'tomorrow' })).status).toBe(422)
    expect(await danas(tenth.courseId)).toMatchObject([{ state: 'booked' }])
  })
})

describe('what a move costs', () => {
  it('is nothing when the organiser moves, and the new date may be cancelled free of charge up to the last', async () => {
    const { tenth, later } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    scene.app.clock.moveTo(LATE)
    await move(id, later)
    expect(await chargeOf(scene, id)).toBeUndefined()
    scene.app.clock.moveTo('2026-03-17T09:00:00Z')
    const [, now] = await danas(tenth.courseId)
    expect((await scene.api.dana.delete(`/bookings/${now!.id}`)).body).toMatchObject({ late: false, chargePence: 0 })
  })

  it('is the charge of a cancellation when they wish it, shown before, and the new date has its own terms', async () => {
    const { tenth, later } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    scene.app.clock.moveTo(LATE)
    expect((await ada.get(`/desk/bookings/${id}/move`)).text).toContain('The delegate Asked just now: the charge is £50.00.')
    const seen = await move(id, later, { by: 'delegate' })
    expect(seen.text).toContain('A charge of £50.00 for the old date is proposed.')
    expect(await chargeOf(scene, id)).toMatchObject({ pence: 5000, state: 'proposed', kind: 'late cancellation' })
    const [old, now] = await danas(tenth.courseId)
    expect(old).toMatchObject({ cancelled_by: 'delegate', late: true })
    expect((await mailsAbout(scene.app, `booking:${now!.id}`))[0]!.text).toContain('Charge to your agency for the old date: £50.00')
    scene.app.clock.moveTo('2026-03-16T12:00:00Z')
    expect((await scene.api.dana.delete(`/bookings/${now!.id}`)).body).toMatchObject({ late: true, chargePence: 5000 })
  })

  it('may be waived at once, with a reason', async () => {
    const { tenth, later } = await twoDates(scene)
    const id = await bookingOf(scene, 'dana', tenth)
    scene.app.clock.moveTo(LATE)
    expect((await move(id, later, { by: 'agency', charge: 'waive' })).html).toContain(
      '<a href="#waiveReason">Enter why the charge is waived',
    )
    await move(id, later, { by: 'agency', charge: 'waive', waiveReason: 'A child died', evidence: 'Mail of 9 March' })
    expect(await scene.row('SELECT state, reason, evidence, decided_by_id FROM charge WHERE booking_id = $1', [id])).toEqual({
      ...{ state: 'waived', reason: 'A child died', evidence: 'Mail of 9 March', decided_by_id: scene.people.ada.id },
    })
    const [, now] = await danas(tenth.courseId)
    expect((await mailsAbout(scene.app, `booking:${now!.id}`))[0]!.text).toContain('There is no charge.')
  })
})

describe('what was agreed goes along', () => {
  it('an approval that was given, and one that is open is asked anew for the new date', async () => {
    const { tenth, later } = await twoDates(scene, [{}, {}], { needsApproval: true })
    const requested = await bookingOf(scene, 'dana', tenth)
    expect((await move(requested, later)).text).toContain('Their line manager is asked anew.')
    const [old, now] = await danas(tenth.courseId)
    expect([old!.state, now!.state]).toEqual(['cancelled', 'requested'])
    const approvals: unknown = await scene.app.database.query(
      'SELECT booking_id, state FROM approval WHERE booking_id = ANY($1) ORDER BY state',
      [[old!.id, now!.id]],
    )
    expect(approvals).toEqual([
      { booking_id: now!.id, state: 'open' },
      { booking_id: old!.id, state: 'withdrawn' },
    ])
    expect((await mailsAbout(scene.app, `approval:${now!.id}`)).map(mail => mail.kind)).toEqual(['approval-asked'])
    const moved = (await mailsAbout(scene.app, `booking:${now!.id}`))[0]!
    expect(moved.text).toContain('We have asked Mary Manager anew, for this date.')
    expect(await scene.row(`SELECT 1 FROM message WHERE subject = $1 AND calendar IS NOT NULL`, [`booking:${now!.id}`])).toBeUndefined()
    await ada.get(`/desk/bookings/${now!.id}/approval`)
    await ada.post(`/desk/bookings/${now!.id}/approval`, { answer: 'approve', reason: 'By telephone' })
    await move(now!.id, tenth)
    const back = (await danas(tenth.courseId)).find(one => one.state !== 'cancelled')!
    expect(back).toMatchObject({ occurrence_id: tenth.id })
  })

  it('a condition, with the limit of the new date', async () => {
    const { database } = scene.app
    const dates = await twoDates(scene, [{ startsAt: '2026-04-14 09:30' }, { startsAt: '2026-04-21 09:30' }])
    await database.query('INSERT INTO course_prerequisite (course_id, requires_id) VALUES ($1, $2)', [dates.tenth.courseId, scene.l1.id])
    await database.query('DELETE FROM learning_record WHERE person_id = $1', [scene.people.oona.id])
    await ada.get(`/desk/occurrences/${dates.tenth.id}/bookings/for-somebody`)
    await ada.post(`/desk/occurrences/${dates.tenth.id}/bookings`, { email: 'oona@example.org', over: 'prerequisites', reason: 'x' })
    const [booking] = await bookingsOf(database, scene.people.oona.id, dates.tenth.courseId)
    await database.query(
      `INSERT INTO booking_condition (booking_id, course_ids, days_before, until, next_at) VALUES ($1, $2, 2, '2026-04-12', now())`,
      [booking!.id, [scene.l1.id]],
    )
    await move(booking!.id, dates.later)
    const kept = await scene.row<{ until: string; days_before: number }>(
      `SELECT k.until::text AS until, k.days_before FROM booking_condition k JOIN booking b ON b.id = k.booking_id WHERE b.occurrence_id = $1 AND k.state = 'open'`,
      [dates.later.id],
    )
    expect(kept).toEqual({ until: '2026-04-19', days_before: 2 })
    expect(ada.last!.text).toContain('On condition')
    const now = (await bookingsOf(database, scene.people.oona.id, dates.tenth.courseId))[1]!
    expect((await mailsAbout(scene.app, `booking:${now.id}`))[0]!.text).toContain('complete this by Sunday 19 April 2026')
  })
})
