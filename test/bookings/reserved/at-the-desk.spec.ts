import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { PassOnOffers } from '../../../src/jobs/pass-on-offers.js'
import { MONDAY } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, type OccurrenceOverrides } from '../../support/builders/occurrence.js'
import { aLead } from '../../support/people.js'
import type { Visitor } from '../../support/visitor.js'
import { atDesk, bookingOf, bookingsOf } from '../desk/desk.js'
import { theScene, type Scene } from '../scene.js'
import { counted, page, reserve, reservedOn } from './kept.js'

/** Dana and Cole are of the school that has places reserved, Oona is of the hospital. */
let scene: Scene
let ada: Visitor
let tenth: BuiltOccurrence
let later: BuiltOccurrence
let course: string

beforeAll(async () => {
  scene = await theScene()
  await aLead(scene.app.database)
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))
beforeEach(async () => {
  const made = await aCourse(scene.app.database, { title: 'Safer Recruitment' })
  course = made.key
  tenth = await anOccurrence(scene.app.database, { course: made, places: 3 })
  later = await anOccurrence(scene.app.database, { course: made, places: 2, startsAt: '2026-03-20 09:30' })
})

const another = (more: Partial<OccurrenceOverrides>) =>
  anOccurrence(scene.app.database, { course: { id: tenth.courseId }, places: 2, ...more })
const move = (id: string, to: { id: string }, more: Record<string, string> = {}) =>
  atDesk(ada, id, 'move', { to: to.id, by: 'organiser', ...more })
const settle = () => scene.app.app.get(PassOnOffers, { strict: false }).run(scene.app.clock.now())
const offersOf = (date: { id: string }) =>
  scene.app.database.query<{ person_id: string; kind: string; state: string }[]>(
    'SELECT person_id, kind, state FROM offer WHERE occurrence_id = $1 ORDER BY made_at, id',
    [date.id],
  )

describe('somebody whom the desk moves', () => {
  it('takes a place that is reserved for their agency, and nobody else does', async () => {
    await reserve(ada, later)
    const [oonas, danas] = [await bookingOf(scene, 'oona', tenth), await bookingOf(scene, 'dana', tenth)]
    const refused = await move(oonas, later)
    expect([refused.status, refused.text.includes('All places are booked or held on that date.')]).toEqual([409, true])
    expect(await counted(scene, later)).toEqual({ booked: 0, held: 2, overbooked: 0, unused: 2 })
    expect((await move(danas, later)).text).toContain('Dana Delegate is moved to this date')
    expect(await counted(scene, later)).toEqual({ booked: 1, held: 1, overbooked: 0, unused: 1 })
  })

  it('over the limit takes nothing of what is reserved', async () => {
    await reserve(ada, later)
    await move(await bookingOf(scene, 'oona', tenth), later, { over: 'places', overReason: 'The court asks for her' })
    expect(await counted(scene, later)).toEqual({ booked: 1, held: 2, overbooked: 1, unused: 2 })
    await move(await bookingOf(scene, 'dana', tenth), later)
    expect(await counted(scene, later)).toEqual({ booked: 2, held: 1, overbooked: 1, unused: 1 })
  })

  it('away from a place that was reserved leaves it to whoever waits, not to the agency', async () => {
    await reserve(ada, later, { places: '1' })
    await another({ startsAt: '2026-04-21 09:30' })
    const danas = await bookingOf(scene, 'dana', later)
    await bookingOf(scene, 'cole', later)
    await scene.api.oona.post(`/courses/${course}/waiting-list`, { dates: [later.id] })
    await move(danas, tenth)
    expect(await counted(scene, later)).toEqual({ booked: 1, held: 1, overbooked: 0, unused: 0 })
    expect(await offersOf(later)).toEqual([{ person_id: scene.people.oona.id, kind: 'hold', state: 'open' }])
  })

  it.each([
    ['on the morning on which reserved places return', '2026-03-13T00:00:00Z', 200, { booked: 1, held: 0, unused: 0 }],
    ['a moment before', '2026-03-12T23:59:59.999Z', 409, { booked: 0, held: 2, unused: 2 }],
  ])('%s may have one, though no job has run since', async (_case, now, status, expected) => {
    const from = await another({ startsAt: '2026-03-24 09:30' })
    await reserve(ada, later)
    const oonas = await bookingOf(scene, 'oona', from)
    scene.app.clock.moveTo(now)
    expect((await move(oonas, later)).status).toBe(status)
    expect(await counted(scene, later)).toMatchObject(expected)
  })

  it('and changes places with somebody uses up no reserved place', async () => {
    await reserve(ada, later, { places: '1' })
    const [danas, oonas] = [await bookingOf(scene, 'dana', tenth), await bookingOf(scene, 'oona', later)]
    await atDesk(ada, danas, 'swap', { with: oonas, by: 'delegate' })
    expect((await bookingsOf(scene.app.database, scene.people.dana.id, tenth.courseId)).at(-1)).toMatchObject({ occurrence_id: later.id })
    expect(await counted(scene, later)).toEqual({ booked: 1, held: 1, overbooked: 0, unused: 1 })
    expect(await counted(scene, tenth)).toMatchObject({ booked: 1, held: 0 })
  })
})

describe('somebody whom the desk books or cancels', () => {
  const forSomebody = async (email: string) => {
    await ada.get(`/desk/occurrences/${later.id}/bookings/for-somebody`)
    return ada.post(`/desk/occurrences/${later.id}/bookings`, { email })
  }

  it('has a reserved place of their own agency, and of no other', async () => {
    await reserve(ada, later)
    expect((await forSomebody('oona@example.org')).status).toBe(409)
    expect((await forSomebody('dana@example.org')).text).toContain('Dana Delegate has a place')
    expect(await counted(scene, later)).toEqual({ booked: 1, held: 1, overbooked: 0, unused: 1 })
  })

  it('gives the place back to everybody', async () => {
    await reserve(ada, later)
    const danas = await bookingOf(scene, 'dana', later)
    await atDesk(ada, danas, 'cancel', { by: 'organiser', reason: 'She rang' })
    expect(await counted(scene, later)).toEqual({ booked: 0, held: 1, overbooked: 0, unused: 1 })
    await bookingOf(scene, 'oona', later)
    expect((await ada.get(page(later))).text).toContain('1 of 2 places booked, 0 free, 1 reserved and not booked yet')
  })
})

describe('who waits', () => {
  it('is offered no reserved place, and those that are given back in their order', async () => {
    await reserve(ada, later)
    for (const who of ['oona', 'cole', 'dana'] as const) await scene.api[who].post(`/courses/${course}/waiting-list`, { dates: [later.id] })
    await settle()
    expect(await offersOf(later)).toEqual([])
    await ada.get(page(later))
    const { id } = (await reservedOn(scene, later))!
    const given = await ada.post(`${page(later)}/${id}/giving-back`)
    expect(given.text).toContain('2 places are everybody’s again.')
    expect((await offersOf(later)).map(offer => [offer.person_id, offer.state])).toEqual([
      [scene.people.oona.id, 'open'],
      [scene.people.cole.id, 'open'],
    ])
    expect(await counted(scene, later)).toEqual({ booked: 0, held: 2, overbooked: 0, unused: 0 })
  })

  it('from the agency itself needs no offer: what is reserved for them is booked as it is', async () => {
    await reserve(ada, later)
    await scene.api.dana.post(`/courses/${course}/waiting-list`, { dates: [later.id] })
    await bookingOf(scene, 'dana', later)
    expect(await counted(scene, later)).toEqual({ booked: 1, held: 1, overbooked: 0, unused: 1 })
    const waiting = 'SELECT outcome FROM waiting_entry WHERE person_id = $1 AND course_id = $2'
    expect(await scene.row(waiting, [scene.people.dana.id, later.courseId])).toEqual({ outcome: 'booked' })
  })
})

describe('giving back', () => {
  it('is of the date that the page is about: what another date has reserved stays', async () => {
    await reserve(ada, later)
    await reserve(ada, tenth, { places: '3', returnsOn: '2026-03-10' })
    const { id } = (await reservedOn(scene, later))!
    await ada.get(page(tenth))
    expect((await ada.post(`${page(tenth)}/${id}/giving-back`)).text).toContain('Nothing was left to give back.')
    expect(await counted(scene, later)).toMatchObject({ held: 2, unused: 2 })
    expect(await counted(scene, tenth)).toMatchObject({ held: 3, unused: 3 })
  })

  it('keeps its first day when it is pressed again later, says one and several, and lets reserve anew', async () => {
    await reserve(ada, later, { places: '1' })
    const { id } = (await reservedOn(scene, later))!
    await ada.get(page(later))
    expect((await ada.post(`${page(later)}/${id}/giving-back`)).text).toContain('1 place is everybody’s again.')
    scene.app.clock.moveTo('2026-03-04T09:00:00Z')
    expect((await ada.post(`${page(later)}/${id}/giving-back`)).text).toContain('Nothing was left to give back.')
    expect((await reservedOn(scene, later))!.back).toEqual(MONDAY)
    expect((await reserve(ada, later, { places: '2' })).text).toContain('2 reserved for Birchills Primary School.')
    expect(await counted(scene, later)).toMatchObject({ held: 2, unused: 2 })
  })

  it('of what was used already frees nothing', async () => {
    await reserve(ada, later, { places: '1' })
    await bookingOf(scene, 'dana', later)
    const { id } = (await reservedOn(scene, later))!
    await ada.get(page(later))
    expect((await ada.post(`${page(later)}/${id}/giving-back`)).text).toContain('Nothing was left to give back.')
    expect(await counted(scene, later)).toEqual({ booked: 1, held: 0, overbooked: 0, unused: 0 })
  })

  it('and booking at the same moment give the place once', async () => {
    for (let round = 0; round < 4; round++) {
      const date = await another({ places: 1, startsAt: '2026-03-27 09:30' })
      await reserve(ada, date, { places: '1' })
      const { id } = (await reservedOn(scene, date))!
      await ada.get(page(date))
      const [given, mine, hers] = await Promise.all([
        ada.post(`${page(date)}/${id}/giving-back`),
        scene.api.dana.post(`/occurrences/${date.id}/bookings`),
        scene.api.oona.post(`/occurrences/${date.id}/bookings`),
      ])
      expect([given.status, [mine, hers].filter(one => one.status === 201).length]).toEqual([200, 1])
      expect(await counted(scene, date)).toEqual({ booked: 1, held: 0, overbooked: 0, unused: 0 })
      await scene.app.database.query(`UPDATE booking SET state = 'cancelled', cancelled_at = now(), cancelled_by = 'organiser' WHERE occurrence_id = $1`, [date.id]) // prettier-ignore
    }
  })
})
