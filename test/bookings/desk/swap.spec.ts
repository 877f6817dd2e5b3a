import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../../support/app.js'
import { aRecord } from '../../support/builders/learning-record.js'
import { anOccurrence } from '../../support/builders/occurrence.js'
import { mailsAbout } from '../../support/mailbox.js'
import { aPerson } from '../../support/people.js'
import type { Visitor } from '../../support/visitor.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { theScene, type Scene } from '../scene.js'
import { chargeOf } from '../terms.js'
import { atDesk, bookingOf, bookingsOf, twoDates } from './desk.js'

let scene: Scene
let ada: Visitor

beforeAll(async () => {
  scene = await theScene()
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const one = { places: 1 }
const of = (who: 'dana' | 'cole' | 'oona', courseId: string) => bookingsOf(scene.app.database, scene.people[who].id, courseId)

describe('changing places', () => {
  it('lets two people on full dates take each other’s place, free of charge, and tells both', async () => {
    const { tenth, later } = await twoDates(scene, [one, { ...one, bookingClosesAt: '2026-03-08 09:00' }])
    const [mine, theirs] = [await bookingOf(scene, 'dana', tenth), await bookingOf(scene, 'cole', later)]
    scene.app.clock.moveTo('2026-03-09T12:00:00Z')
    const page = await ada.get(`/desk/bookings/${mine}/swap`)
    expect(page.html).toContain('<optgroup label="Tuesday 17 March 2026, 9:30am to 3:30pm">')
    expect(page.text).toMatch(/Cole Colleague, Birchills Primary School, GT-/)
    const seen = await atDesk(ada, mine, 'swap', { with: theirs, by: 'delegate', reason: 'They have agreed' })
    expect(seen.text).toContain('Done Dana Delegate has changed places. We have written to both of them.')
    const [danas, coles] = [await of('dana', tenth.courseId), await of('cole', tenth.courseId)]
    expect(danas).toMatchObject([
      { state: 'cancelled', late: false },
      { state: 'booked', occurrence_id: later.id, moved_by: 'delegate' },
    ])
    expect(coles).toMatchObject([
      { state: 'cancelled', late: false },
      { state: 'booked', occurrence_id: tenth.id },
    ])
    for (const date of [tenth, later]) expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
    expect([await chargeOf(scene, mine), await chargeOf(scene, theirs)]).toEqual([undefined, undefined])
    for (const { id } of [danas[1]!, coles[1]!])
      expect((await mailsAbout(scene.app, `booking:${id}`)).map(mail => [mail.kind, mail.text.includes('They have agreed')])).toEqual([
        ['booking-moved', true],
      ])
  })

  it('moves neither where one of them lacks what the other date asks for, and says whom, until it is gone over', async () => {
    const { database } = scene.app
    const [early, late] = [
      await anOccurrence(database, { course: scene.l2 }),
      await anOccurrence(database, { course: scene.l2, startsAt: '2026-04-14 09:30' }),
    ]
    await database.query(`UPDATE learning_record SET valid_until = '2026-03-31' WHERE person_id = $1`, [scene.people.dana.id])
    const [mine, theirs] = [await bookingOf(scene, 'dana', early), await bookingOf(scene, 'cole', late)]
    const refused = await atDesk(ada, theirs, 'swap', { with: mine, by: 'organiser' })
    expect(refused.text).toContain(
      'Dana Delegate has not done what that date asks for: Child Neglect Awareness - Level 1. Tick prerequisites',
    )
    expect((await of('cole', scene.l2.id)).map(({ state }) => state)).toEqual(['booked'])
    await atDesk(ada, theirs, 'swap', { with: mine, by: 'organiser', over: 'prerequisites', overReason: 'She renews it in time' })
    expect((await of('dana', scene.l2.id))[1]).toMatchObject({ occurrence_id: late.id, override_reason: 'She renews it in time' })
    expect((await of('cole', scene.l2.id))[1]).toMatchObject({ occurrence_id: early.id, override_reason: '' })
  })

  it('is not for one who has cancelled, is on the same date, or is on another course', async () => {
    const { tenth, later } = await twoDates(scene)
    const [mine, theirs, same] = [
      await bookingOf(scene, 'dana', tenth),
      await bookingOf(scene, 'cole', later),
      await bookingOf(scene, 'oona', tenth),
    ]
    const another = await twoDates(scene)
    const elsewhere = await bookingOf(scene, 'cole', another.later)
    expect((await atDesk(ada, mine, 'swap', { with: same, by: 'delegate' })).text).toContain('Choose another date than the one of now')
    expect((await atDesk(ada, mine, 'swap', { with: elsewhere, by: 'delegate' })).status).toBe(404)
    expect((await atDesk(ada, mine, 'swap', { with: '', by: 'delegate' })).html).toContain('<a href="#with">Choose with whom</a>')
    await scene.api.cole.delete(`/bookings/${theirs}`)
    const gone = await atDesk(ada, mine, 'swap', { with: theirs, by: 'delegate' })
    expect([gone.status, gone.text.includes('The booking of Cole Colleague has been cancelled or moved meanwhile')]).toEqual([409, true])
    expect((await of('dana', tenth.courseId)).map(({ state }) => state)).toEqual(['booked'])
  })
})

describe('a colleague sent by the desk', () => {
  it('is found by name among the agency’s people, takes the place, and is written instead of whom', async () => {
    const { tenth } = await twoDates(scene, [one, {}])
    const id = await bookingOf(scene, 'dana', tenth)
    expect((await ada.get(`/desk/bookings/${id}/colleague?q=outsider`)).text).toContain('Nobody at this agency has these words')
    expect((await ada.get(`/desk/bookings/${id}/colleague?q=leag+col`)).html).toContain('value="cole@example.org"')
    const seen = await ada.post(`/desk/bookings/${id}/substitution`, { email: 'cole@example.org' })
    expect(seen.text).toContain('Cole Colleague comes instead of Dana Delegate. We have written to both.')
    expect(seen.text).toContain('Instead of Dana Delegate')
    expect(seen.text).toContain('Cole Colleague comes instead, Monday 2 March 2026, 9am, entered by Ada Administrator')
    expect((await of('cole', tenth.courseId))[0]).toMatchObject({ follows_id: id, state: 'booked' })
    expect(await placesOf(scene.app.database, tenth.id)).toMatchObject(sound(1))
  })

  it('goes over what they lack, another date of theirs and approval, with a reason', async () => {
    const { database } = scene.app
    const { tenth, later } = await twoDates(scene, [{}, {}], { needsApproval: true })
    await database.query('INSERT INTO course_prerequisite (course_id, requires_id) VALUES ($1, $2)', [tenth.courseId, scene.l1.id])
    const colleague = await aPerson(database, { agencyId: scene.people.dana.agencyId, managerEmail: '', managerName: '' })
    const id = await bookingOf(scene, 'dana', tenth)
    const lacking = await atDesk(ada, id, 'colleague', { email: colleague.email })
    expect(lacking.text).toContain('This colleague first needs: Child Neglect Awareness - Level 1. Tick prerequisites to go over them')
    const over = { email: colleague.email, over: 'prerequisites', overReason: 'Did it in Dudley' }
    expect((await atDesk(ada, id, 'colleague', { ...over, overReason: '' })).html).toContain('<a href="#overReason">')
    expect((await atDesk(ada, id, 'colleague', over)).html).toContain('<a href="#approved">This colleague’s line manager has to approve')
    await atDesk(ada, id, 'colleague', { ...over, approved: 'yes' })
    const [booking] = await bookingsOf(database, colleague.id, tenth.courseId)
    expect(booking).toMatchObject({ state: 'booked', override_reason: 'Did it in Dudley' })
    expect(await scene.row('SELECT state, answered_by FROM approval WHERE booking_id = $1', [booking!.id])).toEqual({
      state: 'approved',
      answered_by: 'administrator',
    })
    await aRecord(database, { person: colleague, course: scene.l1 })
    const cole = await bookingOf(scene, 'cole', later)
    expect((await atDesk(ada, cole, 'colleague', { email: colleague.email })).text).toContain(
      'This colleague already has a place on this course.',
    )
    await atDesk(ada, cole, 'colleague', { email: colleague.email, over: 'one-per-course', overReason: 'Repeats it', approved: 'yes' })
    expect(await bookingsOf(database, colleague.id, tenth.courseId)).toMatchObject([
      { state: 'booked' },
      { state: 'booked', override_reason: 'Repeats it' },
    ])
  })
})
