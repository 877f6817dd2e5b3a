import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Api } from '../support/api.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import { placesOf, sound } from './places-as-they-are.js'
import { theScene, type Scene } from './scene.js'

let scene: Scene
beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())

const aDate = async (overrides: Partial<OccurrenceOverrides> = {}) =>
  anOccurrence(scene.app.database, { course: await aCourse(scene.app.database), ...overrides })
const book = (api: Api, occurrence: { id: string }, body?: object, key?: string) =>
  api.post<{ id: string }>(`/occurrences/${occurrence.id}/bookings`, body, key)

describe('a repeat with the same key', () => {
  it('is answered as the first, and books nothing more', async () => {
    const date = await aDate()
    const first = await book(scene.api.dana, date, {}, 'the-form')
    expect(await book(scene.api.dana, date, {}, 'the-form')).toEqual(first)
    expect(await placesOf(scene.app.database, date.id)).toMatchObject(sound(1))
  })

  it('is somebody else’s own request when somebody else sends it', async () => {
    const date = await aDate()
    const [dana, cole] = [await book(scene.api.dana, date, {}, 'shared'), await book(scene.api.cole, date, {}, 'shared')]
    expect([dana.status, cole.status]).toEqual([201, 201])
    expect(cole.body.id).not.toBe(dana.body.id)
  })

  it('is decided anew when the first was refused: the place may have come back', async () => {
    const date = await aDate({ places: 1 })
    const { body } = await book(scene.api.dana, date)
    expect(await book(scene.api.cole, date, {}, 'cole-tries')).toMatchObject({ status: 409 })
    await scene.api.dana.delete(`/bookings/${body.id}`)
    expect(await book(scene.api.cole, date, {}, 'cole-tries')).toMatchObject({ status: 201 })
  })

  it.each([
    ['of 200 signs is a key', 'k'.repeat(200), 201],
    ['of 201 is none', 'k'.repeat(201), 400],
    ['with spaces is none', 'two words', 400],
  ])('%s', async (_case, key, status) => {
    expect((await book(scene.api.dana, await aDate(), {}, key)).status).toBe(status)
  })
})

describe('access and dietary needs', () => {
  it('are kept beside the booking, and told to nobody by mail', async () => {
    const [person] = await aCrowd(scene.app.database, 1)
    const { body } = await book(apiOf(scene.app, person!), await aDate(), { access: 'Hearing loop', dietary: 'Halal' })
    expect(await scene.row('SELECT access, dietary FROM need WHERE booking_id = $1', [body.id])).toEqual({
      access: 'Hearing loop',
      dietary: 'Halal',
    })
    const messages = await scene.app.database.query<unknown[]>(`SELECT data FROM message WHERE data::text ~ 'Hearing loop|Halal'`)
    expect(messages).toEqual([])
  })

  it('leave no row where there are none', async () => {
    const { body } = await book(scene.api.dana, await aDate(), { access: '  ', dietary: '' })
    expect(await scene.row('SELECT * FROM need WHERE booking_id = $1', [body.id])).toBeUndefined()
  })

  it.each([
    ['1,000 characters are taken', 1000, 201],
    ['1,001 are not', 1001, 422],
  ])('%s', async (_case, length, status) => {
    expect((await book(scene.api.dana, await aDate(), { access: 'x'.repeat(length) })).status).toBe(status)
  })
})
