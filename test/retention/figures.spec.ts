import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { poolOf } from '../../src/create-app.js'
import { loadDemo } from '../../src/demo/load-demo.js'
import { FinishErasures } from '../../src/jobs/finish-erasures.js'
import { PurgeOld } from '../../src/jobs/purge.js'
import { LostPlacesQueries } from '../../src/modules/charges/lost-places.queries.js'
import { ElearningQueries } from '../../src/modules/reports/elearning.queries.js'
import { EraseAPerson } from '../../src/modules/retention/erasing/erase-a-person.js'
import { londonAt } from '../../src/shared/dates.js'
import type { Who } from '../../src/web/access.js'
import { startApp, type TestApp } from '../support/app.js'
import { Api } from '../support/api.js'
import { aToken } from '../support/people.js'
import { whereWordsStand } from './whole-person.js'

const NOW = londonAt('2026-11-21', '09:00')
const YEARS = ['2022', '2023', '2024', '2025'].map(year => ({ from: `${year}-04-01`, to: `${Number(year) + 1}-03-31` }))
const folder = mkdtempSync(join(tmpdir(), 'goldthread-kept-'))
const going = new AbortController().signal

interface Chosen {
  id: string
  name: string
  email: string
}

let app: TestApp
let api: Api
let ada: Who
beforeAll(async () => {
  app = await startApp(NOW)
  await loadDemo(poolOf(app.app), { dataDir: folder, password: 'goldthread-demo' }, NOW)
  ;[ada] = await app.database.query<[Who]>(
    `SELECT id, name, email, agency_id AS "agencyId", roles FROM person WHERE 'administrator' = ANY(roles)`,
  )
  api = Api.holding(app, await aToken(app.database, ada))
  await app.database.query(
    `INSERT INTO need SELECT id, 'ramp', 'halal' FROM booking WHERE state = 'attended' ORDER BY id LIMIT 200 ON CONFLICT DO NOTHING`,
  )
  // All of it at once is a night's work each for months; here some people stand for everybody.
  await app.database.query(`UPDATE retention_setting SET periods = '{"accounts": 15}'`)
}, 180_000)
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true })
})

/** Every figure of every past year, as text: two are the same when they are the same byte for byte. */
async function figures(): Promise<string[]> {
  const all: string[] = []
  for (const { from, to } of YEARS) {
    const figure = await api.get(`/reports/figures?from=${from}&to=${to}&by=agency-group,agency,course,quarter`)
    const impact: unknown[] = []
    for (const by of ['agency-group', 'course', 'trainer', 'quarter'])
      impact.push((await api.get(`/reports/impact?from=${from}&to=${to}&by=${by}`)).body)
    const learning = await app.app.get(ElearningQueries, { strict: false }).report({ period: { from, to }, course: null, everything: true })
    const questions = await app.app
      .get(ElearningQueries, { strict: false })
      .report({ period: { from, to }, course: 'neglect-awareness-l1', everything: true })
    const lost = await app.app.get(LostPlacesQueries, { strict: false }).of({ from, to })
    expect([figure.status, (figure.body as { figures: { bookings: { value: number } } }).figures.bookings.value > 0]).toEqual([200, true])
    all.push(...[figure.body, impact, learning, questions, lost].map(one => JSON.stringify(one)))
  }
  return all
}

const some = (sql: string) =>
  app.database.query<Chosen[]>(`SELECT p.id, p.name, p.email FROM person p WHERE p.erased_at IS NULL AND p.roles = '{}' AND ${sql}`)

it('every figure of every past year is the same after people were erased and after one, three and seven years of purges', async () => {
  app.clock.moveTo(londonAt('2027-11-22', '04:00'))
  const before = await figures()
  expect(before.join('').length).toBeGreaterThan(50_000)
  const answered =
    await some(`EXISTS (SELECT 1 FROM evaluation_answer a JOIN evaluation_invitation i ON i.id = a.invitation_id WHERE i.person_id = p.id)
    ORDER BY p.id LIMIT 12`)
  const waited = await some(`EXISTS (SELECT 1 FROM waiting_entry w WHERE w.person_id = p.id) ORDER BY p.id DESC LIMIT 6`)
  const trained = await some(`EXISTS (SELECT 1 FROM enrolment e WHERE e.person_id = p.id) ORDER BY p.name LIMIT 6`)
  const chosen = [...new Map([...answered, ...waited, ...trained].map(one => [one.id, one])).values()]
  expect(chosen.length).toBeGreaterThan(15)
  for (const { id } of chosen) expect(await app.app.get(EraseAPerson, { strict: false }).run(id, ada, app.clock.now())).toBeNull()
  expect(await figures()).toEqual(before)

  for (const year of [2027, 2029, 2033]) {
    app.clock.moveTo(londonAt(`${year}-11-22`, '04:00'))
    await app.app.get(PurgeOld).run(app.clock.now(), going)
    expect([year, await figures()]).toEqual([year, before])
  }
  const runs = await app.database.query<{ counts: Record<string, number> }[]>('SELECT counts FROM purge_run ORDER BY started_at')
  expect(runs.flatMap(({ counts }) => Object.keys(counts))).toEqual(expect.arrayContaining(['answers', 'managers', 'needs', 'reasons']))
  const [left] = await app.database.query<object[]>(
    `SELECT (SELECT count(*)::int FROM need) AS needs,
       (SELECT count(*)::int FROM evaluation_answer WHERE words_removed_at IS NULL) AS answers,
       -- Who is still asked something stays: no job of the demo closes what it asked.
       (SELECT count(*)::int FROM evaluation_invitation i WHERE manager_email LIKE '%@%' AND NOT EXISTS (SELECT 1 FROM evaluation_invitation o
         WHERE lower(o.manager_email) = lower(i.manager_email) AND o.state IN ('due', 'asked'))) AS managers`,
  )
  expect(left).toEqual({ needs: 0, answers: 0, managers: 0 })
  await app.database.query(`UPDATE message SET state = 'sent', sent_at = created_at WHERE kind = 'account-erased'`)
  await app.app.get(FinishErasures).run(app.clock.now())
  expect(
    await whereWordsStand(
      app.database,
      chosen.map(({ email }) => email),
    ),
  ).toEqual([])
}, 300_000)

it('a trainer who was erased is a trainer without a name in them, and nothing else changes', async () => {
  const before = await figures()
  const [trainer] = await app.database.query<Chosen[]>(
    `SELECT p.id, p.name, p.email FROM trainer t JOIN person p ON p.id = t.person_id WHERE NOT 'administrator' = ANY(p.roles) ORDER BY p.id LIMIT 1`,
  )
  expect(await app.app.get(EraseAPerson, { strict: false }).run(trainer!.id, ada, app.clock.now())).toBeNull()
  const sorted = (text: string) => [...text.replaceAll(trainer!.name, 'Erased person')].sort().join('')
  expect((await figures()).map(sorted)).toEqual(before.map(sorted))
}, 120_000)
