import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { existsSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from '../../src/database/embedded-postmaster.js'
import { startProcess } from '../support/processes.js'
import { Visitor } from '../support/visitor.js'
import { aFolder, clearFolders } from '../imports/a-folder.js'
import { aDataDir, ask, type Product, startProduct } from './a-product.js'

const FIRST_START_MS = 120_000
const PASSWORD = 'goldthread-demo'
const MAIN = () => join(process.env.TEST_DIST!, 'main.js')

let dataDir: string
let product: Product
beforeAll(async () => {
  dataDir = aDataDir('product')
  await beginAndDie()
  product = await startProduct(dataDir)
}, FIRST_START_MS)
afterAll(async () => {
  if (running()) await product.end('SIGTERM')
  rmSync(realpathSync(join(dataDir, 'postgres')), { recursive: true })
  rmSync(dataDir, { recursive: true })
  clearFolders()
})

/** A first start that is killed while it loads the demo: the folder is written, and reading it has begun. */
async function beginAndDie() {
  const begun = startProcess(MAIN(), [], { DATA_DIR: dataDir, PORT: String(await freePort()) })
  // Below a folder that only its owner may enter, where the data is kept is said before that.
  const said = [await begun.nextLine()]
  if (said[0]?.startsWith('Only you may enter ')) said.push(await begun.nextLine())
  expect(said.at(-1)).toBe('First start: loading the demo partnership ...')
  while (!existsSync(join(dataDir, 'demo/waiting-list.csv'))) await pause(20)
  await pause(300)
  expect(await begun.end('SIGKILL', true)).toBe('SIGKILL')
}

const running = () => product.child.exitCode === null && product.child.signalCode === null
const pidFile = () => join(dataDir, 'postgres/data/postmaster.pid')
const serverPid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0])
const isAlive = (pid: number) => existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
const json = async <Body>(path: string, init: RequestInit = {}): Promise<Body> =>
  (await (await fetch(product.url + path, { ...init, headers: { 'content-type': 'application/json', ...init.headers } })).json()) as Body
const tokenOf = async (email: string): Promise<string> =>
  (await json<{ token: string }>('/api/v1/tokens', { method: 'POST', body: JSON.stringify({ email, password: PASSWORD }) })).token

interface Bookable {
  id: string
  places: number
  placesLeft: number
  bookingOpen: boolean
  externalUrl?: string
}

/** Books a place as a program does, and answers the booking that was acknowledged. */
async function book(email: string, course: string): Promise<{ id: string; state: string }> {
  const { items } = await json<{ items: Bookable[] }>(`/api/v1/occurrences?course=${course}&placesLeft=true`)
  const free = items.find(one => one.bookingOpen && one.placesLeft > 0)!
  const headers = { authorization: `Bearer ${await tokenOf(email)}` }
  return json(`/api/v1/occurrences/${free.id}/bookings`, { method: 'POST', body: '{}', headers })
}

describe('the first start, although one was killed before', () => {
  it('loads the demo partnership whole, and says where it is and whom to sign in as', () => {
    const first = product.said.indexOf('First start: loading the demo partnership ...')
    const rest = product.said.slice(first + 1)
    expect(first).not.toBe(-1)
    expect(rest.join('\n')).toContain(`Goldthread is at ${product.url}`)
    expect(rest.join('\n')).toContain(`Sign in with the password ${PASSWORD} as`)
    for (const who of ['none', 'level1', 'level2', 'trainer', 'administrator', 'reader', 'lead', 'person-0001'])
      expect(rest.some(line => line.startsWith(`  ${who}@example.org  `))).toBe(true)
  })

  it('answers whoever watches it, and shows what is on', async () => {
    expect((await fetch(`${product.url}/health`)).status).toBe(200)
    expect((await fetch(`${product.url}/ready`)).status).toBe(200)
    const page = await new Visitor(product.url).get('/whats-on')
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('Understanding Neglect') as unknown])
  })

  it('lets every demo person sign in, and nobody with another password', async () => {
    const visitor = new Visitor(product.url)
    expect((await visitor.signIn('level1@example.org', PASSWORD)).text).toContain('Sign out')
    expect((await new Visitor(product.url).signIn('person-2000@example.org', PASSWORD)).text).toContain('Sign out')
    expect((await new Visitor(product.url).signIn('none@example.org', 'goldthread-demo-not')).text).not.toContain('Sign out')
    const closed = await ask<{ n: number }>(
      dataDir,
      'SELECT count(*)::int AS n FROM person WHERE password_hash IS NULL OR confirmed_at IS NULL',
    )
    expect(closed).toEqual([{ n: 0 }])
  })

  it('keeps its secret where only its owner can read it', () => {
    const { mode } = statSync(join(dataDir, 'secret'))
    expect(mode & 0o777).toBe(0o600)
    expect(readFileSync(join(dataDir, 'secret'), 'utf8')).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('beside the running product', () => {
  it('another one is refused its port, with what to do', async () => {
    const other = startProcess(MAIN(), [], { DATA_DIR: dataDir, PORT: new URL(product.url).port })
    expect(await other.ended).toBe(1)
    expect(other.complaints()).toBe(
      `Port ${new URL(product.url).port} is in use. Stop the program that uses it (perhaps Goldthread runs already), or set PORT to another number.\n`,
    )
  })

  it('another one is refused its database, by the number of the process that has it', async () => {
    const other = startProcess(MAIN(), [], { DATA_DIR: dataDir, PORT: String(await freePort()) })
    expect(await other.ended).toBe(1)
    expect(other.complaints()).toContain(`Another process (${product.pid}) already uses the database in ${dataDir}.`)
  })

  it('settings that need mending are all named, before anything is started', async () => {
    const other = startProcess(MAIN(), [], { DATA_DIR: aDataDir('never'), PORT: 'http', DATABASE_POOL: '1' })
    expect(await other.ended).toBe(1)
    expect(other.complaints()).toContain('- PORT must be a whole number from 0 to 65535, not "http"\n- DATABASE_POOL must be')
    expect(existsSync(join(process.env.TEST_RUN_FOLDER!, 'never/postgres'))).toBe(false)
  })
})

/** Runs `npm run import` on the product's data folder. */
const runImport = async (...words: string[]) => {
  const command = startProcess(join(process.env.TEST_DIST!, 'commands/import.js'), words, { DATA_DIR: dataDir })
  return { code: await command.ended, complaints: command.complaints() }
}

describe('the import command', () => {
  it('loads into the running product, which shows it at once', async () => {
    const folder = aFolder({ 'venues.csv': 'key,name\nnew-hall,New Hall\n' }, {})
    expect(await runImport(folder)).toMatchObject({ code: 0 })
    expect(await ask(dataDir, `SELECT name FROM venue WHERE key = 'new-hall'`)).toEqual([{ name: 'New Hall' }])
    expect((await fetch(`${product.url}/ready`)).status).toBe(200)
  })
})

describe('the next starts', () => {
  it('after Ctrl-C nothing is left running, and all is there again, signed-in browsers included', async () => {
    const visitor = new Visitor(product.url)
    await visitor.signIn('lead@example.org', PASSWORD)
    const postgres = serverPid()
    expect(await product.end('SIGINT', true)).toBe(0)
    expect([existsSync(pidFile()), isAlive(postgres)]).toEqual([false, false])

    const port = new URL(product.url).port
    product = await startProduct(dataDir, { PORT: port })
    product.url = `http://127.0.0.1:${port}`
    expect(product.said[0]).toBe(`Goldthread is at ${product.url}`)
    expect((await visitor.get('/whats-on')).text).toContain('Sign out')
    expect(readFileSync(join(dataDir, 'postgres/server.log'), 'utf8')).not.toContain('not properly shut down')
  })

  it('after the process was killed, a booking that was acknowledged is there', async () => {
    const booking = await book('level2@example.org', 'gcp2')
    expect(booking).toMatchObject({ state: 'booked' })
    const ended = product.end('SIGKILL', true)
    const orphan = serverPid()
    expect(await ended).toBe('SIGKILL')
    product = await startProduct(dataDir)
    expect(serverPid()).toBe(orphan)
    expect(await ask(dataDir, `SELECT state FROM booking WHERE id = '${booking.id}'`)).toEqual([{ state: 'booked' }])
  })

  it('after the process and its database were killed together, too', async () => {
    const booking = await book('level1@example.org', 'neglect-l2')
    process.kill(serverPid(), 'SIGKILL')
    await product.end('SIGKILL', true)
    product = await startProduct(dataDir)
    expect(await ask(dataDir, `SELECT state FROM booking WHERE id = '${booking.id}'`)).toEqual([{ state: 'booked' }])
    expect(readFileSync(join(dataDir, 'postgres/server.log'), 'utf8')).toContain('database system was not properly shut down')
  })

  it('after a word from a supervisor, although somebody keeps a connection open', async () => {
    await fetch(`${product.url}/health`, { headers: { connection: 'keep-alive' } })
    expect(await product.end('SIGTERM')).toBe(0)
    expect(existsSync(pidFile())).toBe(false)
  })

  it('are not needed for an import, which starts the database for itself and stops it', async () => {
    const folder = aFolder({ 'venues.csv': 'key,name\nold-hall,Old Hall\n' }, {})
    expect(await runImport(folder)).toMatchObject({ code: 0 })
    expect(existsSync(pidFile())).toBe(false)
    expect(await ask(dataDir, `SELECT name FROM venue WHERE key = 'old-hall'`)).toEqual([{ name: 'Old Hall' }])
  })
})

it('a port that another program has is left to it, before the demo is loaded in vain', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => other.once('listening', resolve))
  const { port } = other.address() as { port: number }
  const refused = startProcess(MAIN(), [], { DATA_DIR: aDataDir('never-too'), PORT: String(port) })
  expect(await refused.ended).toBe(1)
  other.close()
  expect(existsSync(join(process.env.TEST_RUN_FOLDER!, 'never-too/postgres'))).toBe(false)
})
