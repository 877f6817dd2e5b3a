import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { aWaitingEntry } from '../support/builders/waiting-entry.js'
import { aColleague, aDelegate, anOutsider } from '../support/people.js'

interface Item {
  id: string
  course: { key: string; title: string }
  startsAt: string
  placesLeft: number
  bookingOpen: boolean
  waiting: number
}
interface List {
  items: Item[]
  next?: string
}

let app: TestApp
let api: Api
let past: BuiltOccurrence
let march: BuiltOccurrence
let full: BuiltOccurrence
let april: BuiltOccurrence
let external: BuiltOccurrence

beforeAll(async () => {
  app = await startApp()
  const { l2, gcp2 } = await theNeglectPathway(app.database)
  const aces = await aCourse(app.database, { key: 'aces', title: 'ACEs', kind: 'external', externalUrl: 'https://vrp.example.org/aces' })
  const venue = await aVenue(app.database, { name: 'Town Hall' })
  past = await anOccurrence(app.database, { course: l2, startsAt: '2026-02-10 09:30' })
  march = await anOccurrence(app.database, {
    course: l2,
    venue,
    startsAt: '2026-03-10 09:30',
    endsAt: '2026-03-10 16:00',
    places: 20,
    booked: 12,
    held: 3,
  })
  full = await anOccurrence(app.database, { course: l2, startsAt: '2026-03-31 23:30', endsAt: '2026-04-01 02:00', places: 5, booked: 5 })
  external = await anOccurrence(app.database, { course: aces, startsAt: '2026-04-01 00:30', endsAt: '2026-04-01 02:00', places: 0 })
  april = await anOccurrence(app.database, { course: gcp2, startsAt: '2026-04-14 09:30', bookingOpensAt: '2026-03-20 09:00' })
  await anOccurrence(app.database, { course: l2, startsAt: '2026-03-11 09:30', cancelledAt: new Date('2026-03-01T09:00:00Z') })
  await aWaitingEntry(app.database, { person: await anOutsider(app.database), course: l2 })
  api = Api.stranger(app)
})
afterAll(() => app.stop())

const ids = async (query: string) => (await api.get<List>(`/occurrences${query}`)).body.items.map(one => one.id)

describe('GET /api/v1/occurrences', () => {
  it('gives the coming ones, in order of time, without those cancelled', async () => {
    expect(await ids('')).toEqual([march.id, full.id, external.id, april.id])
  })

  it('gives each in full', async () => {
    const { body, status } = await api.get<List>('/occurrences')
    expect(status).toBe(200)
    expect(body.items[0]).toEqual({
      ...{ id: march.id, course: { key: 'neglect-l2', title: 'Understanding Neglect Level 2' }, venue: 'Town Hall' },
      ...{ startsAt: '2026-03-10T09:30:00.000Z', endsAt: '2026-03-10T16:00:00.000Z' },
      ...{ places: 20, placesLeft: 5, waiting: 1, bookingOpen: true },
    })
    expect(body.items[2]).toMatchObject({ externalUrl: 'https://vrp.example.org/aces', bookingOpen: false, placesLeft: 0, venue: null })
    expect(body.items[3]).toMatchObject({ bookingOpen: false, placesLeft: 20 })
    expect(body).not.toHaveProperty('next')
  })

  it.each([
    ['one course', '?course=gcp2', () => [april.id]],
    ['a course that is not there', '?course=fishing', () => []],
    ['those with places left here', '?placesLeft=true', () => [march.id, april.id]],
    ['placesLeft=false narrows nothing', '?placesLeft=false', () => [march.id, full.id, external.id, april.id]],
    ['from a day, that day too', '?from=2026-04-01', () => [external.id, april.id]],
    ['from a day gone by', '?from=2026-02-10&to=2026-03-10', () => [past.id, march.id]],
    ['up to a London day, that day too', '?to=2026-03-31', () => [march.id, full.id]],
    ['up to an instant, that instant not', '?to=2026-03-31T22:30:00Z', () => [march.id]],
    ['up to the instant after', '?to=2026-03-31T22:30:00.001Z', () => [march.id, full.id]],
    ['from an instant, that instant too', '?from=2026-04-14T08:30:00Z', () => [april.id]],
    ['from the instant after', '?from=2026-04-14T08:30:00.001Z', () => []],
  ])('%s', async (_case, query, expected) => expect(await ids(query)).toEqual(expected()))

  it('comes in pages that neither lose nor double any', async () => {
    const seen: string[] = []
    let cursor = ''
    for (let pages = 0; pages < 10; pages++) {
      const { body } = await api.get<List>(`/occurrences?limit=1${cursor}`)
      seen.push(...body.items.map(one => one.id))
      if (!body.next) break
      cursor = `&cursor=${body.next}`
    }
    expect(seen).toEqual([march.id, full.id, external.id, april.id])
  })

  it('pages over dates that start together', async () => {
    const course = await aCourse(app.database, { key: 'twins' })
    const twins = await Promise.all([1, 2, 3].map(() => anOccurrence(app.database, { course, startsAt: '2026-05-05 09:30' })))
    const { body: first } = await api.get<List>('/occurrences?course=twins&limit=2')
    const { body: rest } = await api.get<List>(`/occurrences?course=twins&limit=2&cursor=${first.next!}`)
    expect([...first.items, ...rest.items].map(one => one.id).sort()).toEqual(twins.map(one => one.id).sort())
    expect(rest).not.toHaveProperty('next')
  })

  it.each([
    'from=soon',
    'to=2026-02-30',
    'from=2026-03-01T25:00:00Z',
    'placesLeft=perhaps',
    'limit=0',
    'limit=201',
    'limit=x',
    'cursor=nonsense',
    'course=a&course=b',
  ])('refuses %s with the field’s name', async query => {
    const { status, body } = await api.get<{ code: string; errors: { field: string }[] }>(`/occurrences?${query}`)
    expect([status, body.code]).toEqual([422, 'fields-invalid'])
    expect(body.errors.map(error => error.field)).toEqual([query.split('=')[0]])
  })

  it('takes the most it says it takes', async () => {
    expect((await api.get('/occurrences?limit=200')).status).toBe(200)
  })

  it('counts for each date those who wait and could make it', async () => {
    const course = await aCourse(app.database, { key: 'waited-for' })
    const [one, two] = [
      await anOccurrence(app.database, { course, startsAt: '2026-05-12 09:30' }),
      await anOccurrence(app.database, { course, startsAt: '2026-05-13 09:30' }),
    ]
    await aWaitingEntry(app.database, { person: await aColleague(app.database), course })
    await aWaitingEntry(app.database, { person: await aDelegate(app.database), course })
    await app.database.query(
      `UPDATE waiting_entry SET occurrence_ids = ARRAY[$1::uuid] WHERE course_id = $2 AND number = (SELECT max(number) FROM waiting_entry WHERE course_id = $2)`,
      [one.id, course.id],
    )
    const { body } = await api.get<List>('/occurrences?course=waited-for')
    expect(body.items.map(item => [item.id, item.waiting])).toEqual([
      [one.id, 2],
      [two.id, 1],
    ])
  })

  it('opens and closes booking with its window', async () => {
    app.clock.moveTo('2026-03-20T08:59:59Z')
    expect((await api.get<List>('/occurrences?course=gcp2')).body.items[0]!.bookingOpen).toBe(false)
    app.clock.moveTo('2026-03-20T09:00:00Z')
    expect((await api.get<List>('/occurrences?course=gcp2')).body.items[0]!.bookingOpen).toBe(true)
    app.clock.moveTo('2026-03-02T09:00:00Z')
  })
})

it('is described in the product’s OpenAPI', async () => {
  const { paths } = (await (await fetch(`${app.url}/api/openapi.json`)).json()) as {
    paths: Record<string, { get: { parameters: { name: string }[] } }>
  }
  expect(paths['/api/v1/occurrences']!.get.parameters.map(one => one.name).sort()).toEqual([
    'course',
    'cursor',
    'from',
    'limit',
    'placesLeft',
    'to',
  ])
  expect(paths['/api/v1/courses']).toBeDefined()
  expect(paths['/api/v1/me/records']).toBeDefined()
})
