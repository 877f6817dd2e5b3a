import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../support/app.js'
import type { Api } from '../support/api.js'
import { moment } from '../support/builders/occurrence.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import { mailsAbout } from '../support/mailbox.js'
import type { Visitor } from '../support/visitor.js'
import { placesOf, sound } from './places-as-they-are.js'
import { aQueue, type Queue } from './queue.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let dana: Visitor
beforeAll(async () => {
  scene = await theScene()
  dana = await scene.browser('dana')
})
afterAll(() => scene.app.stop())
afterEach(() => scene.app.clock.moveTo(MONDAY))

const stateOf = async (offerId: string) => (await scene.row<{ state: string }>('SELECT state FROM offer WHERE id = $1', [offerId]))?.state
const kindsOf = async ({ date }: Queue) =>
  (await scene.app.database.query<{ kind: string }[]>(`SELECT kind FROM offer WHERE occurrence_id = $1 AND state = 'open'`, [date.id])).map(
    offer => offer.kind,
  )
const accept = (api: Api, id: string) => api.post<{ id: string; code: string }>(`/offers/${id}/acceptance`)
/** Dana and Cole wait, and Dana holds one of the two places until Wednesday, 9am. */
async function aHeldPlace() {
  const queue = await aQueue(scene.app, [{ api: scene.api.dana }, { api: scene.api.cole }])
  await queue.free()
  return { queue, offer: (await queue.offerOf(scene.api.dana))! }
}

describe('an offer that nobody answered', () => {
  const looks: [string, (queue: Queue, offerId: string) => Promise<unknown>][] = [
    ['the next person looks at their lists', () => scene.api.cole.get('/me/waiting-list')],
    ['anybody looks at the page of a list', queue => dana.get(`/courses/${queue.courseKey}/waiting-list`)],
    ['the person opens the offer', (_queue, offerId) => dana.get(`/offers/${offerId}`)],
    ['the person accepts it too late', (_queue, offerId) => accept(scene.api.dana, offerId)],
    ['the person declines it too late', (_queue, offerId) => scene.api.dana.post(`/offers/${offerId}/refusal`)],
    ['somebody finds the date full', async queue => scene.api.oona.post(`/occurrences/${queue.date.id}/bookings`)],
  ]
  it.each(looks)('runs out, and its place goes to the next, when %s', async (_case, look) => {
    const { queue, offer } = await aHeldPlace()
    scene.app.clock.moveTo(offer.runsOutAt)
    expect(await stateOf(offer.id)).toBe('open')
    await look(queue, offer.id)
    expect(await stateOf(offer.id)).toBe('run-out')
    expect(await kindsOf(queue)).toEqual(['hold'])
    expect(await queue.offerOf(scene.api.cole)).toMatchObject({ occurrenceId: queue.date.id })
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(1, 1))
  })

  it.each(looks.filter(([look]) => !look.includes('too late')))('stays open to its last moment, though %s', async (_case, look) => {
    const { queue, offer } = await aHeldPlace()
    scene.app.clock.moveTo(new Date(new Date(offer.runsOutAt).getTime() - 1))
    await look(queue, offer.id)
    expect(await stateOf(offer.id)).toBe('open')
  })

  it('leaves a free place when it was the last in the queue: a booking refused as full is decided once more', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.dana }])
    await queue.free()
    const { runsOutAt } = (await queue.offerOf(scene.api.dana))!
    expect((await scene.api.oona.post(`/occurrences/${queue.date.id}/bookings`)).status).toBe(409)
    scene.app.clock.moveTo(runsOutAt)
    const [first, second] = await Promise.all(
      [scene.api.oona, scene.api.cole].map(api => api.post(`/occurrences/${queue.date.id}/bookings`)),
    )
    expect([first!.status, second!.status]).toEqual([201, 409])
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(2))
  })

  it('is settled once by a crowd that looks at once, with one mail to the next', async () => {
    const { queue, offer } = await aHeldPlace()
    scene.app.clock.moveTo(offer.runsOutAt)
    const crowd = (await aCrowd(scene.app.database, 10)).map(person => apiOf(scene.app, person))
    const answers = await Promise.all(crowd.map(api => api.get('/me/waiting-list')))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(1, 1))
    const next = (await queue.offerOf(scene.api.cole))!
    expect(await mailsAbout(scene.app, `offer:${next.id}`)).toHaveLength(1)
  })
})

describe('housekeeping that fails', () => {
  it('does not keep anybody from the page they asked for, and is made up for at the next look', async () => {
    const { queue, offer } = await aHeldPlace()
    const { database } = scene.app
    await database.query(`CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''not now''; END'`)
    await database.query('CREATE TRIGGER stop BEFORE UPDATE ON offer FOR EACH ROW EXECUTE FUNCTION stop()')
    scene.app.clock.moveTo(offer.runsOutAt)
    expect((await dana.get(`/courses/${queue.courseKey}/waiting-list`)).status).toBe(200)
    expect(await scene.api.oona.post(`/occurrences/${queue.date.id}/bookings`)).toMatchObject({ status: 409, body: { code: 'full' } })
    expect(await stateOf(offer.id)).toBe('open')
    await database.query('DROP FUNCTION stop CASCADE')
    await dana.get(`/courses/${queue.courseKey}/waiting-list`)
    expect(await stateOf(offer.id)).toBe('run-out')
    expect(await placesOf(database, queue.date.id)).toMatchObject(sound(1, 1))
  })
})

describe('near the date', () => {
  it.each([
    ['more than seven days before closing a place is held for 48 hours', '2026-05-05T08:29:59Z', '2026-05-07T08:29:59.000Z'],
    ['from seven days before for 12 hours', '2026-05-05T08:30:00Z', '2026-05-05T20:30:00.000Z'],
    ['and so it is just before the last 48 hours', '2026-05-10T08:29:59Z', '2026-05-10T20:29:59.000Z'],
  ])('%s', async (_case, now, runsOutAt) => {
    const queue = await aQueue(scene.app, [{ api: scene.api.dana }])
    scene.app.clock.moveTo(now)
    await queue.free()
    expect(await queue.offerOf(scene.api.dana)).toMatchObject({ runsOutAt })
    expect(await kindsOf(queue)).toEqual(['hold'])
  })

  it('in the last 48 hours everybody waiting is told, and the first to accept has the place', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.dana }, { api: scene.api.cole }])
    scene.app.clock.moveTo('2026-05-10T08:30:00Z')
    await queue.free()
    expect(await kindsOf(queue)).toEqual(['first-to-accept', 'first-to-accept'])
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(1))
    const [danas, coles] = [(await queue.offerOf(scene.api.dana))!, (await queue.offerOf(scene.api.cole))!]
    const [mail] = await mailsAbout(scene.app, `offer:${coles.id}`)
    expect(mail!.subject).toBe('A place is free, first to accept: Safer Recruitment')
    expect((await dana.get(`/offers/${danas.id}`)).text).toContain('the first to accept has the place')
    expect(await accept(scene.api.cole, coles.id)).toMatchObject({ status: 201 })
    expect(await queue.offerOf(scene.api.dana)).toBeNull()
    expect((await dana.get(`/offers/${danas.id}`)).text).toContain('Somebody else was first to accept this place.')
    expect(await accept(scene.api.dana, danas.id)).toMatchObject({ status: 409, body: { code: 'offer-gone' } })
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(2))
  })

  it('a race of two for it has one winner', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.dana }, { api: scene.api.cole }])
    scene.app.clock.moveTo('2026-05-11T08:30:00Z')
    await queue.free()
    const offers = [(await queue.offerOf(scene.api.dana))!, (await queue.offerOf(scene.api.cole))!]
    const answers = await Promise.all([accept(scene.api.dana, offers[0]!.id), accept(scene.api.cole, offers[1]!.id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(2))
  })

  it('a hold that runs out within the last 48 hours becomes first to accept, for who missed it too', async () => {
    const queue = await aQueue(scene.app, [{ api: scene.api.dana }, { api: scene.api.cole }])
    scene.app.clock.moveTo('2026-05-10T08:00:00Z')
    await queue.free()
    const { runsOutAt } = (await queue.offerOf(scene.api.dana))!
    scene.app.clock.moveTo(runsOutAt)
    expect(await queue.offerOf(scene.api.dana)).toMatchObject({ occurrenceId: queue.date.id })
    expect(await kindsOf(queue)).toEqual(['first-to-accept', 'first-to-accept'])
  })

  it('nothing is offered once booking has closed, and an offer never outlasts it', async () => {
    const closes = '2026-05-08 17:00'
    const queue = await aQueue(scene.app, [{ api: scene.api.dana }, { api: scene.api.cole }], { bookingClosesAt: closes })
    scene.app.clock.moveTo('2026-05-08T12:00:00Z')
    await queue.free()
    expect((await queue.offerOf(scene.api.dana))?.runsOutAt).toBe(moment(closes).toISOString())
    scene.app.clock.moveTo(moment(closes))
    expect(await queue.offerOf(scene.api.cole)).toBeNull()
    await queue.free()
    expect(await kindsOf(queue)).toEqual([])
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(0))
  })
})
