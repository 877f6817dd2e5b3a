import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../../src/database/data-source.js'
import { entities } from '../../src/entities.js'
import { type FreshDatabase, freshDatabase } from '../support/database.js'

let database: FreshDatabase
let source: DataSource

beforeAll(async () => {
  database = await freshDatabase()
  source = await new DataSource(dataSourceOptions(database.url, 2, entities)).initialize()
})
afterAll(async () => {
  await source.destroy()
  await database.drop()
})

type Named = { name: string }[]
const namesOf = async (sql: string) => (await source.query<Named>(sql)).map(row => row.name)
const tables = () => namesOf(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`)
const drift = async () => (await source.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query)

/** Every column, constraint and index, in words of its own: what two schemas are compared by. */
async function everything(): Promise<string[]> {
  return namesOf(`
    SELECT format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) AS name
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`)
}

describe('the migrations', () => {
  it('make exactly the tables that the entities describe', async () => {
    expect(await drift()).toEqual([])
    expect(await tables()).toEqual([...source.entityMetadatas.map(entity => entity.tableName), 'migration'].sort())
  })

  it('are noticed when they no longer do', async () => {
    await source.query('ALTER TABLE occurrence ADD COLUMN colour text; DROP INDEX ix_booking_agency_id')
    expect(await drift()).toEqual([expect.stringContaining('"colour"'), expect.stringContaining('ix_booking_agency_id')])
    await source.query('ALTER TABLE occurrence DROP COLUMN colour; CREATE INDEX ix_booking_agency_id ON booking (agency_id)')
    expect(await drift()).toEqual([])
  })

  it('can be taken back to nothing, and made again as they were', async () => {
    const before = await everything()
    const count = source.migrations.length
    for (let i = 0; i < count; i++) await source.undoLastMigration()
    expect(await tables()).toEqual(['migration'])
    expect(await source.runMigrations()).toHaveLength(count)
    expect(await everything()).toEqual(before)
    expect(await source.runMigrations()).toEqual([])
  })
})

describe('every table', () => {
  it('has an index for each way from a row to those that belong to it', async () => {
    const without = await namesOf(`
      SELECT format('%s(%s)', c.conrelid::regclass, a.attname) AS name FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
      WHERE c.contype = 'f' AND NOT EXISTS (
        SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1] AND i.indpred IS NULL)
      ORDER BY 1`)
    // These are only read together with their row, or looked for with more than this one column.
    expect(without).toEqual([
      'answer_tag(tagged_by_id)',
      'approval(answered_by_person_id)',
      'booking(booked_by_id)',
      'booking(cancelled_by_person_id)',
      'booking(course_id)',
      'booking(follows_id)',
      'booking(policy_id)',
      'booking(terms_id)',
      'certificate(withdrawn_by_id)',
      'charge(decided_by_id)',
      'charge_export(made_by_id)',
      'closed_day(added_by_id)',
      'course(policy_id)',
      'course(provider_id)',
      'data_copy(by_id)',
      'enrolment(agency_id)',
      'erasure(decided_by_id)',
      'evaluation_form(changed_by_id)',
      'evaluation_form_version(published_by_id)',
      'evaluation_occurrence(opened_by_id)',
      'impact_statement(chosen_by_id)',
      'learning_record(recorded_by_id)',
      'module(changed_by_id)',
      'module_version(published_by_id)',
      'offer(entry_id)',
      'policy_version(made_by_id)',
      'purge_run(by_id)',
      'register_change(by_id)',
      'register_mark(marked_by_id)',
      'retention_setting(changed_by_id)',
      'terms_version(course_id)',
      'terms_version(made_by_id)',
      'training_return(opened_by_id)',
      'transcript(key_id)',
      'transcript(made_by_id)',
      'waiting_entry(agency_id)',
    ])
  })

  it.each(['booking', 'enrolment', 'learning_record', 'waiting_entry', 'offer', 'person_token'])(
    'gives a person their own rows without looking at everybody’s: %s',
    async table => {
      const plan = await source.transaction(async tx => {
        // On an empty table everything costs the same; this leaves reading it whole for when there is no other way.
        await tx.query('SET LOCAL enable_seqscan = off')
        return tx.query<object[]>(`EXPLAIN SELECT * FROM ${table} WHERE person_id = '00000000-0000-7000-8000-000000000000'`)
      })
      expect(JSON.stringify(plan)).toMatch(/Index/)
      expect(JSON.stringify(plan)).not.toMatch(/Seq Scan/)
    },
  )

  it('keeps moments as instants: none without a time zone but the session store’s own', async () => {
    const local = await namesOf(`
      SELECT format('%s.%s', table_name, column_name) AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND data_type = 'timestamp without time zone'`)
    expect(local).toEqual(['web_session.expire'])
  })

  it('has names of at most 63 letters, which Postgres would cut', async () => {
    expect(
      await namesOf(`SELECT relname AS name FROM pg_class WHERE length(relname) >= 63 AND relnamespace = 'public'::regnamespace`),
    ).toEqual([])
  })
})

describe('a connection', () => {
  it('reckons in UTC and waits five seconds for a lock at most', async () => {
    const [row] = await source.query<{ zone: string; wait: string }[]>(
      `SELECT current_setting('TimeZone') AS zone, current_setting('lock_timeout') AS wait`,
    )
    expect(row).toEqual({ zone: 'UTC', wait: '5s' })
  })
})
