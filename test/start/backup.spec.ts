import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../../src/database/data-source.js'
import { startEmbedded } from '../../src/database/embedded-server.js'
import { FirstSchema1764000000000 } from '../../src/database/migrations/1764000000000-first-schema.js'
import { entities } from '../../src/entities.js'
import { freshDatabase, type FreshDatabase } from '../support/database.js'
import { aDataDir } from './a-product.js'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

it.each([
  ['anybody may pass through', 0o755],
  ['its owner alone may enter', 0o700],
])('the copy of a stopped data folder is the whole database, as docs/running.md says, below a folder that %s', async (_who, mode) => {
  const place = mkdtempSync(join(tmpdir(), 'goldthread-backup-'))
  chmodSync(place, mode)
  const [dataDir, copy] = [aDataDir('to-be-copied'), join(place, 'a-copy')]
  const server = await startEmbedded({ dataDir })
  await ask(server.url, `CREATE TABLE kept (n int); INSERT INTO kept SELECT generate_series(1, 1000)`)
  await server.stop()
  execFileSync('cp', ['-aL', dataDir, copy])
  // What happens after the copy was made is not in it.
  const again = await startEmbedded({ dataDir })
  await ask(again.url, 'DROP TABLE kept')
  await again.stop()
  const restored = await startEmbedded({ dataDir: copy })
  expect(await ask(restored.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 1000 }])
  await restored.stop()
  for (const folder of [dataDir, copy]) {
    rmSync(realpathSync(join(folder, 'postgres')), { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
  rmSync(place, { recursive: true })
})

it('a database of the first schema, with people and mails in it, is taken forward and loses nothing', async () => {
  await ask(database.url, 'DROP SCHEMA public CASCADE; CREATE SCHEMA public')
  const first = await new DataSource({
    ...dataSourceOptions(database.url, 2),
    migrations: [FirstSchema1764000000000],
  }).initialize()
  await first.runMigrations()
  await first.destroy()
  await ask(
    database.url,
    `INSERT INTO agency (id, key, name, agency_group) VALUES ('00000000-0000-7000-8000-000000000001', 'school', 'A School', 'Education');
     INSERT INTO person (id, email, name, agency_id, registered_at) VALUES ('00000000-0000-7000-8000-000000000002', 'dana@example.org', 'Dana', '00000000-0000-7000-8000-000000000001', now());
     INSERT INTO message (id, subject, kind, to_name, to_email, message_id, due_at, created_at) VALUES ('00000000-0000-7000-8000-000000000003', 'm', 'place-free', 'Dana', 'dana@example.org', '<1@example.org>', now(), now())`,
  )
  const now = await new DataSource(dataSourceOptions(database.url, 2, entities)).initialize()
  try {
    expect((await now.runMigrations()).length).toBeGreaterThan(3)
    expect((await now.driver.createSchemaBuilder().log()).upQueries).toEqual([])
    expect(await now.query('SELECT p.email, a.name FROM person p JOIN agency a ON a.id = p.agency_id')).toEqual([
      { email: 'dana@example.org', name: 'A School' },
    ])
    // Mails of the version without a sender could be read: they do not go out all at once.
    expect(await now.query('SELECT state FROM message')).toEqual([{ state: 'sent' }])
  } finally {
    await now.destroy()
  }
})
