// What every benchmark stands on: a migrated Postgres of its own, and servers as processes of their own.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import 'reflect-metadata'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../dist/database/data-source.js'
import { startEmbedded } from '../dist/database/embedded-server.js'

export const SECRET = 'a-secret-for-the-benchmark-alone-1234'

/** `url` and `database`, a client of it; `close` ends both, the servers that were started, and what is in `children`. */
export async function openHouse() {
  const folder = mkdtempSync(join(tmpdir(), 'goldthread-bench-'))
  const server = await startEmbedded({ dataDir: folder })
  const source = await new DataSource(dataSourceOptions(server.url, 2)).initialize()
  await source.runMigrations()
  await source.destroy()
  const database = new pg.Client(server.url)
  await database.connect()
  const children = new Set()

  /** Starts a server and waits until it answers. */
  async function start(words, port, headers = {}) {
    const env = {
      ...process.env,
      DATABASE_URL: server.url,
      SECRET,
      PORT: String(port),
      CONTENT_PORT: String(port + 10),
      NODE_ENV: 'production',
    }
    children.add(spawn(process.execPath, words, { env, stdio: ['ignore', 'ignore', 'inherit'] }))
    for (let tries = 0; tries < 200; tries++) {
      if (await fetch(`http://127.0.0.1:${port}/health`, { headers }).catch(() => null)) return
      await new Promise(resolve => setTimeout(resolve, 100))
    }
    throw new Error(`${words.join(' ')} did not start`)
  }

  async function close() {
    for (const child of children) child.kill('SIGTERM')
    await database.end()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: server.url, database, children, start, close }
}
