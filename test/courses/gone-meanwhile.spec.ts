import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { aCourse, aProvider, aTopic } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aVenue } from '../support/builders/venue.js'
import { anAdministrator } from '../support/people.js'
import { Visitor, type Seen } from '../support/visitor.js'
import { anew, session, type Fields } from './programme/scene.js'

/** What one administrator takes away in the very moment in which another saves something that names it. */
let app: TestApp
let ada: Visitor
let bert: Visitor

beforeAll(async () => {
  app = await startApp()
  ;[ada, bert] = [new Visitor(app.url), new Visitor(app.url)]
  await ada.signIn((await anAdministrator(app.database)).email)
  await bert.signIn((await anAdministrator(app.database, { email: 'bert@example.org' })).email)
  await aTopic(app.database)
})
afterAll(() => app.stop())

const rows = <Row>(sql: string, values: unknown[] = []) => app.database.query<Row[]>(sql, values)
const WAITS = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`

/** Begins `sql`, lets `request` come as far as it can, and only then commits. */
async function before<Answer>(sql: string, values: unknown[], request: () => Promise<Answer>): Promise<Answer> {
  const runner = app.database.createQueryRunner()
  await runner.startTransaction()
  await runner.query(sql, values)
  const answer = request()
  while (((await runner.query(WAITS)) as unknown[]).length === 0);
  await runner.commitTransaction()
  await runner.release()
  return answer
}

const COURSE: Fields = {
  ...{ title: 'Hidden Harm', kind: 'scheduled', topic: 'child-neglect', provider: '', level: '2', mode: 'virtual', days: '1' },
  ...{ audience: '', summary: 'Kept', validMonths: '', externalUrl: '', defaultPlaces: '15', fewest: '8', reminderDays: '', policy: '' },
}

describe('a course', () => {
  it.each([
    ['topic', 'Choose the topic', () => aTopic(app.database, { key: 'going', name: 'Going' })],
    ['provider', 'Choose the provider from the list', () => aProvider(app.database, { key: 'going', name: 'Going' })],
  ])('whose %s is taken away meanwhile asks for another, and keeps what was typed', async (what, words, make) => {
    const { id } = await make()
    await ada.get('/desk/courses/new')
    const fields = { ...COURSE, key: `of-a-${what}`, [what]: 'going' }
    const seen = await before(`DELETE FROM ${what} WHERE id = $1`, [id], () => ada.post('/desk/courses', fields))
    expect([seen.status, seen.text.includes(words), seen.html.includes('>Kept</textarea>')]).toEqual([422, true, true])
    expect(await rows('SELECT 1 FROM course WHERE key = $1', [`of-a-${what}`])).toEqual([])
  })

  it.each(['topic', 'provider'] as const)('and the %s it names: of two at once one has their way, nobody an error', async what => {
    for (let round = 0; round < 5; round++) {
      const key = `both-${round}`
      await (what === 'topic' ? aTopic : aProvider)(app.database, { key, name: `Both ${round}` })
      await Promise.all([ada.get('/desk/courses/new'), bert.get(`/desk/${what}s/${key}`)])
      const [saved, removed] = await Promise.all([
        ada.post('/desk/courses', { ...COURSE, key: `${what}-${round}`, [what]: key }),
        bert.post(`/desk/${what}s/${key}/removal`),
      ])
      const there = (await rows(`SELECT 1 FROM ${what} WHERE key = $1`, [key])).length === 1
      expect([saved.status, removed.status]).toEqual([there ? 200 : 422, 200])
      expect(removed.text).toContain(there ? 'so it stays. Retire it instead.' : 'is gone.')
    }
  })
})

describe('a date', () => {
  beforeAll(async () => {
    await aCourse(app.database, { key: 'in-a-room' })
  })
  const TAKEN_OUT = `WITH v AS (UPDATE venue SET version = version + 1 WHERE id = $1 RETURNING id)
    DELETE FROM venue_room WHERE venue_id IN (SELECT id FROM v)`
  const aRoom = async (key: string) => {
    const venue = await aVenue(app.database, { key, name: key })
    await rows(`INSERT INTO venue_room (id, venue_id, name, position) VALUES (gen_random_uuid(), $1, 'Hall', 0)`, [venue.id])
    return venue.id
  }
  const ASKED = [422, true, true]
  const asked = ({ status, text, html }: Seen) => [
    status,
    text.includes('Choose a room from the list'),
    html.includes('>By the gate</textarea>'),
  ]

  it('that is put on in a room which is taken out meanwhile asks for another room', async () => {
    const id = await aRoom('grange')
    await ada.get('/desk/events/new')
    const fields = anew({ course: 'in-a-room', room: 'grange/Hall', joiningDetails: 'By the gate', ...session(0, 0, '2026-04-14') })
    expect(asked(await before(TAKEN_OUT, [id], () => ada.post('/desk/events', fields)))).toEqual(ASKED)
    expect(await rows('SELECT 1 FROM occurrence')).toEqual([])
  })

  it('that is moved into such a room does so too, and stays where it was', async () => {
    const id = await aRoom('manor')
    const [course] = await rows<{ id: string }>(`SELECT id FROM course WHERE key = 'in-a-room'`)
    const date = await anOccurrence(app.database, { course: course! })
    const path = `/desk/occurrences/${date.id}`
    await ada.get(path)
    const when = { 'sessions[0][day]': '2026-03-10', 'sessions[0][start]': '09:30', 'sessions[0][end]': '16:00' }
    const fields = { places: '20', room: 'manor/Hall', joiningDetails: 'By the gate', ...when }
    expect(asked(await before(TAKEN_OUT, [id], () => ada.post(path, fields)))).toEqual(ASKED)
    expect(await rows('SELECT room_id, version FROM occurrence WHERE id = $1', [date.id])).toEqual([{ room_id: null, version: 1 }])
  })
})

describe('the last drafts of an event', () => {
  it('removed by two at the same moment take it with them, so that its course is free again', async () => {
    for (let round = 0; round < 6; round++) {
      const course = await aCourse(app.database)
      const one = await anOccurrence(app.database, { course, draft: true, startsAt: '2026-05-12 09:30' })
      const other = await anOccurrence(app.database, { course, event: { id: one.eventId }, draft: true, startsAt: '2026-05-19 09:30' })
      await Promise.all([ada.get(`/desk/occurrences/${one.id}`), bert.get(`/desk/occurrences/${other.id}`)])
      const seen = await Promise.all([ada.post(`/desk/occurrences/${one.id}/removal`), bert.post(`/desk/occurrences/${other.id}/removal`)])
      expect(seen.map(({ text }) => text.includes('The draft is removed.'))).toEqual([true, true])
      expect(await rows('SELECT 1 FROM event WHERE course_id = $1', [course.id])).toEqual([])
    }
  })

  it('one of them removed as it is being published: it is on the programme, or it is gone', async () => {
    for (let round = 0; round < 6; round++) {
      const course = await aCourse(app.database)
      const { id, eventId } = await anOccurrence(app.database, { course, draft: true, startsAt: '2026-05-12 09:30' })
      await Promise.all([ada.get(`/desk/occurrences/${id}`), bert.get(`/desk/events/${eventId}`)])
      const [removed, published] = await Promise.all([
        ada.whereTo(`/desk/occurrences/${id}/removal`),
        bert.whereTo(`/desk/events/${eventId}/publication`),
      ])
      const left = await rows('SELECT draft FROM occurrence WHERE id = $1', [id])
      expect([left, published]).toEqual([left.length ? [{ draft: false }] : [], `/desk/events/${eventId}`])
      expect(removed).toBe(left.length ? `/desk/occurrences/${id}` : '/desk/programme')
    }
  })
})
