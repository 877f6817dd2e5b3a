import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { MONDAY } from '../support/app.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { anAdministrator } from '../support/people.js'
import type { Visitor } from '../support/visitor.js'
import { type AgencyScene, anAgencyScene } from './scene.js'

let scene: AgencyScene
let [ada, lena, olga, dana, oona]: Visitor[] = []
let date: { id: string; course: string }

beforeAll(async () => {
  scene = await anAgencyScene()
  await anAdministrator(scene.app.database)
  const names = ['ada', 'lena', 'olga', 'dana', 'oona']
  ;[ada, lena, olga, dana, oona] = await Promise.all(names.map(name => scene.browser(`${name}@example.org`)))
})
afterAll(() => scene.app.stop())
beforeEach(async () => {
  scene.app.clock.moveTo(MONDAY)
  const course = await aCourse(scene.app.database, { title: 'Safer Recruitment' })
  date = { id: (await anOccurrence(scene.app.database, { course, places: 3, startsAt: '2026-03-20 09:30' })).id, course: course.key }
})

const desk = () => `/desk/occurrences/${date.id}/reserved`
async function reserve(places: string) {
  await ada!.get(desk())
  return ada!.post(desk(), { agency: 'birchills-primary', places, returnsOn: '2026-03-13' })
}
const standing = () =>
  scene.row<{ id: string; unused: number; back: boolean; held: number; booked: number }>(
    `SELECT r.id, r.unused, r.returned_at IS NOT NULL AS back, o.held, o.booked FROM reserved_places r JOIN occurrence o ON o.id = r.occurrence_id
     WHERE o.id = $1 ORDER BY r.returned_at NULLS FIRST LIMIT 1`,
    [date.id],
  )
const listFor = async (lead: Visitor, person: { id: string }) =>
  (await lead.get(`/my-agency/book?person=${person.id}&course=${date.course}`)).text
async function bookFor(person: { id: string }) {
  await lena!.get(`/my-agency/book/${date.id}?person=${person.id}`)
  return lena!.post(`/my-agency/book/${date.id}`, { person: person.id })
}

describe('places reserved for an agency', () => {
  it('stand on its lead’s first page with the way to book them, and on nobody else’s', async () => {
    await reserve('2')
    const seen = await lena!.get('/my-agency')
    expect(seen.text).toContain(
      'Reserved for your agency Safer Recruitment Friday 20 March 2026, 9:30am to 3:30pm 2 places until Thursday 12 March 2026',
    )
    expect(seen.html).toContain(`href="/my-agency/book?course=${date.course}"`)
    expect((await olga!.get('/my-agency')).text).not.toContain('Reserved for your agency')
  })

  it('can be booked from the list of dates though for everybody else the date is full', async () => {
    await reserve('3')
    const { dana: person, oona: stranger } = scene.people
    expect(await listFor(lena!, person)).toContain('3 places left Check and book')
    expect(await listFor(olga!, stranger)).toContain('Friday 20 March 2026, 9:30am to 3:30pm Full')
    const check = await lena!.get(`/my-agency/book/${date.id}?person=${person.id}`)
    expect(check.text).toContain('Places left 3')
    expect((await dana!.get(`/occurrences/${date.id}/book`)).text).toContain('Places left 3')
    expect((await oona!.get(`/occurrences/${date.id}/book`)).text).not.toContain('Places left 3')
    expect((await bookFor(person)).text).toContain('A place is booked for Dana Delegate')
    expect(await standing()).toMatchObject({ unused: 2, held: 2, booked: 1 })
    expect(await listFor(lena!, scene.people.cole)).toContain('2 places left Check and book')
  })

  it('are gone from it with the moment at which they return, once all are used, and with the date', async () => {
    await reserve('3')
    const shown = async () => (await lena!.get('/my-agency')).html.includes(`/my-agency/book?course=${date.course}"`)
    scene.app.clock.moveTo('2026-03-12T23:59:59.999Z')
    expect(await shown()).toBe(true)
    scene.app.clock.moveTo('2026-03-13T00:00:00Z')
    expect(await shown()).toBe(false)
    scene.app.clock.moveTo(MONDAY)
    for (const [change, back] of [
      ['UPDATE reserved_places SET unused = 0 WHERE occurrence_id = $1', 'UPDATE reserved_places SET unused = 3 WHERE occurrence_id = $1'],
      ['UPDATE occurrence SET cancelled_at = now() WHERE id = $1', 'UPDATE occurrence SET cancelled_at = NULL WHERE id = $1'],
    ] as const) {
      await scene.app.database.query(change, [date.id])
      expect([change, await shown()]).toEqual([change, false])
      await scene.app.database.query(back, [date.id])
      expect(await shown()).toBe(true)
    }
  })

  it('are counted once each when the desk gives them back while colleagues are booked', async () => {
    await reserve('2')
    const { id } = (await standing())!
    const { dana: one, cole: other } = scene.people
    const second = await scene.browser('lena@example.org')
    await Promise.all([
      ada!.get(desk()),
      lena!.get(`/my-agency/book/${date.id}?person=${one.id}`),
      second.get(`/my-agency/book/${date.id}?person=${other.id}`),
    ])
    const answers = await Promise.all([
      ada!.post(`${desk()}/${id}/giving-back`),
      lena!.post(`/my-agency/book/${date.id}`, { person: one.id }),
      second.post(`/my-agency/book/${date.id}`, { person: other.id }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await standing()).toMatchObject({ unused: 0, back: true, held: 0, booked: 2 })
    expect((await reserve('1')).status).toBe(200)
    expect(await standing()).toMatchObject({ unused: 1, back: false, held: 1, booked: 2 })
    expect((await reserve('1')).text).toContain('Give those back first, then reserve anew')
  })
})
