import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../support/app.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import type { Visitor } from '../support/visitor.js'
import { placesOf, sound } from './places-as-they-are.js'
import { aQueue } from './queue.js'
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
/** Dana and Cole wait, and Dana holds one of the two places until Wednesday, 9am. */
async function aHeldPlace() {
  const queue = await aQueue(scene.app, [{ api: scene.api.dana }, { api: scene.api.cole }])
  await queue.free()
  return { queue, offer: (await queue.offerOf(scene.api.dana))! }
}

describe('the page of an offer', () => {
  it('changes nothing, however often it is opened', async () => {
    const { offer } = await aHeldPlace()
    const before = await scene.row('SELECT * FROM offer WHERE id = $1', [offer.id])
    for (let i = 0; i < 10; i++) expect((await dana.get(`/offers/${offer.id}`)).status).toBe(200)
    expect(await scene.row('SELECT * FROM offer WHERE id = $1', [offer.id])).toEqual(before)
  })

  it('shows the date, the time to answer by, and two buttons; accepting ends on the done page', async () => {
    const { queue, offer } = await aHeldPlace()
    const page = await dana.get(`/offers/${offer.id}`)
    for (const words of [
      'A place has become free',
      'Safer Recruitment',
      'Tuesday 12 May 2026',
      'Answer by Wednesday 4 March 2026, 9am',
      'Accept the place',
      'Decline',
    ])
      expect(page.text).toContain(words)
    const done = await dana.post(`/offers/${offer.id}/acceptance`)
    expect(done.text).toContain('You have a place Your reference GT-')
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(2))
    expect((await dana.get(`/offers/${offer.id}`)).text).toContain('You accepted this place.')
  })

  it('says after declining, and after running out, what became of it', async () => {
    const [declined, missed] = [await aHeldPlace(), await aHeldPlace()]
    await scene.api.dana.post(`/offers/${declined.offer.id}/refusal`)
    expect((await dana.get(`/offers/${declined.offer.id}`)).text).toContain(
      'You declined this place. You keep your place in the queue for other dates.',
    )
    scene.app.clock.moveTo(missed.offer.runsOutAt)
    const page = await dana.get(`/offers/${missed.offer.id}`)
    expect(page.text).toContain('This offer has ended')
    expect(page.text).toContain(
      'It ran out on Wednesday 4 March 2026, 9am, and the place went to the next person. You keep your place in the queue.',
    )
    expect(page.html).not.toContain('/acceptance')
  })

  it('declines by its other button, which leads to my learning with a word on what follows', async () => {
    const { queue, offer } = await aHeldPlace()
    await dana.get(`/offers/${offer.id}`)
    const seen = await dana.post(`/offers/${offer.id}/refusal`)
    expect(seen.url).toBe('/my-learning')
    expect(seen.text).toContain('You declined the place. It goes to the next person; you keep your place in the queue.')
    expect(await queue.offerOf(scene.api.cole)).not.toBeNull()
  })

  it('tells who declined too late so', async () => {
    const { offer } = await aHeldPlace()
    await dana.get(`/offers/${offer.id}`)
    scene.app.clock.moveTo(offer.runsOutAt)
    const seen = await dana.post(`/offers/${offer.id}/refusal`)
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('This offer ran out on Wednesday 4 March 2026, 9am.')
  })

  it('tells who accepts after booking another date of the course that one booking is enough', async () => {
    const { queue, offer } = await aHeldPlace()
    const other = await anOccurrence(scene.app.database, { course: { id: queue.date.courseId }, startsAt: '2026-06-02 09:30' })
    await dana.get(`/offers/${offer.id}`)
    await scene.api.dana.post(`/occurrences/${other.id}/bookings`)
    const seen = await dana.post(`/offers/${offer.id}/acceptance`)
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('This place has gone.')
    expect((await dana.get(`/offers/${offer.id}`)).text).toContain(
      'You no longer wait for this course, so the place went to the next person.',
    )
    expect(await placesOf(scene.app.database, queue.date.id)).toMatchObject(sound(1, 1))
  })

  it('tells who pressed too late so, on the same page', async () => {
    const { offer } = await aHeldPlace()
    await dana.get(`/offers/${offer.id}`)
    scene.app.clock.moveTo(offer.runsOutAt)
    const seen = await dana.post(`/offers/${offer.id}/acceptance`)
    expect(seen.status).toBe(409)
    expect(seen.text).toContain('This offer ran out on Wednesday 4 March 2026, 9am. You keep your place on the waiting list.')
  })

  it('is not there for anybody else', async () => {
    const { offer } = await aHeldPlace()
    const [cole, ada] = [await scene.browser('cole'), await scene.browser('ada')]
    for (const browser of [cole, ada]) {
      expect((await browser.get(`/offers/${offer.id}`)).status).toBe(404)
      expect((await browser.post(`/offers/${offer.id}/acceptance`)).status).toBe(404)
      expect((await browser.post(`/offers/${offer.id}/refusal`)).status).toBe(404)
    }
    expect((await dana.get('/offers/not-an-id')).status).toBe(404)
    expect(await stateOf(offer.id)).toBe('open')
  })

  it('is led to from the page of the list, and the check page says that the place is held', async () => {
    const { queue, offer } = await aHeldPlace()
    const list = await dana.get(`/courses/${queue.courseKey}/waiting-list`)
    expect(list.text).toContain('A place is held for you until Wednesday 4 March 2026, 9am: Tuesday 12 May 2026')
    expect(list.html).toContain(`href="/offers/${offer.id}"`)
    const check = await dana.get(`/occurrences/${queue.date.id}/book`)
    expect(check.text).toContain('A place is held for you until Wednesday 4 March 2026, 9am.')
    expect(check.text).not.toContain('Places left')
    expect((await dana.post(`/occurrences/${queue.date.id}/bookings`)).text).toContain('You have a place')
    expect(await stateOf(offer.id)).toBe('accepted')
  })
})
