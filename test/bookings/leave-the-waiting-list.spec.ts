import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Api } from '../support/api.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import type { Visitor } from '../support/visitor.js'
import { placesOf, sound } from './places-as-they-are.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
let dana: Visitor
let course: Course

beforeAll(async () => {
  scene = await theScene()
  dana = await scene.browser('dana')
})
afterAll(() => scene.app.stop())

interface Mine {
  items: { id: string; course: { key: string }; position: number; offer: { occurrenceId: string } | null }[]
}
const join = async (api: Api): Promise<string> => (await api.post<{ id: string }>(`/courses/${course.key}/waiting-list`)).body.id
const mine = async (api: Api) => (await api.get<Mine>('/me/waiting-list')).body.items.find(item => item.course.key === course.key)
const outcomeOf = (id: string) => scene.row<{ outcome: string | null }>('SELECT outcome FROM waiting_entry WHERE id = $1', [id])

describe('leaving a waiting list', () => {
  it('moves those behind up, and keeps that it was left', async () => {
    course = await aCourse(scene.app.database)
    const entries = [await join(scene.api.dana), await join(scene.api.cole), await join(scene.api.oona)]
    expect(await scene.api.dana.delete(`/me/waiting-list/${entries[0]}`)).toEqual({
      status: 200,
      body: { state: 'left', courseKey: course.key },
    })
    expect([
      (await mine(scene.api.dana))?.position,
      (await mine(scene.api.cole))?.position,
      (await mine(scene.api.oona))?.position,
    ]).toEqual([undefined, 1, 2])
    expect(await outcomeOf(entries[0]!)).toEqual({ outcome: 'left' })
  })

  it('twice is answered like once, and joining again is joining at the end', async () => {
    course = await aCourse(scene.app.database)
    const entry = await join(scene.api.dana)
    await join(scene.api.cole)
    for (let i = 0; i < 2; i++) expect((await scene.api.dana.delete(`/me/waiting-list/${entry}`)).status).toBe(200)
    await join(scene.api.dana)
    expect((await mine(scene.api.dana))?.position).toBe(2)
  })

  it('is done by a button on the list’s page', async () => {
    course = await aCourse(scene.app.database, { title: 'Safer Recruitment' })
    const entry = await join(scene.api.dana)
    await dana.get(`/courses/${course.key}/waiting-list`)
    const left = await dana.post(`/waiting-list/${entry}/leaving`)
    expect(left.url).toBe(`/courses/${course.key}/waiting-list`)
    expect(left.text).toContain('Done You have left the waiting list.')
    expect(left.text).toContain('Nobody is waiting at the moment.')
  })

  it('is one’s own to do: somebody else’s entry is not found', async () => {
    course = await aCourse(scene.app.database)
    const entry = await join(scene.api.cole)
    expect(await scene.api.oona.delete(`/me/waiting-list/${entry}`)).toMatchObject({ status: 404, body: { code: 'not-found' } })
    expect((await dana.post(`/waiting-list/${entry}/leaving`)).status).toBe(404)
    expect((await dana.post('/waiting-list/not-an-id/leaving')).status).toBe(404)
    expect(await outcomeOf(entry)).toEqual({ outcome: null })
  })

  it('passes on the place that was held, at once', async () => {
    course = await aCourse(scene.app.database)
    const date = await anOccurrence(scene.app.database, { course, places: 1, startsAt: '2026-05-12 09:30' })
    const { body } = await scene.api.ada.post<{ id: string }>(`/occurrences/${date.id}/bookings`)
    const entry = await join(scene.api.dana)
    await join(scene.api.cole)
    await scene.api.ada.delete(`/bookings/${body.id}`)
    expect((await mine(scene.api.dana))?.offer).toMatchObject({ occurrenceId: date.id })
    await scene.api.dana.delete(`/me/waiting-list/${entry}`)
    expect(await scene.row('SELECT state FROM offer WHERE entry_id = $1', [entry])).toEqual({ state: 'gone' })
    expect((await mine(scene.api.cole))?.offer).toMatchObject({ occurrenceId: date.id })
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(0, 1))
  })
})
