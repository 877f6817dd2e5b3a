import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { countQueries } from '../support/queries.js'
import type { Visitor } from '../support/visitor.js'
import { aQueue, type Queue } from './queue.js'
import { theScene, type Scene } from './scene.js'
import { aBookingOnTerms, type Booked } from './terms.js'

const MOST = 6

let scene: Scene
let dana: Visitor
let ada: Visitor
let queue: Queue
let booked: Booked

beforeAll(async () => {
  scene = await theScene()
  ;[dana, ada] = await Promise.all([scene.browser('dana'), scene.browser('ada')])
  const { dana: first, cole, oona } = scene.api
  queue = await aQueue(scene.app, [{ api: first }, { api: cole }, { api: oona }], { places: 4 })
  await queue.free()
  await queue.free()
  booked = await aBookingOnTerms(scene)
})
afterAll(() => scene.app.stop())

describe(`a page asks the database ${MOST} times at most, session and person among them`, () => {
  it.each<[string, () => [Visitor, string]]>([
    ['check', () => [dana, `/occurrences/${queue.date.id}/book`]],
    ['booking', () => [dana, `/bookings/${booked.id}`]],
    ['done', () => [dana, `/bookings/${booked.id}/done`]],
    ['cancel', () => [dana, `/bookings/${booked.id}/cancel`]],
    ['send a colleague', () => [dana, `/bookings/${booked.id}/send-a-colleague`]],
    ['waiting list', () => [dana, `/courses/${queue.courseKey}/waiting-list`]],
    ['offer', () => [dana, '/offers/:id']],
    ['desk', () => [ada, `/desk/occurrences/${queue.date.id}/bookings`]],
  ])('%s', async (_page, where) => {
    const [browser, path] = where()
    const offer = await queue.offerOf(scene.api.dana)
    const asked = await countQueries(async () => {
      expect((await browser.get(path.replace(':id', offer!.id))).status).toBe(200)
    })
    expect(asked).toBeLessThanOrEqual(MOST)
    expect(asked).toBeGreaterThan(2)
  })
})

describe('looking for offers that are due', () => {
  it('is one query when none is due: token, offers, list', async () => {
    expect(await countQueries(() => scene.api.oona.get('/me/waiting-list'))).toBe(3)
  })

  it('is none for a booking that finds a place, nor for one that is refused where nothing is held', async () => {
    const [open, full] = [await aQueue(scene.app, []), await aQueue(scene.app, [])]
    await open.free()
    const book = ({ date }: Queue) => scene.api.oona.post(`/occurrences/${date.id}/bookings`)
    expect(await countQueries(() => book(full))).toBe(2)
    expect(await countQueries(() => book(open))).toBe(3)
  })
})
