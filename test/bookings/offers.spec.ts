import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../support/app.js'
import type { Api } from '../support/api.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aRecord } from '../support/builders/learning-record.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import { mailsAbout } from '../support/mailbox.js'
import { placesOf, sound } from './places-as-they-are.js'
import { aQueue, type Queue } from './queue.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

/** Dana, Cole and Oona wait for any date, and one of its two places has just been given up. */
async function aHeldPlace(): Promise<Queue> {
  const { dana, cole, oona } = scene.api
  const queue = await aQueue(scene.app, [{ api: dana }, { api: cole }, { api: oona }])
  await queue.free()
  return queue
}
const stateOf = async (offerId: string) => (await scene.row<{ state: string }>('SELECT state FROM offer WHERE id = $1', [offerId]))?.state
const whyOf = async (offerId: string) => (await scene.row<{ why: object }>('SELECT why FROM offer WHERE id = $1', [offerId]))?.why
const entryOf = async ({ date }: Queue, person: { id: string }) =>
  (await scene.row<{ id: string }>('SELECT id FROM waiting_entry WHERE course_id = $1 AND person_id = $2', [date.courseId, person.id]))!.id
const accept = (api: Api, id: string, key?: string) =>
  api.post<{ id: string; code: string; state: string }>(`/offers/${id}/acceptance`, undefined, key)
const decline = (api: Api, id: string) => api.post<{ code: string }>(`/offers/${id}/refusal`)

describe('a freed place', () => {
  it('is held for the head of the queue for 48 hours, and for nobody else', async () => {
    const queue = await aHeldPlace()
    expect(await queue.offerOf(scene.api.dana)).toMatchObject({ occurrenceId: queue.date.id, runsOutAt: '2026-03-04T09:00:00.000Z' })
    for (const api of [scene.api.cole, scene.api.oona]) expect(await queue.offerOf(api)).toBeNull()
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(1, 1))
  })

  it('is told of by one mail, with the time to answer by and the way to the buttons', async () => {
    const queue = await aHeldPlace()
    const { id } = (await queue.offerOf(scene.api.dana))!
    const [mail, ...more] = await mailsAbout(scene.app, `offer:${id}`)
    expect(more).toEqual([])
    expect(mail).toMatchObject({ to: 'dana@example.org', subject: 'A place is held for you: Safer Recruitment', link: `/offers/${id}` })
    expect(mail!.text).toContain('Where: To be confirmed\nAnswer by: Wednesday 4 March 2026, 9am\n')
  })

  it('cannot be booked by anybody else, waiting or not', async () => {
    const queue = await aHeldPlace()
    const [stranger] = await aCrowd(scene.app.database, 1)
    for (const api of [apiOf(scene.app, stranger!), scene.api.cole])
      expect(await api.post(`/occurrences/${queue.date.id}/bookings`)).toMatchObject({ status: 409, body: { code: 'full' } })
  })

  it('goes each to the next: two places, two people', async () => {
    const queue = await aHeldPlace()
    await queue.free()
    expect(await queue.offerOf(scene.api.cole)).toMatchObject({ occurrenceId: queue.date.id })
    expect(await queue.offerOf(scene.api.oona)).toBeNull()
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(0, 2))
  })
})

describe('who is passed over', () => {
  it('is who cannot make the date, lacks a prerequisite or has another place held; why is kept with the offer', async () => {
    const { database } = scene.app
    const people = await aCrowd(database, 4)
    const [noDate, lapsed, holds, next] = people.map(person => apiOf(scene.app, person)) as [Api, Api, Api, Api]
    for (const person of people)
      await aRecord(database, { person, course: scene.l1, validUntil: person === people[1] ? '2026-05-11' : null })
    const course = await aCourse(database, { requires: [scene.l1] })
    const early = await anOccurrence(database, { course, places: 1, startsAt: '2026-04-28 09:30' })
    const queue = await aQueue(scene.app, [], { courseOf: course, places: 0 })
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${early.id}/bookings`)
    const join = (api: Api, dates: string[] = []) => api.post(`/courses/${course.key}/waiting-list`, { dates })
    await join(holds, [early.id, queue.date.id])
    await scene.api.dana.delete(`/bookings/${body.id}`)
    await join(noDate, [early.id])
    await join(lapsed)
    await join(next)
    await database.query('UPDATE occurrence SET places = 1, booked = 0 WHERE id = $1', [queue.date.id])
    const cole = await scene.api.cole.post<{ id: string }>(`/occurrences/${queue.date.id}/bookings`)
    await scene.api.cole.delete(`/bookings/${cole.body.id}`)
    const offer = (await queue.offerOf(next))!
    expect(offer.occurrenceId).toBe(queue.date.id)
    expect(await whyOf(offer.id)).toEqual({
      position: 4,
      skipped: [
        { entryId: await entryOf(queue, people[2]!), because: 'holds-another-offer' },
        { entryId: await entryOf(queue, people[0]!), because: 'cannot-make-date' },
        { entryId: await entryOf(queue, people[1]!), because: 'prerequisites-missing' },
      ],
    })
  })

  it('is nobody who comes after: the place is free for all when none of the queue can come', async () => {
    const { database } = scene.app
    const course = await aCourse(database)
    const other = await anOccurrence(database, { course, places: 0, startsAt: '2026-06-02 09:30' })
    const queue = await aQueue(scene.app, [{ api: scene.api.dana, dates: () => [other.id] }], { courseOf: course })
    await queue.free()
    expect(await placesOf(database, queue.date.id)).toMatchObject(sound(1))
    expect(await scene.api.cole.post(`/occurrences/${queue.date.id}/bookings`)).toMatchObject({ status: 201 })
  })
})

describe('accepting', () => {
  it('books the held place and ends the wait', async () => {
    const queue = await aHeldPlace()
    const { id } = (await queue.offerOf(scene.api.dana))!
    const answer = await accept(scene.api.dana, id)
    expect(answer).toMatchObject({ status: 201, body: { state: 'booked', occurrenceId: queue.date.id } })
    expect([await stateOf(id), await queue.offerOf(scene.api.dana)]).toEqual(['accepted', null])
    expect(await scene.row('SELECT outcome FROM waiting_entry WHERE id = $1', [await entryOf(queue, scene.people.dana)])).toEqual({
      outcome: 'booked',
    })
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(2))
    expect(await mailsAbout(scene.app, `booking:${answer.body.id}`)).toMatchObject([{ kind: 'booking-confirmed', to: 'dana@example.org' }])
  })

  it('twice gives one booking: with the same key the same answer, without one a plain no', async () => {
    const queue = await aHeldPlace()
    const { id } = (await queue.offerOf(scene.api.dana))!
    const first = await accept(scene.api.dana, id, 'accept')
    expect(await accept(scene.api.dana, id, 'accept')).toEqual(first)
    expect(await accept(scene.api.dana, id)).toMatchObject({ status: 409, body: { code: 'offer-gone' } })
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(2))
  })

  it('takes the last moment, and not the next', async () => {
    const [queue, other] = [await aHeldPlace(), await aHeldPlace()]
    const offer = (await queue.offerOf(scene.api.dana))!
    const late = (await other.offerOf(scene.api.dana))!
    scene.app.clock.moveTo(new Date(new Date(offer.runsOutAt).getTime() - 1))
    expect(await accept(scene.api.dana, offer.id)).toMatchObject({ status: 201 })
    scene.app.clock.moveTo(late.runsOutAt)
    expect(await accept(scene.api.dana, late.id)).toMatchObject({ status: 409, body: { code: 'offer-run-out' } })
    expect(await stateOf(late.id)).toBe('run-out')
  })

  it('is refused when the prerequisite no longer lasts to the day', async () => {
    const queue = await aQueue(scene.app, [], { places: 0, course: { requires: [scene.l1] } })
    const [person] = await aCrowd(scene.app.database, 1)
    const api = apiOf(scene.app, person!)
    await aRecord(scene.app.database, { person: person!, course: scene.l1 })
    await api.post(`/courses/${queue.courseKey}/waiting-list`)
    await scene.app.database.query('UPDATE occurrence SET places = 1 WHERE id = $1', [queue.date.id])
    const { body } = await scene.api.dana.post<{ id: string }>(`/occurrences/${queue.date.id}/bookings`)
    await scene.api.dana.delete(`/bookings/${body.id}`)
    const { id } = (await queue.offerOf(api))!
    await scene.app.database.query(`UPDATE learning_record SET valid_until = '2026-05-11' WHERE person_id = $1`, [person!.id])
    expect(await accept(api, id)).toMatchObject({ status: 409, body: { code: 'prerequisites-missing' } })
    expect(await stateOf(id)).toBe('open')
  })
})

describe('declining', () => {
  it('gives the place to the next at once, and keeps one’s own place in the queue', async () => {
    const queue = await aHeldPlace()
    const { id } = (await queue.offerOf(scene.api.dana))!
    expect((await decline(scene.api.dana, id)).status).toBe(201)
    expect(await stateOf(id)).toBe('declined')
    expect(await queue.offerOf(scene.api.cole)).toMatchObject({ occurrenceId: queue.date.id })
    const { body } = await scene.api.dana.get<{ items: { course: { key: string }; position: number }[] }>('/me/waiting-list')
    expect(body.items.find(item => item.course.key === queue.courseKey)).toMatchObject({ position: 1, offer: null })
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(1, 1))
  })

  it('is not asked again for the same date: the next freed place goes past', async () => {
    const queue = await aHeldPlace()
    await decline(scene.api.dana, (await queue.offerOf(scene.api.dana))!.id)
    await queue.free()
    expect(await queue.offerOf(scene.api.dana)).toBeNull()
    expect(await queue.offerOf(scene.api.oona)).toMatchObject({ occurrenceId: queue.date.id })
  })

  it('twice is answered like once; after accepting it is too late', async () => {
    const [queue, other] = [await aHeldPlace(), await aHeldPlace()]
    const declined = (await queue.offerOf(scene.api.dana))!
    for (let i = 0; i < 2; i++) expect((await decline(scene.api.dana, declined.id)).status).toBe(201)
    const accepted = (await other.offerOf(scene.api.dana))!
    await accept(scene.api.dana, accepted.id)
    expect(await decline(scene.api.dana, accepted.id)).toMatchObject({ status: 409, body: { code: 'offer-gone' } })
  })
})

describe('somebody else’s offer', () => {
  it.each(['acceptance', 'refusal'])('is not found: %s', async what => {
    const queue = await aHeldPlace()
    const { id } = (await queue.offerOf(scene.api.dana))!
    for (const api of [scene.api.cole, scene.api.oona, scene.api.ada])
      expect(await api.post(`/offers/${id}/${what}`)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect(await scene.api.dana.post(`/offers/not-an-id/${what}`)).toMatchObject({ status: 404 })
    expect(await stateOf(id)).toBe('open')
  })
})
