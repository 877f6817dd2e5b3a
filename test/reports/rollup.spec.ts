import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { poolOf } from '../../src/create-app.js'
import { writeDemo } from '../../src/demo/write-demo.js'
import { JobRunner } from '../../src/jobs/job-runner.js'
import { JobRuns } from '../../src/jobs/job-runs.js'
import { importFolder } from '../../src/modules/imports/imports.writer.js'
import { RollupWriter } from '../../src/modules/reports/reports.writer.js'
import { londonAt } from '../../src/shared/dates.js'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { anAdministrator, aReader } from '../support/people.js'
import { countQueries } from '../support/queries.js'
import { Visitor } from '../support/visitor.js'

const TODAY = '2026-11-21'
const now = londonAt(TODAY, '09:00')
const folder = mkdtempSync(join(tmpdir(), 'goldthread-rollup-'))
/** As published for 1 April 2023 to 31 March 2024. */
const PUBLISHED = { eventOccurrences: 162, placesOffered: 2412, bookings: 1617, cancellations: 352, attended: 1333, noShows: 284 }

let app: TestApp
let rhea: Visitor
beforeAll(async () => {
  app = await startApp(now)
  rhea = new Visitor(app.url)
  await aReader(app.database)
  await anAdministrator(app.database)
  await rhea.signIn('rhea@example.org')
}, 120_000)
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true })
})

const rollup = () => app.app.get(RollupWriter, { strict: false })
const run = () => app.app.get(JobRunner, { strict: false }).run('roll-up-figures')

it('before anything was counted the page says so, and the job finds nothing to do', async () => {
  const page = await rhea.get('/reports/utilisation')
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('Nothing has been counted yet.') as unknown])
  expect(await run()).toEqual({ outcome: '', error: null })
})

describe('the demo partnership', () => {
  beforeAll(async () => {
    await writeDemo(folder, TODAY)
    const loaded = await importFolder(poolOf(app.app), folder, { now })
    if ('errors' in loaded) throw new Error(JSON.stringify(loaded.errors.slice(0, 5)))
  }, 120_000)
  beforeEach(() => rollup().rebuild(now))

  it('comes, month by month, to the published figures of 2023-24, and to those that are counted for it', async () => {
    const [sums] = await app.database.query<object[]>(`
      SELECT sum(event_occurrences)::int AS "eventOccurrences", sum(places_offered)::int AS "placesOffered", sum(bookings)::int AS bookings,
        sum(cancellations)::int AS cancellations, sum(attended)::int AS attended, sum(no_shows)::int AS "noShows"
      FROM figures_rollup WHERE month BETWEEN '2023-04' AND '2024-03' AND dimension = ''`)
    expect(sums).toEqual(PUBLISHED)
    const api = await Api.of(app, 'ada@example.org')
    const { body } = await api.get<{ figures: Record<string, { value: number }> }>('/reports/figures?from=2023-04-01&to=2024-03-31')
    expect(Object.fromEntries(Object.keys(PUBLISHED).map(key => [key, body.figures[key]?.value]))).toEqual(PUBLISHED)
  })

  it('comes to the same by courses as in the whole, and by agency groups for all that has to do with people', async () => {
    const sums = await app.database.query<{ dimension: string; bookings: number; attended: number; places: number }[]>(`
      SELECT dimension, sum(bookings)::int AS bookings, sum(attended)::int AS attended, sum(places_offered)::int AS places
      FROM figures_rollup GROUP BY 1 ORDER BY 1`)
    const [whole, groups, courses] = sums
    expect(courses).toEqual({ ...whole, dimension: 'course' })
    expect(groups).toEqual({ ...whole, dimension: 'agency-group', places: 0 })
  })

  it('adds up, says the job that counted it', async () => {
    const { outcome, error } = await run()
    expect([error, outcome]).toEqual([null, expect.stringMatching(/^\d+ months counted, and they add up$/)])
    expect(await rollup().differences()).toEqual([])
  })

  it('is counted without a query for each month', async () => {
    expect(await countQueries(() => rollup().rebuild(now))).toBeLessThanOrEqual(8)
  })

  it('that somebody tampered with is found, with both numbers', async () => {
    await app.database.query(`UPDATE figures_rollup SET bookings = bookings + 1 WHERE month = '2023-06' AND dimension = ''`)
    expect(await rollup().differences()).toEqual(['2023-24: bookings 1618 in the rollup, 1617 counted'])
    await app.database.query(`DELETE FROM figures_rollup WHERE month = '2024-01' AND dimension = ''`)
    expect((await rollup().differences()).length).toBeGreaterThan(5)
  })

  it('that does not add up is an error of the job, noted where administrators read it', async () => {
    await app.database.query(`
      CREATE FUNCTION one_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.attended := NEW.attended + 1; RETURN NEW; END $$;
      CREATE TRIGGER one_more BEFORE INSERT ON figures_rollup FOR EACH ROW WHEN (NEW.month = '2023-06' AND NEW.dimension = '') EXECUTE FUNCTION one_more()`)
    const { error } = await run()
    await app.database.query('DROP FUNCTION one_more CASCADE')
    expect(error).toBe('The figures by month do not add up: 2023-24: attended 1334 in the rollup, 1333 counted')
    const [last] = (await app.app.get(JobRuns, { strict: false }).latest(1)).filter(({ name }) => name === 'roll-up-figures')
    expect(last!.error).toBe(error)
    const ada = new Visitor(app.url)
    await ada.signIn('ada@example.org')
    expect((await ada.get('/desk/jobs')).text).toContain('attended 1334 in the rollup, 1333 counted')
  })

  it('is on the page, beside the year before, with the moment it was counted', async () => {
    const page = await rhea.get('/reports/utilisation?year=2023-24')
    expect(page.text).toContain('As of Saturday 21 November 2026, 9am')
    expect(page.text).toMatch(/Whole year 55 % 1,337 of 2,412 /)
    expect(page.text).toMatch(/82 % 1,333 of 1,617/)
    expect(page.text).toMatch(/April \d+ %/)
    expect(page.html).toContain('<svg class="gt-share-bar"')
  })

  it('is on the page of another year for whoever asks, and of the usual one for whoever asks for none that there is', async () => {
    expect((await rhea.get('/reports/utilisation?year=2022-23')).text).toContain('Utilisation and attendance 2022-23')
    expect((await rhea.get('/reports/utilisation?year=1066-67')).text).toContain('Utilisation and attendance 2025-26')
    expect(await countQueries(() => rhea.get('/reports/utilisation?year=2023-24'))).toBeLessThanOrEqual(6)
  })
})
