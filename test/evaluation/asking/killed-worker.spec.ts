import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { join } from 'node:path'
import { AskForAnswers } from '../../../src/jobs/ask-for-answers.js'
import { AskingWriter } from '../../../src/modules/evaluation/asking/asking.writer.js'
import { startApp, startBeside, type TestApp } from '../../support/app.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, moment } from '../../support/builders/occurrence.js'
import { startProcess } from '../../support/processes.js'
import { countQueries } from '../../support/queries.js'
import { NEVER } from './life.js'

const PEOPLE = 3000
const STEP = 50

let app: TestApp
let beside: TestApp

/** A date with 3,000 people who attended it, of whom each tenth did not come. */
beforeAll(async () => {
  app = await startApp(moment('2026-03-01 12:00'))
  beside = await startBeside(app)
  await app.app.get(AskForAnswers).run(app.clock.now(), NEVER)
  const occurrence = await anOccurrence(app.database, { course: await aCourse(app.database), places: PEOPLE })
  await app.database.query(
    `WITH people AS (
       INSERT INTO person (id, email, name, manager_name, manager_email, registered_at)
       SELECT gen_random_uuid(), 'crowd-' || n || '@example.org', 'Crowd ' || n, 'Boss ' || n / 10, 'boss-' || n / 10 || '@example.org', now()
       FROM generate_series(1, $1::int) n RETURNING id, email)
     INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, state, booked_at)
     SELECT gen_random_uuid(), 'GT-' || left(id::text, 13), $2, $3, id, CASE WHEN email LIKE '%0@example.org' THEN 'no-show' ELSE 'attended' END, $4
     FROM people`,
    [PEOPLE, occurrence.id, occurrence.courseId, moment('2026-02-01 12:00')],
  )
})
afterAll(async () => {
  await beside.stop()
  await app.stop()
})

/** How many were asked, and the most that anybody was. */
async function asked(kind: string): Promise<{ people: number; most: number }> {
  const [row] = await app.database.query<[{ people: number; most: number }]>(
    `SELECT count(*)::int AS people, coalesce(max(n), 0)::int AS most
     FROM (SELECT count(*) AS n FROM message WHERE kind = $1 GROUP BY subject) each`,
    [kind],
  )
  return row
}
const stood = async (): Promise<number> =>
  (
    await app.database.query<[{ n: number }]>(
      `SELECT count(*)::int AS n FROM evaluation_invitation WHERE state = 'asked' AND stage = 'post'`,
    )
  )[0].n

function worker() {
  const env = { DATABASE_URL: app.databaseUrl, SECRET: 'a-secret-of-the-tests-that-is-long-enough' }
  const words = [process.env.TEST_DIST!, app.clock.now().toISOString(), String(STEP)]
  return startProcess(join(import.meta.dirname, 'asking-worker.mjs'), words, env)
}

it('killed in the middle of its work, a worker has asked nobody twice and nobody in vain; the next one asks the rest', async () => {
  app.clock.moveTo(moment('2026-03-10 16:30'))
  const come = (PEOPLE * 9) / 10
  const dying = worker()
  while (!(await dying.nextLine()).startsWith('asked'));
  await dying.nextLine()
  await dying.end('SIGKILL')
  const { people, most } = await asked('evaluation-after')
  expect([people > 0 && people < come, most, people]).toEqual([true, 1, await stood()])
  await Promise.all([app, beside].map(({ app: nest }) => nest.get(AskForAnswers).run(app.clock.now(), NEVER)))
  expect(await asked('evaluation-after')).toEqual({ people: come, most: 1 })
  expect(await stood()).toBe(come)
})

it('two workers at once ask each once, eight weeks and six months later too', async () => {
  for (const [kind, at] of [
    ['evaluation-weeks-later', '2026-05-05 08:30'],
    ['evaluation-manager', '2026-09-10 08:30'],
  ] as const) {
    app.clock.moveTo(moment(at))
    await Promise.all([app, beside, app].map(({ app: nest }) => nest.get(AskForAnswers).run(app.clock.now(), NEVER)))
    expect(await asked(kind)).toEqual({ people: (PEOPLE * 9) / 10, most: 1 })
  }
})

it('where nothing is due a run asks a handful of questions, however many people there are', async () => {
  const now = app.clock.now()
  expect(await countQueries(() => app.app.get(AskForAnswers).run(now, NEVER))).toBeLessThanOrEqual(18)
  expect(await app.app.get(AskingWriter).askDue(now, 1000)).toEqual({ looked: 0, asked: 0 })
})
