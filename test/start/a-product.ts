import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../../src/database/embedded-postmaster.js'
import { startEmbedded } from '../../src/database/embedded-server.js'
import { type StartedProcess, startProcess } from '../support/processes.js'

export interface Product extends StartedProcess {
  url: string
  /** All that it printed up to the sign-ins' last line. */
  said: string[]
}

/** A data folder of its own within the run's folder; the test removes it. */
export function aDataDir(name: string): string {
  const folder = join(process.env.TEST_RUN_FOLDER!, name)
  mkdirSync(folder, { recursive: true })
  return folder
}

/** Starts the real product as `npm start` does, on a free port, and waits until it says that it is up. */
export async function startProduct(dataDir: string, env: NodeJS.ProcessEnv = {}): Promise<Product> {
  const port = await freePort()
  const started = startProcess(join(process.env.TEST_DIST!, 'main.js'), [], { DATA_DIR: dataDir, PORT: String(port), ...env })
  const said: string[] = []
  const last = /Ctrl-C stops it|Goldthread is listening/
  while (!last.test(said.at(-1) ?? '')) said.push(await started.nextLine())
  return { ...started, url: `http://127.0.0.1:${port}`, said }
}

/** Asks the database of the folder beside the product, or without it. */
export async function ask<Row extends pg.QueryResultRow>(dataDir: string, sql: string): Promise<Row[]> {
  const server = await startEmbedded({ dataDir, join: true })
  const client = new pg.Client(server.url)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
    await server.stop()
  }
}
