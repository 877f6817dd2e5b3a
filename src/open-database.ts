import { Pool } from 'pg'
import { DataSource } from 'typeorm'
import type { Settings } from './config/settings.js'
import { dataSourceOptions } from './database/data-source.js'
import { startEmbedded } from './database/embedded-server.js'

export interface OpenDatabase {
  url: string
  /** Ends the embedded server, unless another process is its owner; does nothing to a given database. */
  stop(): Promise<void>
}

export interface OpenOptions {
  /** For commands: use the embedded database beside the product while that is running. */
  join?: boolean
  log?: (line: string) => void
}

/** One connection, for work outside of the application. End it before the database is stopped. */
export function oneConnection(url: string): Pool {
  const pool = new Pool({ connectionString: url, max: 1, options: '-c lock_timeout=5000 -c TimeZone=UTC' })
  // The server may go before the connection's own goodbye is through; without a listener that would end the process.
  pool.on('error', () => undefined)
  return pool
}

// Any fixed number: whoever holds it migrates, and processes that start at the same moment wait for each other.
const MIGRATION_LOCK = 7310519

/** The database of the settings, started if it is the embedded one, with every migration run. */
export async function openDatabase(settings: Settings, options: OpenOptions = {}): Promise<OpenDatabase> {
  if (settings.databaseUrl) {
    await migrate(settings.databaseUrl).catch(explain)
    return { url: settings.databaseUrl, stop: () => Promise.resolve() }
  }
  const server = await startEmbedded({ dataDir: settings.dataDir, ...options })
  try {
    await migrate(server.url)
    return server
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function migrate(url: string): Promise<void> {
  const source = await new DataSource(dataSourceOptions(url, 2)).initialize()
  const lock = source.createQueryRunner()
  try {
    await lock.query(`SET lock_timeout = '60s'`)
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await source.runMigrations()
  } finally {
    await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).finally(() => lock.release())
    await source.destroy()
  }
}

/** Nobody there, unknown name, wrong user or password, no such database: the operator's to mend, so said in a sentence. */
function explain(error: Error & { code?: string }): never {
  const codes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '28P01', '28000', '3D000']
  if (!codes.includes(error.code ?? '')) throw error
  throw new Error(`The database that DATABASE_URL names cannot be used: ${error.message || error.code}`, { cause: error })
}
