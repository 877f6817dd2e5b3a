import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { freshDatabase, type FreshDatabase } from '../support/database.js'
import { startProcess } from '../support/processes.js'
import { startRedis, type RedisServer } from '../support/redis.js'
import { startProduct } from './a-product.js'
import { Visitor } from '../support/visitor.js'

const SECRET = 'a-secret-of-the-tests-that-is-long-enough'
const NOWHERE = join(process.env.TEST_RUN_FOLDER!, 'no-data-folder-of-workers')
const dist = (file: string) => join(process.env.TEST_DIST!, file)

let database: FreshDatabase
let redis: RedisServer
beforeAll(async () => {
  ;[database, redis] = await Promise.all([freshDatabase(), startRedis()])
})
afterAll(() => Promise.all([database.drop(), redis.stop()]))

async function ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client(database.url)
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

const given = () => ({ DATABASE_URL: database.url, SECRET, DATA_DIR: NOWHERE })

describe('npm run setup', () => {
  const setup = async (env: NodeJS.ProcessEnv) => {
    const command = startProcess(dist('commands/setup.js'), [], { ...given(), ...env })
    const said = await command.nextLine().catch(() => '')
    return { code: await command.ended, said, complaints: command.complaints() }
  }
  const ADA = { SETUP_EMAIL: ' Ada@Example.org ', SETUP_NAME: 'Ada Administrator', SETUP_PASSWORD: 'goldthread-demo' }

  it('opens the first administrator’s account, and keeps the password of one that is there', async () => {
    expect(await setup(ADA)).toMatchObject({ code: 0, said: 'ada@example.org can sign in and is an administrator.' })
    const [before] = await ask<{ hash: string }>('SELECT password_hash AS hash FROM person')
    expect((await setup({ ...ADA, SETUP_PASSWORD: 'quite-another-one' })).said).toBe(
      'ada@example.org had an account, and is now an administrator. The password is unchanged.',
    )
    expect(await ask('SELECT email, roles, password_hash AS hash FROM person')).toEqual([
      { email: 'ada@example.org', roles: ['administrator'], hash: before!.hash },
    ])
  })

  it('says what is wrong, and what it needs where it cannot ask', async () => {
    const { code, complaints } = await setup({ ...ADA, SETUP_EMAIL: 'office@example.org', SETUP_PASSWORD: 'short' })
    expect([code, complaints.trim().split('\n').length]).toEqual([1, 2])
    expect((await setup({})).complaints).toBe('Set SETUP_EMAIL, SETUP_NAME, SETUP_PASSWORD, or run this where it can ask.\n')
  })
})

describe('npm run start:worker', () => {
  it('needs a Redis and a database that it can share', async () => {
    const worker = startProcess(dist('worker.js'), [], given())
    expect(await worker.ended).toBe(1)
    expect(worker.complaints()).toMatch(/^A worker needs DATABASE_URL and REDIS_URL\./)
  })

  it('runs what a web process asks for, makes good what was missed, and ends when it is told to', async () => {
    const env = { ...given(), REDIS_URL: redis.url }
    const web = await startProduct(NOWHERE, env)
    const ada = new Visitor(web.url)
    await ada.signIn('ada@example.org')
    expect((await ada.get('/desk/jobs')).text).toContain('It has not run yet.')
    const worker = startProcess(dist('worker.js'), [], env)
    expect(await worker.nextLine()).toBe('Goldthread is at work on its jobs')
    const ran = () => ask<{ name: string }>('SELECT DISTINCT name FROM job_run')
    while ((await ran()).length < 6) await pause(50)
    expect(await ask('SELECT name, error FROM job_run WHERE error IS NOT NULL')).toEqual([])
    expect(await worker.end('SIGTERM')).toBe(0)
    expect(await web.end('SIGTERM')).toBe(0)
  })
})
