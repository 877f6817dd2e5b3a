import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { JobRunner } from '../../src/jobs/job-runner.js'
import { newId } from '../../src/shared/ids.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence } from '../support/builders/occurrence.js'
import { aCrowd, apiOf } from '../support/crowd.js'
import { countQueries } from '../support/queries.js'
import { Visitor } from '../support/visitor.js'
import { theScene, type Scene } from '../bookings/scene.js'
import { as, linesOf, retitle } from './lines.js'

let scene: Scene
const app = () => scene.app
const database = () => scene.app.database

beforeAll(async () => {
  scene = await theScene()
})
afterAll(() => scene.app.stop())

const aDate = async (places = 20) => anOccurrence(database(), { course: await aCourse(database()), places })

describe('a booking', () => {
  it('made through the API leaves one line: who, from where, by which route, to whom, and what', async () => {
    const date = await aDate()
    let id = ''
    const lines = await linesOf(app(), async () => {
      id = (await scene.api.dana.post<{ id: string }>(`/occurrences/${date.id}/bookings`)).body.id
    })
    const dana = scene.people.dana.id
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      ...{ actor: 'person', actorId: dana, aboutId: dana, subject: 'booking', action: 'added', rowId: id, partOf: date.id, before: null },
      route: 'POST /api/v1/occurrences/:id/bookings',
      address: expect.stringContaining('127.0.0.1') as unknown,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
      after: expect.objectContaining({ state: 'booked', person_id: dana, booked_by_id: dana }) as unknown,
    })
  })

  it('is credited to each who made it, though a round carries many, and so is each who waits', async () => {
    const date = await aDate(20)
    const { key } = await database()
      .query<[{ key: string }]>('SELECT key FROM course WHERE id = $1', [date.courseId])
      .then(([row]) => row)
    const crowd = await aCrowd(database(), 30)
    const lines = await linesOf(app(), async () => {
      await Promise.all(crowd.map(one => apiOf(app(), one).post(`/occurrences/${date.id}/bookings`)))
      await Promise.all(crowd.map(one => apiOf(app(), one).post(`/courses/${key}/waiting-list`)))
    })
    for (const [subject, count] of [
      ['booking', 20],
      ['waiting_entry', 10],
    ] as const) {
      const theirs = lines.filter(line => line.subject === subject)
      expect(theirs).toHaveLength(count)
      expect(theirs.every(line => line.actorId === line.aboutId && line.address && line.route?.startsWith('POST /api/v1/'))).toBe(true)
      expect(new Set(theirs.map(line => line.requestId)).size).toBe(count)
    }
    expect(lines).toHaveLength(30)
  })

  it('cancelled says what it was before and is after, and nothing that stayed', async () => {
    const booking = await aBooking(database(), { person: scene.people.dana, occurrence: await aDate() })
    const lines = await linesOf(app(), () => scene.api.dana.delete(`/bookings/${booking.id}`))
    const [line] = lines.filter(one => one.subject === 'booking')
    expect(line).toMatchObject({ action: 'changed', actorId: scene.people.dana.id, before: { state: 'booked', cancelled_at: null } })
    expect(line?.after).toMatchObject({ state: 'cancelled', cancelled_by: 'delegate' })
    expect(Object.keys(line!.before!).sort()).toEqual(['cancelled_at', 'cancelled_by', 'cancelled_by_person_id', 'state'])
  })
})

describe('whoever acts', () => {
  it('in a page is named with the route, never with what its address held', async () => {
    const dana = await scene.browser('dana')
    const lines = await linesOf(app(), async () => {
      await dana.get('/my-details/messages')
      await dana.post('/my-details/messages', { topics: ['newsletter'] })
    })
    expect(lines.map(line => line.subject)).toContain('message_preference')
    expect(lines[0]).toMatchObject({ actorId: scene.people.dana.id, route: 'POST /my-details/messages' })
  })

  it('without having signed in is a visitor', async () => {
    const visitor = new Visitor(app().url)
    await visitor.get('/register')
    const words = { name: 'New Person', email: 'new.person@example.org', password: 'three green teapots', jobRole: 'Nurse' }
    const more = { agency: 'not-listed', agencyOther: 'Pleck Playgroup', managerName: 'M Manager', managerEmail: 'm.manager@example.org' }
    const lines = await linesOf(app(), () => visitor.post('/register', { ...words, ...more }))
    expect(lines).toEqual([
      expect.objectContaining({ subject: 'person', action: 'added', actor: 'visitor', actorId: null, route: 'POST /register' }),
    ])
    expect(JSON.stringify(lines)).not.toMatch(/argon2/)
    expect(lines[0]?.after).toMatchObject({ password_hash: '[kept secret]', name: 'New Person' })
  })

  it('as a job is the job, whoever’s change made it run', async () => {
    const booking = await aBooking(database(), { person: scene.people.cole, occurrence: await aDate() })
    await database().query(
      `INSERT INTO charge (id, booking_id, kind, pence, proposed_at) VALUES ($1, $2, 'late cancellation', 100, now())`,
      [newId(), booking.id],
    )
    app().clock.moveTo(new Date('2026-06-01T09:00:00Z'))
    const lines = await linesOf(app(), () => as({ personId: newId() }, () => app().app.get(JobRunner).run('settle-charges')))
    expect(lines.filter(line => line.subject === 'charge')).toEqual([
      expect.objectContaining({ actor: 'job:settle-charges', actorId: null, aboutId: scene.people.cole.id }),
    ])
  })

  it('past the product is said to have been', async () => {
    const lines = await linesOf(app(), () => database().query(`UPDATE course SET audience = 'Everybody' WHERE key = 'neglect-l1'`))
    expect(lines).toEqual([expect.objectContaining({ actor: 'database', actorId: null, address: null })])
  })

  it('cannot get out of the words that say who', async () => {
    const { id } = await aCourse(database())
    const address = `'; DROP TABLE audit; -- \\' \u2028 "}`
    const [line] = await linesOf(app(), () => as({ address }, () => retitle(app(), id, 'A')))
    expect(line?.address).toBe(address)
  })

  it('costs no statement of its own', async () => {
    const { id } = await aCourse(database())
    const alone = await countQueries(() => retitle(app(), id, 'B'))
    expect(await countQueries(() => as({ personId: newId() }, () => retitle(app(), id, 'C')))).toBe(alone)
  })
})
