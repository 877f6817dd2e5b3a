import pg from 'pg'
import { randomBytes } from 'node:crypto'

export interface FreshDatabase {
  url: string
  /** Removes the database, whoever is still connected. */
  drop(): Promise<void>
}

/** A migrated, empty database for one spec file: a copy of the run's template. Call it in `beforeAll`, `drop()` in `afterAll`. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = `spec_${process.env.JEST_WORKER_ID ?? 0}_${randomBytes(6).toString('hex')}`
  await administer(`CREATE DATABASE ${name} TEMPLATE ${process.env.TEST_TEMPLATE} STRATEGY file_copy`)
  return { url: serverUrl().replace(/[^/]+$/, name), drop: () => administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client(serverUrl())
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

function serverUrl(): string {
  const { TEST_SERVER_URL: url, TEST_SERVER_TROUBLE: trouble } = process.env
  if (!url || trouble) throw new Error(`There is no test database: ${trouble ?? 'run the tests through jest'}`)
  return url
}
