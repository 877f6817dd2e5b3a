import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ComingWriter } from '../../../src/modules/bookings/coming/coming.writer.js'
import { startApp, startBeside, type TestApp } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, moment } from '../../support/builders/occurrence.js'
import { countQueries } from '../../support/queries.js'
import { sweep, told } from './life.js'

const PEOPLE = 1200

let app: TestApp
let beside: TestApp

/** Two workers on one database, and a date on which 1,200 people are booked: more than two batches. */
beforeAll(async () => {
  app = await startApp()
  beside = await startBeside(app)
  const occurrence = await anOccurrence(app.database, { course: await aCourse(app.database), places: PEOPLE, booked: PEOPLE })
  await app.database.query(
    `WITH people AS (
       INSERT INTO person (id, email, name, registered_at) SELECT gen_random_uuid(), 'crowd-' || n || '@example.org', 'Crowd ' || n, now()
       FROM generate_series(1, $1::int) n RETURNING id)
     INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, state, booked_at)
     SELECT gen_random_uuid(), 'GT-' || left(id::text, 13), $2, $3, id, 'booked', $4 FROM people`,
    [PEOPLE, occurrence.id, occurrence.courseId, moment('2026-02-01 12:00')],
  )
})
afterAll(async () => {
  await beside.stop()
  await app.stop()
})

const both = (run: (coming: ComingWriter) => Promise<number>) =>
  Promise.all([app, beside, app, beside].map(({ app: nest }) => run(nest.get(ComingWriter))))

describe('two workers at once', () => {
  it('write each reminder once, and a later run writes none', async () => {
    app.clock.moveTo(moment('2026-03-08 06:00'))
    const now = app.clock.now()
    const written = await both(coming => coming.remindPeople(now))
    expect(Math.max(...written)).toBe(PEOPLE)
    expect(await told(app, 'reminder')).toHaveLength(PEOPLE)
    expect(await both(coming => coming.remindPeople(now))).toEqual([0, 0, 0, 0])
    expect(await both(coming => coming.sendJoiningDetails(now))).toContain(PEOPLE)
    expect(await told(app, 'joining-details')).toHaveLength(PEOPLE)
  })

  it('send each once', async () => {
    app.clock.moveTo(moment('2026-03-08 08:30'))
    await Promise.all([sweep(app), sweep(beside)])
    const all = await told(app, 'reminder', 'joining-details')
    expect(all).toHaveLength(2 * PEOPLE)
    expect(all.filter(({ state }) => !['sent', 'gathered'].includes(state))).toEqual([])
    const [row] = await app.database.query<{ mails: number; readers: number }[]>(
      `SELECT count(*)::int AS mails, count(DISTINCT to_email)::int AS readers FROM message WHERE state = 'sent'`,
    )
    expect(row).toEqual({ mails: PEOPLE, readers: PEOPLE })
  })

  it('ask no more where there is nothing to be written: two queries, however many people', async () => {
    const now = app.clock.now()
    expect(await countQueries(() => app.app.get(ComingWriter).remindPeople(now))).toBe(2)
    expect(await countQueries(() => app.app.get(ComingWriter).sendJoiningDetails(now))).toBe(2)
  })
})
