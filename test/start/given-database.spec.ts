import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../../src/database/embedded-postmaster.js'
import { freshDatabase, type FreshDatabase } from '../support/database.js'
import { startProcess } from '../support/processes.js'
import { startProduct } from './a-product.js'

const SECRET = 'a-secret-of-the-tests-that-is-long-enough'
const NOWHERE = join(process.env.TEST_RUN_FOLDER!, 'no-data-folder')

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

async function ask(sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client(database.url)
  await client.connect()
  try {
    return (await client.query<pg.QueryResultRow>(sql)).rows
  } finally {
    await client.end()
  }
}

const refused = async (env: NodeJS.ProcessEnv) => {
  const started = startProcess(join(process.env.TEST_DIST!, 'main.js'), [], { PORT: String(await freePort()), DATA_DIR: NOWHERE, ...env })
  return { code: await started.ended, complaints: started.complaints() }
}

it('is migrated and used as it is: no demo, no sign-ins, no folder of its own', async () => {
  await ask('DROP SCHEMA public CASCADE')
  await ask('CREATE SCHEMA public')
  const product = await startProduct(NOWHERE, { DATABASE_URL: database.url, SECRET, PUBLIC_URL: 'https://training.example.org' })
  expect(product.said).toEqual([
    'SMTP_URL is not set: mails are kept in the database and nobody is sent any.',
    `Goldthread is listening on 127.0.0.1, port ${new URL(product.url).port}, for https://training.example.org`,
  ])
  expect((await fetch(`${product.url}/ready`)).status).toBe(200)
  expect(await ask('SELECT count(*)::int AS people FROM person')).toEqual([{ people: 0 }])
  expect(await product.end('SIGTERM')).toBe(0)
  expect(existsSync(NOWHERE)).toBe(false)
})

it('is shared by processes that start at the same moment', async () => {
  await ask('DROP SCHEMA public CASCADE')
  await ask('CREATE SCHEMA public')
  const both = await Promise.all([1, 2].map(() => startProduct(NOWHERE, { DATABASE_URL: database.url, SECRET })))
  for (const product of both) expect((await fetch(`${product.url}/ready`)).status).toBe(200)
  expect(await Promise.all(both.map(product => product.end('SIGINT')))).toEqual([0, 0])
})

it('needs a secret of the operator’s own', async () => {
  expect(await refused({ DATABASE_URL: database.url })).toEqual({
    code: 1,
    complaints: 'Settings that need mending:\n- SECRET must be set to at least 32 characters when DATABASE_URL is used\n',
  })
})

it('is named in a sentence when it is not there, without its password', async () => {
  const url = `postgres://goldthread:very-secret@127.0.0.1:${await freePort()}/nothing`
  const { code, complaints } = await refused({ DATABASE_URL: url, SECRET })
  expect([code, complaints]).toEqual([
    1,
    expect.stringMatching(/^The database that DATABASE_URL names cannot be used: .*ECONNREFUSED.*\n$/),
  ])
  expect(complaints).not.toContain('very-secret')
})

it('is named in a sentence when it does not know the database', async () => {
  const { code, complaints } = await refused({ DATABASE_URL: database.url.replace(/[^/]+$/, 'no_such_thing'), SECRET })
  expect([code, complaints]).toEqual([1, 'The database that DATABASE_URL names cannot be used: database "no_such_thing" does not exist\n'])
})
