import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type EmbeddedOptions, type EmbeddedServer, startEmbedded } from '../../src/database/embedded-server.js'
import { type StartedProcess, startProcess } from '../support/processes.js'

const asRoot = process.getuid?.() === 0

describe('the embedded database', () => {
  let dataDir: string
  let servers: EmbeddedServer[]
  let owners: StartedProcess[]

  // Making a database takes a second, so most tests use one after another, each with a table of its own.
  const used = join(process.env.TEST_RUN_FOLDER!, 'embedded')

  beforeEach(() => {
    dataDir = used
    servers = []
    owners = []
  })
  afterEach(async () => {
    for (const owner of owners) if (owner.child.exitCode === null && owner.child.signalCode === null) await owner.end('SIGTERM')
    for (const server of servers) await server.stop()
  })
  afterAll(() => {
    // In a checkout that only root may enter, the data is elsewhere.
    for (const dir of [used, join(used, 'first')]) rmSync(realpathSync(join(dir, 'postgres')), { recursive: true })
    rmSync(used, { recursive: true })
  })

  const start = async (options: Partial<EmbeddedOptions> = {}) => {
    const server = await startEmbedded({ dataDir, ...options })
    servers.push(server)
    return server
  }
  const startOwner = () => {
    const owner = startProcess('test/support/embedded-owner.mjs', [process.env.TEST_DIST!, dataDir])
    owners.push(owner)
    return owner
  }
  const pidFile = () => join(dataDir, 'postgres/data/postmaster.pid')
  const serverPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0])
  const serverLog = () => readFileSync(join(dataDir, 'postgres/server.log'), 'utf8')

  it('keeps its data from one start to the next', async () => {
    const first = await start()
    await ask(first.url, `CREATE TABLE note (text text); INSERT INTO note VALUES ('kept')`)
    await first.stop()
    expect(existsSync(pidFile())).toBe(false)
    const second = await start()
    expect(await ask(second.url, 'SELECT text FROM note')).toEqual([{ text: 'kept' }])
    expect(serverLog()).not.toContain('not properly shut down')
  })

  it('is durable, private and sorts the same everywhere', async () => {
    const { url } = await start()
    const [settings] = await ask(
      url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
              current_setting('data_checksums') AS checksums, current_setting('listen_addresses') AS listens,
              current_setting('timezone') AS zone, datlocale AS locale, pg_encoding_to_char(encoding) AS encoding
       FROM pg_database WHERE datname = current_database()`,
    )
    expect(settings).toEqual({
      fsync: 'on',
      commit: 'on',
      checksums: 'on',
      listens: '127.0.0.1',
      zone: 'UTC',
      locale: 'C.UTF-8',
      encoding: 'UTF8',
    })
    await expect(ask(url.replace(/:[^:@]+@/, ':guessed@'), 'SELECT 1')).rejects.toThrow('password authentication failed')
  })

  it.each(['citext', 'pg_trgm'])('can make the extension %s', async extension => {
    const { url } = await start({ fsync: false })
    await ask(url, `CREATE EXTENSION ${extension}`)
    expect(await ask(url, 'SELECT extname FROM pg_extension WHERE extname = $1', [extension])).toHaveLength(1)
  })

  it('tells a second process that another one is at work, and leaves that one alone', async () => {
    const owner = startOwner()
    const url = await owner.nextLine()
    await expect(start()).rejects.toThrow(
      `Another process (${owner.pid}) already uses the database in ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
    )
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('lets a command join the process that is at work, and does not stop it', async () => {
    const owner = startOwner()
    const url = await owner.nextLine()
    const joined = await start({ join: true })
    expect(joined.url).toBe(url)
    await joined.stop()
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
  })

  it('has one owner when two processes start for the first time at once', async () => {
    dataDir = join(used, 'first')
    const both = [startOwner(), startOwner()]
    const said = await Promise.allSettled(both.map(owner => owner.nextLine()))
    expect(said.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.map(owner => owner.complaints()).join('')).toContain('already uses the database')
  })

  it('adopts the server that outlived its owner', async () => {
    const owner = startOwner()
    const url = await owner.nextLine()
    await ask(url, `CREATE TABLE adopted_note (text text); INSERT INTO adopted_note VALUES ('written before the kill')`)
    const before = serverPid()
    await owner.end('SIGKILL')
    const adopted = await start()
    expect(serverPid()).toBe(before)
    expect(await ask(adopted.url, 'SELECT text FROM adopted_note')).toEqual([{ text: 'written before the kill' }])
    await adopted.stop()
    expect(existsSync(pidFile())).toBe(false)
  })

  it('recovers when the owner and the server were both killed', async () => {
    const owner = startOwner()
    const url = await owner.nextLine()
    await ask(url, `CREATE TABLE recovered_note (text text); INSERT INTO recovered_note VALUES ('written before the kill')`)
    const server = serverPid()
    await owner.end('SIGKILL')
    process.kill(server, 'SIGKILL')
    const recovered = await start()
    expect(await ask(recovered.url, 'SELECT text FROM recovered_note')).toEqual([{ text: 'written before the kill' }])
  })

  it.each([
    ['Ctrl-C, which reaches the whole group', 'SIGINT', true, 130],
    ['a supervisor', 'SIGTERM', false, 143],
  ] as const)('is shut down cleanly by %s', async (_, signal, wholeGroup, code) => {
    const owner = startOwner()
    await owner.nextLine()
    expect(await owner.end(signal, wholeGroup)).toBe(code)
    expect(existsSync(pidFile())).toBe(false)
    expect(serverLog()).toContain('database system is shut down')
  })

  it('loses no acknowledged row when the server is killed under ten writers, and comes back for them by itself', async () => {
    const told: string[] = []
    const { url } = await start({ log: line => told.push(line) })
    await ask(url, 'CREATE TABLE written (id int PRIMARY KEY)')
    const acknowledged: number[] = []
    let next = 0
    let writing = true
    const write = async () => {
      const client = new pg.Client(url)
      client.on('error', () => undefined)
      await client.connect()
      while (writing) {
        const id = next++
        await client.query('INSERT INTO written VALUES ($1)', [id])
        acknowledged.push(id)
      }
      await client.end()
    }
    const cutOff = Array.from({ length: 10 }, () => write().catch(() => 'cut off'))
    while (acknowledged.length < 300) await pause(5)
    process.kill(serverPid(), 'SIGKILL')
    expect(await Promise.all(cutOff)).toEqual(Array.from({ length: 10 }, () => 'cut off'))
    writing = false
    const rows = await whenBack(() => ask(url, 'SELECT id FROM written'))
    const kept = new Set(rows.map(row => row.id))
    expect(acknowledged.filter(id => !kept.has(id))).toEqual([])
    expect(told.join('')).toContain('started again')
  })

  it('keeps the data elsewhere, and says where, when the folder is closed to the account it runs as', async () => {
    if (!asRoot) return
    const closed = mkdtempSync(join(tmpdir(), 'goldthread-closed-'))
    const told: string[] = []
    const inside = { dataDir: join(closed, 'data'), fsync: false, log: (line: string) => told.push(line) }
    const first = await start(inside)
    const elsewhere = realpathSync(join(inside.dataDir, 'postgres'))
    expect(told.join('')).toContain(elsewhere)
    await ask(first.url, 'CREATE TABLE note (text text)')
    await first.stop()
    const second = await start(inside)
    expect(await ask(second.url, 'SELECT * FROM note')).toEqual([])
    await second.stop()
    rmSync(elsewhere, { recursive: true })
    await expect(start(inside)).rejects.toThrow('points to a folder that is gone')
    rmSync(closed, { recursive: true })
  })
})

async function ask(url: string, sql: string, values?: unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** Asks again until the server answers; Jest's own limit ends a server that never does. */
async function whenBack<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch {
    await pause(20)
    return whenBack(question)
  }
}
