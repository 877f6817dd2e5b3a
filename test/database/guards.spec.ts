import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DataSource, QueryFailedError } from 'typeorm'
import { dataSourceOptions } from '../../src/database/data-source.js'
import { entities } from '../../src/entities.js'
import { newId } from '../../src/shared/ids.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { type FreshDatabase, freshDatabase } from '../support/database.js'
import { aColleague, aDelegate } from '../support/people.js'
import { CATALOGUE_GUARDS } from './catalogue-guards.table.js'
import { CHARGE_GUARDS } from './charge-guards.table.js'
import { CONDITION_GUARDS } from './condition-guards.table.js'
import { CERTIFICATE_GUARDS } from './certificate-guards.table.js'
import { RETENTION_GUARDS } from './retention-guards.table.js'
import { DESK_GUARDS } from './desk-guards.table.js'
import { ELEARNING_GUARDS, ELEARNING_SCENE } from './elearning-guards.table.js'
import { EVALUATION_GUARDS, EVALUATION_SCENE } from './evaluation-guards.table.js'
import { EVIDENCE_GUARDS, EVIDENCE_SCENE } from './evidence-guards.table.js'
import { POLICY_GUARDS } from './policies-guards.table.js'
import { PROGRAMME_GUARDS } from './programme-guards.table.js'
import { RETURN_GUARDS } from './returns-guards.table.js'
import { GUARDS } from './guards.table.js'

const ALL = [
  ...GUARDS,
  ...POLICY_GUARDS,
  ...PROGRAMME_GUARDS,
  ...CATALOGUE_GUARDS,
  ...CHARGE_GUARDS,
  ...CERTIFICATE_GUARDS,
  ...RETENTION_GUARDS,
  ...RETURN_GUARDS,
  ...ELEARNING_GUARDS,
  ...CONDITION_GUARDS,
  ...DESK_GUARDS,
  ...EVALUATION_GUARDS,
  ...EVIDENCE_GUARDS,
]

let database: FreshDatabase
let source: DataSource
let ids: Record<string, string>

beforeAll(async () => {
  database = await freshDatabase()
  source = await new DataSource(dataSourceOptions(database.url, 2, entities)).initialize()
  const [dana, cole] = [await aDelegate(source), await aColleague(source)]
  const [course, other] = [await aCourse(source), await aCourse(source)]
  const [monday, tuesday] = [await anOccurrence(source, { course, places: 2 }), await anOccurrence(source, { course })]
  const booking = await aBooking(source, { person: dana, occurrence: monday })
  const done = await aBooking(source, { person: cole, occurrence: tuesday, state: 'attended' })
  ids = {
    dana: dana.id,
    cole: cole.id,
    course: course.id,
    other: other.id,
    ...sittings(monday, tuesday),
    booking: booking.id,
    done: done.id,
    entry: newId(),
    module: newId(),
    version: newId(),
    enrolment: newId(),
    upload: newId(),
    file: newId(),
    form: newId(),
    formversion: newId(),
    invitation: newId(),
  }
  await run(`INSERT INTO waiting_entry (id, course_id, person_id, number, joined_at) VALUES (:entry, :course, :cole, 1, now())`)
  for (const statement of [...ELEARNING_SCENE, ...EVALUATION_SCENE, ...EVIDENCE_SCENE]) await run(statement)
})
afterAll(async () => {
  await source.destroy()
  await database.drop()
})

const sittings = (monday: BuiltOccurrence, tuesday: BuiltOccurrence) => ({
  monday: monday.id,
  tuesday: tuesday.id,
  session: monday.sessions[0]!.id,
})

/** Runs SQL in which `:name` stands for an id of the scene, and `:new` for one of nobody. */
const run = (sql: string, within: Pick<DataSource, 'query'> = source) =>
  within.query(sql.replace(/:([a-z]+)/g, (_, name: string) => `'${name === 'new' ? newId() : ids[name]}'`))

/** The rule of the database that the SQL broke, or null; nothing of it stays. */
async function brokenBy(sql: string): Promise<string | null> {
  const runner = source.createQueryRunner()
  await runner.startTransaction()
  try {
    await run(sql, runner)
    return null
  } catch (error) {
    if (!(error instanceof QueryFailedError)) throw error
    return (error.driverError as { constraint?: string }).constraint ?? error.message
  } finally {
    await runner.rollbackTransaction()
    await runner.release()
  }
}

describe('the second guard, which holds whatever the code does', () => {
  it.each(ALL)('%s: %s', async (rule, _sentence, allowed, refused) => {
    expect(await brokenBy(allowed)).toBeNull()
    expect(await brokenBy(refused)).toBe(rule)
  })

  it('is tried for every check, and for every rule that holds for some rows only', async () => {
    const rules = await source.query<{ name: string }[]>(`
      SELECT conname AS name FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace
      UNION SELECT indexrelid::regclass::text FROM pg_index WHERE indisunique AND indpred IS NOT NULL ORDER BY 1`)
    expect(rules.length).toBeGreaterThan(15)
    expect(rules.map(rule => rule.name).filter(name => !ALL.some(([rule]) => rule === name))).toEqual([])
  })

  it('lets nothing go that something else still points at', async () => {
    for (const [table, id] of [
      ['person', ':dana'],
      ['course', ':course'],
      ['occurrence', ':monday'],
    ])
      expect(await brokenBy(`DELETE FROM ${table} WHERE id = ${id}`)).toMatch(/^fk_/)
  })
})
