import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { writeDemo } from '../../src/demo/write-demo.js'
import { importFolder } from '../../src/modules/imports/imports.writer.js'
import { londonAt } from '../../src/shared/dates.js'
import { freshDatabase, type FreshDatabase } from '../support/database.js'

const TODAY = '2026-11-21'
const now = londonAt(TODAY, '08:00')
const root = mkdtempSync(join(tmpdir(), 'goldthread-demo-'))
let database: FreshDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await freshDatabase()
  pool = new pg.Pool({ connectionString: database.url })
  // A dropped database ends its idle connections; without a listener that would end the test.
  pool.on('error', () => undefined)
  await writeDemo(root, TODAY)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
  rmSync(root, { recursive: true })
})

const one = async (sql: string) => (await pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0]!.n

it('is taken whole by the importer, and a second time changes nothing', async () => {
  const first = await importFolder(pool, root, { now })
  const again = await importFolder(pool, root, { now })
  expect(first).toMatchObject({ loaded: { 'people.csv': { added: 2407 }, 'courses.csv': { added: 44 } } })
  const changed = Object.entries('loaded' in again ? again.loaded : {}).filter(([, count]) => count.added > 0 || count.changed > 0)
  expect([again, changed]).toEqual([expect.objectContaining({ loaded: expect.anything() as unknown }), []])
}, 120_000)

it('has the sign-ins’ learning counting and the special occurrences as they are meant', async () => {
  const records = await pool.query<{ who: string; course: string; valid_until: string | null }>(
    `SELECT p.key AS who, c.key AS course, r.valid_until FROM learning_record r JOIN person p ON p.id = r.person_id JOIN course c ON c.id = r.course_id
     WHERE p.key IN ('none', 'level1', 'level2') ORDER BY 1, 2`,
  )
  const level = (who: string, course: string) => ({ who, course, valid_until: null })
  expect(records.rows).toEqual([level('level1', 'neglect-l1'), level('level2', 'neglect-l1'), level('level2', 'neglect-l2')])
  expect(await one(`occurrence WHERE key = 'coming-rhrt-full-2' AND places - booked - held = 50`)).toBe(1)
  expect(await one(`occurrence WHERE key IN ('coming-neglect-l2-1', 'coming-gcp2-1') AND booked = places`)).toBe(2)
  expect(await one(`waiting_entry WHERE ended_at IS NULL`)).toBe(23)
})
