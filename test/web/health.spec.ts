import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { setTimeout as pause } from 'node:timers/promises'
import type { QueryRunner } from 'typeorm'
import { startApp, type TestApp } from '../support/app.js'
import { aDelegate } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let dana: Visitor

beforeAll(async () => {
  app = await startApp(undefined, { poolSize: 3 })
  await aDelegate(app.database)
  dana = new Visitor(app.url)
  await dana.signIn('dana@example.org')
})
afterAll(() => app.stop())

const ready = async () => {
  const response = await fetch(`${app.url}/ready`)
  return { status: response.status, type: response.headers.get('content-type'), body: (await response.json()) as object }
}

/** Takes every connection that the product has, as statements that never end would. */
async function takeEveryConnection(): Promise<QueryRunner[]> {
  const runners = [1, 2, 3].map(() => app.database.createQueryRunner())
  await Promise.all(runners.map(runner => runner.connect()))
  return runners
}

describe('a database that does not answer', () => {
  it('is no reason to keep whoever asks waiting for an answer', async () => {
    const held = await takeEveryConnection()
    expect(await ready()).toEqual({
      status: 503,
      type: 'application/problem+json; charset=utf-8',
      body: {
        type: 'about:blank',
        title: 'Busy, try again',
        status: 503,
        code: 'database-away',
        detail: 'The database does not answer. Nothing can be served until it does.',
      },
    })
    expect((await fetch(`${app.url}/health`)).status).toBe(200)
    await Promise.all(held.map(runner => runner.release()))
    expect((await ready()).status).toBe(200)
  })

  it('does not stop what needs none', async () => {
    const held = await takeEveryConnection()
    for (const path of ['/health', '/accessibility', '/sign-in', '/api/docs', '/no-such-page'])
      expect([path, (await fetch(app.url + path)).status]).toEqual([path, path === '/no-such-page' ? 404 : 200])
    await Promise.all(held.map(runner => runner.release()))
  })
})

describe('connections that are cut, as by a database that starts anew', () => {
  const cutAll = () =>
    app.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    )
  /** The pool hears of each cut connection in its own time, and may hand one out until then. */
  const untilReady = async () => {
    while ((await ready()).status !== 200) await pause(20)
  }
  const leftOver = async () => {
    const held = await takeEveryConnection()
    await Promise.all(held.map(runner => runner.release()))
  }

  it('while nobody uses them are replaced before anybody notices', async () => {
    await leftOver()
    await cutAll()
    await untilReady()
    expect((await dana.get('/my-details')).text).toContain('Dana Delegate')
  })

  it('in the middle of work fail that alone', async () => {
    const runner = app.database.createQueryRunner()
    await runner.startTransaction()
    await cutAll()
    await expect(runner.query('SELECT 1')).rejects.toThrow()
    await runner.release()
    await untilReady()
    expect((await dana.get('/my-details')).status).toBe(200)
  })
})
