import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startBeside, type TestApp } from '../../support/app.js'
import { anAdministrator } from '../../support/people.js'
import { Visitor } from '../../support/visitor.js'
import { placesOf, sound } from '../places-as-they-are.js'
import { theScene, type Scene } from '../scene.js'
import { bookingOf, bookingsOf, twoDates, type TwoDates } from './desk.js'

/** Two administrators, each on a process of their own. */
let scene: Scene
let beside: TestApp
let ada: Visitor
let ben: Visitor

beforeAll(async () => {
  scene = await theScene()
  beside = await startBeside(scene.app)
  await anAdministrator(scene.app.database, { email: 'ben@example.org', name: 'Ben Administrator' })
  ada = await scene.browser('ada')
  ben = new Visitor(beside.url)
  await ben.signIn('ben@example.org')
})
afterAll(async () => {
  await beside.stop()
  await scene.app.stop()
})

interface Act {
  page: string
  post: string
  fields: Record<string, string>
}
const act = (id: string, page: string, fields: Record<string, string>, post = page): Act => ({
  ...{ page: `/desk/bookings/${id}/${page}`, post: `/desk/bookings/${id}/${post}` },
  fields,
})
const cancelling = (id: string) => act(id, 'cancel', { by: 'delegate', reason: 'They rang' }, 'cancellation')
const moving = (id: string, to: { id: string }) => act(id, 'move', { to: to.id, by: 'organiser', reason: 'They wrote' })
const swapping = (id: string, other: string) => act(id, 'swap', { with: other, by: 'delegate', reason: 'They agreed' })

/** Both have their page open, and press at the same moment; the one who came second is the other answer. */
async function atOnce(one: Act, other: Act) {
  await Promise.all([ada.get(one.page), ben.get(other.page)])
  return Promise.all([ada.post(one.post, one.fields), ben.post(other.post, other.fields)])
}

const live = async (who: 'dana' | 'cole' | 'oona', { tenth }: TwoDates) =>
  (await bookingsOf(scene.app.database, scene.people[who].id, tenth.courseId)).filter(booking => booking.state === 'booked')
const total = async ({ tenth, later }: TwoDates) => {
  const [one, other] = [await placesOf(scene.app.database, tenth.id), await placesOf(scene.app.database, later.id)]
  for (const date of [one, other]) expect(date).toMatchObject(sound(date.liveBookings))
  return one.liveBookings + other.liveBookings
}

const ROUNDS = 4

describe('two administrators at the same moment', () => {
  it.each<[string, (id: string, dates: TwoDates, other: string) => [Act, Act]]>([
    ['move and cancel', (id, { later }) => [moving(id, later), cancelling(id)]],
    ['cancel and cancel', id => [cancelling(id), cancelling(id)]],
    ['move and move', (id, { later }) => [moving(id, later), moving(id, later)]],
    ['move and swap', (id, { later }, other) => [moving(id, later), swapping(id, other)]],
    ['swap and cancel of the other one', (id, _dates, other) => [swapping(id, other), cancelling(other)]],
    ['swap from either side', (id, _dates, other) => [swapping(id, other), swapping(other, id)]],
  ])('%s: one of them does it, the other is told what became of it', async (_, acts) => {
    for (let round = 0; round < ROUNDS; round++) {
      const dates = await twoDates(scene)
      const [id, other] = [await bookingOf(scene, 'dana', dates.tenth), await bookingOf(scene, 'cole', dates.later)]
      const answers = await atOnce(...acts(id, dates, other))
      const lost = answers.filter(({ status }) => status === 409)
      expect([answers.map(({ status }) => status).sort(), lost.length]).toEqual([[200, 409], 1])
      expect(lost[0]!.text).toMatch(/Somebody else changed this while you were typing|has been cancelled or moved meanwhile/)
      expect(lost[0]!.text).toMatch(/They (rang|wrote|agreed)/)
      const [danas, coles] = [await live('dana', dates), await live('cole', dates)]
      expect([danas.length <= 1, coles.length <= 1, await total(dates)]).toEqual([true, true, danas.length + coles.length])
      expect(await scene.row(`SELECT follows_id FROM booking WHERE follows_id IS NOT NULL GROUP BY 1 HAVING count(*) > 1`)).toBeUndefined()
    }
  })

  it('two moves into one last place: one is moved, the other is told that it is full and keeps theirs', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const dates = await twoDates(scene, [{}, { places: 1 }])
      const [id, other] = [await bookingOf(scene, 'dana', dates.tenth), await bookingOf(scene, 'cole', dates.tenth)]
      const answers = await atOnce(moving(id, dates.later), moving(other, dates.later))
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
      expect(answers.find(({ status }) => status === 409)!.text).toContain('All places are booked or held on that date.')
      expect(await placesOf(scene.app.database, dates.later.id)).toMatchObject(sound(1))
      expect(await total(dates)).toBe(2)
    }
  })

  it('a move and a booking of their own into one last place: the place is given once', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const dates = await twoDates(scene, [{}, { places: 1 }])
      const id = await bookingOf(scene, 'dana', dates.tenth)
      const move = moving(id, dates.later)
      await ada.get(move.page)
      const [moved, booked] = await Promise.all([
        ada.post(move.post, move.fields),
        scene.api.cole.post(`/occurrences/${dates.later.id}/bookings`),
      ])
      expect([moved.status === 200, booked.status === 201].filter(Boolean)).toHaveLength(1)
      expect(await placesOf(scene.app.database, dates.later.id)).toMatchObject(sound(1))
      expect(await live('dana', dates)).toHaveLength(1)
    }
  })

  it('opposite moves between two dates wait for no one for ever', async () => {
    const dates = await twoDates(scene)
    const [id, other] = [await bookingOf(scene, 'dana', dates.tenth), await bookingOf(scene, 'cole', dates.later)]
    const answers = await atOnce(moving(id, dates.later), moving(other, dates.tenth))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await total(dates)).toBe(2)
  })

  it('the same button pressed twice moves once', async () => {
    const dates = await twoDates(scene)
    const move = moving(await bookingOf(scene, 'dana', dates.tenth), dates.later)
    await ada.get(move.page)
    const page = ada.last!
    const first = await ada.post(move.post, move.fields)
    ada.last = page
    const second = await ada.post(move.post, move.fields)
    expect([first.url, second.url]).toEqual([
      `/desk/occurrences/${dates.later.id}/bookings`,
      `/desk/occurrences/${dates.later.id}/bookings`,
    ])
    expect(await bookingsOf(scene.app.database, scene.people.dana.id, dates.tenth.courseId)).toHaveLength(2)
  })
})
