import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aCrowd, apiOf, type OneOfACrowd } from '../support/crowd.js'
import { countQueries } from '../support/queries.js'
import type { Visitor } from '../support/visitor.js'
import { bookedBy, change, changeAndConfirm, confirm, LATER, stillSent, toldOf } from './organiser.js'
import { placesOf } from './places-as-they-are.js'
import { aQueue } from './queue.js'
import { theScene, type Scene } from './scene.js'
import { aBookingOnTerms, chargeOf } from './terms.js'

let scene: Scene
let ada: Visitor

beforeAll(async () => {
  scene = await theScene()
  ada = await scene.browser('ada')
})
afterAll(() => scene.app.stop())

const aDate = async (places = 20): Promise<BuiltOccurrence> =>
  anOccurrence(scene.app.database, {
    ...{ course: await aCourse(scene.app.database), places, startsAt: '2026-04-14 09:30', endsAt: '2026-04-14 16:00' },
  })

describe('who cancels after a move', () => {
  const NEAR = { startsAt: '2026-03-03 09:30', endsAt: '2026-03-03 16:00' }

  it('owes nothing, and the page says why', async () => {
    const { date: near, id } = await aBookingOnTerms(scene, NEAR)
    await changeAndConfirm(ada, near.id, LATER)
    const dana = await scene.browser('dana')
    const page = await dana.get(`/bookings/${id}/cancel`)
    expect(page.text).toContain('The organiser has changed the time or the place since this was booked, so there is no charge.')
    expect(page.text).not.toContain('Free of charge until')
    expect((await scene.api.dana.delete(`/bookings/${id}`)).body).toEqual({ state: 'cancelled', late: false, chargePence: 0 })
    expect(await chargeOf(scene, id)).toBeUndefined()
  })

  it('owes as ever when nothing but the link changed, or when they booked after the move', async () => {
    const { date: near, id } = await aBookingOnTerms(scene, NEAR)
    await changeAndConfirm(ada, near.id, { onlineUrl: 'https://meet.example.org/1' })
    await scene.app.database.query(`UPDATE occurrence SET moved_at = NULL WHERE id = $1`, [near.id])
    await changeAndConfirm(ada, near.id, { onlineUrl: 'https://meet.example.org/2' })
    expect((await scene.api.dana.delete(`/bookings/${id}`)).body).toMatchObject({ late: true, chargePence: 5000 })
    const other = await aBookingOnTerms(scene, NEAR)
    await changeAndConfirm(ada, other.date.id, LATER)
    await scene.app.database.query(`UPDATE booking SET booked_at = $2 WHERE id = $1`, [
      other.id,
      new Date(scene.app.clock.now().getTime() + 1),
    ])
    expect((await scene.api.dana.delete(`/bookings/${other.id}`)).body).toMatchObject({ late: true, chargePence: 5000 })
  })
})

describe('places that a change brings', () => {
  it('are offered to those who wait, when the places are raised', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.oona }, { api: scene.api.cole }])
    await change(ada, queue.date.id, { places: '3' })
    expect(await queue.offerOf(scene.api.oona)).toMatchObject({ occurrenceId: queue.date.id })
    expect(await queue.offerOf(scene.api.cole)).toBeNull()
  })

  it('are offered to those who wait, when a date is put on', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.oona }])
    await ada.get('/desk/events/new')
    const fields = { course: queue.courseKey, places: '5', closesDays: '1', 'dates[0][sessions][0][day]': '2026-06-09' }
    const times = { 'dates[0][sessions][0][start]': '09:30', 'dates[0][sessions][0][end]': '16:00' }
    expect((await ada.post('/desk/events', { ...fields, ...times })).text).toContain('The date is on the programme.')
    expect(await queue.offerOf(scene.api.oona)).not.toBeNull()
  })
})

describe('with many, and at once', () => {
  it('sixty people take no more statements than one', async () => {
    const dates = [await aDate(60), await aDate(60)]
    const [few, many] = dates as [BuiltOccurrence, BuiltOccurrence]
    const crowd = await aCrowd(scene.app.database, 60)
    await aBooking(scene.app.database, { person: crowd[0] as OneOfACrowd, occurrence: few })
    for (const person of crowd) await aBooking(scene.app.database, { person, occurrence: many })
    const statements = []
    for (const one of dates) {
      await change(ada, one.id, LATER)
      statements.push(await countQueries(() => confirm(ada, one.id)))
    }
    expect(statements[1]).toBe(statements[0])
    expect(
      await scene.row(
        `SELECT count(*)::int FROM message WHERE kind = 'booking-changed' AND (data->>'when') IS NOT NULL AND subject IN
      (SELECT 'booking:' || id FROM booking WHERE occurrence_id = $1)`,
        [many.id],
      ),
    ).toEqual({ count: 60 })
  })

  it('who books while the move is confirmed is either told of it or booked at the new time, never neither', async () => {
    for (let round = 0; round < 6; round++) {
      const moving = await aDate(40)
      const crowd = await aCrowd(scene.app.database, 16)
      const first = await bookedBy(apiOf(scene.app, crowd[0] as OneOfACrowd), moving)
      await change(ada, moving.id, LATER)
      const rest = crowd.slice(1).map(person => bookedBy(apiOf(scene.app, person), moving))
      let seen = await confirm(ada, moving.id)
      const ids = [first, ...(await Promise.all(rest))]
      while (seen.status === 409) seen = await confirm(ada, moving.id)
      expect(seen.text).toContain('Your changes are saved.')
      for (const id of ids) {
        const messages = await toldOf(scene.app, `booking:${id}`)
        const newest = (await stillSent(scene.app, messages)).map(({ calendar }) => calendar)
        expect(newest).toEqual([expect.objectContaining({ sequence: 1, startsAt: '2026-04-14T09:30:00.000Z' })])
      }
      expect(await placesOf(scene.app.database, moving.id)).toMatchObject({ booked: 16 })
    }
  })
})
