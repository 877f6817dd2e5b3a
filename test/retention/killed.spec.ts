import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PurgeOld } from '../../src/jobs/purge.js'
import { startApp, type TestApp } from '../support/app.js'
import { messageRow, theMessages } from '../support/builders/message.js'
import { anAdministrator, aPerson } from '../support/people.js'
import { type StartedProcess, startProcess } from '../support/processes.js'
import { Visitor } from '../support/visitor.js'

const OLD = new Date('2020-01-01T09:00:00Z')
const MANY = 1200
const UNUSED = 4

let app: TestApp
const one = async (sql: string): Promise<number> => (await app.database.query<[{ n: number }]>(`SELECT (${sql})::int AS n`))[0].n
const cleared = () => one(`SELECT count(*) FROM message WHERE created_at < '2021-01-01' AND cleared_at IS NOT NULL`)
const erased = () => one(`SELECT count(*) FROM person WHERE erased_at IS NOT NULL`)
const counted = (key: string) => one(`SELECT coalesce(sum((counts->>'${key}')::int), 0) FROM purge_run`)

beforeAll(async () => {
  app = await startApp()
  await theMessages(
    app.database,
    Array.from({ length: MANY }, () => messageRow(OLD, { state: 'sent', sentAt: OLD })),
  )
  for (let n = 0; n < UNUSED; n += 1) await aPerson(app.database, { registeredAt: new Date('2010-01-01T09:00:00Z') })
})
afterAll(() => app.stop())

/** The nightly purge in a process of its own, as a worker runs it. */
function purging(): StartedProcess {
  const of = (file: string) => JSON.stringify(pathToFileURL(join(process.env.TEST_DIST!, file)).href)
  const script = join(process.env.TEST_RUN_FOLDER!, 'purge-alone.mjs')
  writeFileSync(
    script,
    `import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
const { AppModule } = await import(${of('app.module.js')})
const { readSettings } = await import(${of('config/settings.js')})
const { PurgeOld } = await import(${of('jobs/purge.js')})
const settings = readSettings(process.env)
const app = await NestFactory.createApplicationContext(AppModule.with(settings, settings.databaseUrl), { logger: ['error'] })
console.log('begins')
await app.get(PurgeOld).run(new Date(process.env.NOW), new AbortController().signal)
console.log('ended')
`,
  )
  const env = { DATABASE_URL: app.databaseUrl, SECRET: 'a-secret-of-the-tests-that-is-long-enough', NOW: app.clock.now().toISOString() }
  return startProcess(script, [], env)
}

/** Kills a purge at the moment in which it waits for a row that is held, \`sql\`, in the middle of what it does. */
async function killedAt(sql: string): Promise<void> {
  const holder = app.database.createQueryRunner()
  await holder.startTransaction()
  await holder.query(sql)
  const child = purging()
  expect(await child.nextLine()).toBe('begins')
  const waits = `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  while ((await one(waits)) === 0) if (child.child.exitCode !== null) throw new Error(child.complaints())
  expect(await child.end('SIGKILL')).toBe('SIGKILL')
  await holder.rollbackTransaction()
  await holder.release()
  // The server notices by itself that nobody is there any more.
  while ((await one(`SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'`)) > 0);
}

it('killed outright in the middle of the messages, it has done whole steps, counted as they are', async () => {
  await killedAt(`SELECT 1 FROM message WHERE id = (SELECT id FROM message ORDER BY created_at DESC, id DESC LIMIT 1) FOR UPDATE`)
  const done = await cleared()
  expect([done % 500, done < MANY]).toEqual([0, true])
  expect(await counted('messages')).toBe(done)
  expect(await one('SELECT count(*) FROM purge_run WHERE finished_at IS NOT NULL')).toBe(0)
})

it('killed while it erases, whoever is erased is so altogether, and is counted', async () => {
  await killedAt(`SELECT 1 FROM person WHERE id = (SELECT id FROM person ORDER BY registered_at, id DESC LIMIT 1) FOR UPDATE`)
  const done = await erased()
  expect(done).toBeLessThan(UNUSED)
  expect(await counted('accounts')).toBe(done)
  expect(await one(`SELECT count(*) FROM erasure WHERE state = 'done'`)).toBe(done)
  expect(await one(`SELECT count(*) FROM message WHERE kind = 'account-erased'`)).toBe(done)
})

it('cut off between what it erases and the counting of it, has done neither', async () => {
  const done = await erased()
  await app.database.query(`CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cut off'; END $$;
    CREATE TRIGGER no_more BEFORE UPDATE ON purge_run FOR EACH ROW WHEN (NEW.counts ? 'accounts') EXECUTE FUNCTION no_more()`)
  await expect(app.app.get(PurgeOld).run(app.clock.now(), new AbortController().signal)).rejects.toThrow('cut off')
  await app.database.query('DROP TRIGGER no_more ON purge_run')
  expect([await erased(), await counted('accounts')]).toEqual([done, done])
})

it('is gone on with by the next, each thing once, and the desk sees which was cut off', async () => {
  await app.app.get(PurgeOld).run(app.clock.now(), new AbortController().signal)
  expect([await cleared(), await counted('messages')]).toEqual([MANY, MANY])
  expect([await erased(), await counted('accounts')]).toEqual([UNUSED, UNUSED])
  const ada = new Visitor(app.url)
  await ada.signIn((await anAdministrator(app.database)).email)
  expect((await ada.get('/desk/retention')).text).toContain('(cut off; the next one goes on)')
})
