import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ProgrammeReader } from '../../src/modules/courses/courses.reader.js'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, theNeglectPathway } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { Api } from '../support/api.js'

let app: TestApp
let reader: ProgrammeReader
let id: string

beforeAll(async () => {
  app = await startApp()
  reader = app.app.get(ProgrammeReader)
  const { l2 } = await theNeglectPathway(app.database)
  const venue = await aVenue(app.database, { name: 'Town Hall' })
  ;({ id } = await anOccurrence(app.database, {
    ...{
      course: l2,
      venue,
      places: 20,
      booked: 4,
      held: 1,
      bookingClosesAt: '2026-03-27 17:00',
      onlineUrl: 'https://meet.example.org/secret',
    },
    sessions: [
      ['2026-03-28 09:30', '2026-03-28 16:00'],
      ['2026-03-30 09:30', '2026-03-30 16:00'],
    ],
  }))
  await anOccurrence(app.database, { course: l2, startsAt: '2026-03-02 09:00' })
  await anOccurrence(app.database, { course: l2, startsAt: '2026-03-02 09:01' })
})
afterAll(() => app.stop())

const at = (iso: string) => new Date(iso)
const book = () => app.database.query('UPDATE occurrence SET booked = booked + 1 WHERE id = $1', [id])
const bookedAt = async (now: Date) => (await reader.current(now)).occurrences.find(one => one.id === id)?.booked

describe('the programme', () => {
  it('holds every course with its topic, provider and prerequisites', async () => {
    const { byKey, byId } = await reader.current(app.clock.now())
    const gcp2 = byKey.get('gcp2')!
    expect(gcp2).toMatchObject({
      ...{ title: 'Graded Care Profile 2 (GCP2)', level: 3, days: 1, kind: 'scheduled' },
      ...{ topic: { key: 'child-neglect', priority: true }, provider: { key: 'wsp', internal: true } },
    })
    expect(gcp2.requires.map(course => byId.get(course)!.key)).toEqual(['neglect-l1', 'neglect-l2'])
  })

  it('holds what has not started yet, with instants as instants on both sides of the clock change', async () => {
    const { occurrences } = await reader.current(app.clock.now())
    expect(occurrences.map(one => one.startsAt.toISOString())).toEqual(['2026-03-02T09:01:00.000Z', '2026-03-28T09:30:00.000Z'])
    expect(occurrences[1]).toMatchObject({
      ...{ places: 20, booked: 4, held: 1, opensAt: null, closesAt: at('2026-03-27T17:00:00Z'), venue: { name: 'Town Hall' } },
      sessions: [
        { startsAt: at('2026-03-28T09:30:00Z'), endsAt: at('2026-03-28T16:00:00Z') },
        { startsAt: at('2026-03-30T08:30:00Z'), endsAt: at('2026-03-30T15:00:00Z') },
      ],
    })
  })

  it('never holds a meeting link', async () => {
    expect(JSON.stringify((await reader.current(app.clock.now())).occurrences)).not.toContain('meet.example.org')
  })

  it('leads to the course’s own page elsewhere where the date names none', async () => {
    const course = await aCourse(app.database, { kind: 'external', externalUrl: 'https://vrp.example.org/a' })
    const one = await anOccurrence(app.database, { course, places: 0 })
    const two = await anOccurrence(app.database, { course, places: 0, externalUrl: 'https://vrp.example.org/b' })
    const { occurrences } = await reader.current(app.clock.now())
    const urlOf = (wanted: string) => occurrences.find(each => each.id === wanted)!.externalUrl
    expect([urlOf(one.id), urlOf(two.id)]).toEqual(['https://vrp.example.org/a', 'https://vrp.example.org/b'])
  })
})

describe('keeping it', () => {
  it('is the same for a second, and fresh after that', async () => {
    const start = at('2026-03-03T09:00:00.000Z')
    const before = (await bookedAt(start))!
    await book()
    expect(await bookedAt(at('2026-03-03T09:00:00.001Z'))).toBe(before)
    expect(await bookedAt(at('2026-03-03T09:00:01.000Z'))).toBe(before)
    expect(await bookedAt(at('2026-03-03T09:00:01.001Z'))).toBe(before + 1)
  })

  it('ends at once when it is told that something changed', async () => {
    const before = (await bookedAt(at('2026-03-03T10:00:00Z')))!
    await book()
    reader.invalidate()
    expect(await bookedAt(at('2026-03-03T10:00:00.500Z'))).toBe(before + 1)
  })

  it('is shared by all who ask while it is being read', async () => {
    const now = at('2026-03-03T11:00:00Z')
    const [one, two] = await Promise.all([reader.current(now), reader.current(now)])
    expect(one).toBe(two)
  })

  it('does not share what was read before a change with those who ask after it', async () => {
    const now = at('2026-03-03T12:00:00Z')
    const early = reader.current(now)
    reader.invalidate()
    expect(await reader.current(now)).not.toBe(await early)
  })

  it('forgets a reading that failed', async () => {
    const now = at('2026-03-03T13:00:00Z')
    await app.database.query('ALTER TABLE topic RENAME TO topic_away')
    await expect(reader.current(now)).rejects.toThrow('topic')
    await app.database.query('ALTER TABLE topic_away RENAME TO topic')
    expect((await reader.current(now)).courses.length).toBeGreaterThan(0)
  })
})

describe('GET /api/v1/courses', () => {
  it('gives every course on offer, and says what each requires', async () => {
    await aCourse(app.database, { key: 'retired', retired: true })
    const { body, status } = await Api.stranger(app).get<{ items: { key: string }[] }>('/courses')
    expect(status).toBe(200)
    expect(body.items).toContainEqual({
      ...{ key: 'neglect-l2', title: 'Understanding Neglect Level 2', level: 2, topic: 'child-neglect', provider: 'wsp' },
      ...{ kind: 'scheduled', requires: ['neglect-l1'] },
    })
    expect(body.items.map(one => one.key)).not.toContain('retired')
  })
})
