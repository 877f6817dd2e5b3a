import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ClearAway } from '../../src/jobs/clear-away.js'
import { STEP, counted, inSteps } from '../../src/jobs/in-steps.js'
import { SignInLimits } from '../../src/modules/accounts/sign-in-limits.js'
import { MONDAY, startApp, type TestApp } from '../support/app.js'
import { aDelegate } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

let app: TestApp
let dana: string
const going = new AbortController().signal
beforeAll(async () => {
  app = await startApp()
  dana = (await aDelegate(app.database)).id
})
afterAll(() => app.stop())

const clearAway = () => app.app.get(ClearAway).run(MONDAY, going)
const rows = (sql: string) => app.database.query<object[]>(sql)

describe('what is past its day', () => {
  beforeEach(() =>
    app.database.query('DELETE FROM web_session; DELETE FROM person_token; DELETE FROM failed_sign_in; DELETE FROM answered_request'),
  )

  it('is removed, each kind at its own limit, and nothing before it', async () => {
    await app.database.query(
      `INSERT INTO web_session (sid, sess, expire) VALUES ('over', '{}', $1::timestamptz AT TIME ZONE 'UTC'), ('good', '{}', ($1::timestamptz + interval '1 ms') AT TIME ZONE 'UTC')`,
      [MONDAY],
    )
    await app.database.query(
      `INSERT INTO person_token (hash, kind, person_id, expires_at) VALUES ('over', 'api', $2, $1), ('good', 'reset', $2, $1::timestamptz + interval '1 ms')`,
      [MONDAY, dana],
    )
    await app.database.query(`INSERT INTO failed_sign_in VALUES ('over', 3, $1), ('good', 3, $1 + 1), ('for good', 3, NULL)`, [
      MONDAY.getTime(),
    ])
    await app.database.query(
      `INSERT INTO answered_request VALUES ($2, 'over', '{}', $1::timestamptz - interval '7 days'), ($2, 'good', '{}', $1::timestamptz - interval '7 days' + interval '1 ms')`,
      [MONDAY, dana],
    )
    expect(await clearAway()).toBe('1 session, 1 link or token, 1 failed sign-in, 1 answered request removed')
    expect(
      await rows(`SELECT sid AS k FROM web_session UNION ALL SELECT hash FROM person_token UNION ALL SELECT key FROM failed_sign_in
      UNION ALL SELECT key FROM answered_request`),
    ).toEqual([{ k: 'good' }, { k: 'good' }, { k: 'good' }, { k: 'for good' }, { k: 'good' }])
    expect(await clearAway()).toBe('')
  })

  it('is removed in steps, however much it is, and stops between them when it must', async () => {
    await app.database.query(
      `INSERT INTO web_session (sid, sess, expire) SELECT n::text, '{}', '2026-01-01' FROM generate_series(1, ${2 * STEP + 5}) n`,
    )
    const ending = new AbortController()
    let steps = 0
    const some = await inSteps(limit => {
      steps += 1
      ending.abort()
      return Promise.resolve(limit)
    }, ending.signal)
    expect([steps, some]).toEqual([1, STEP])
    expect(await clearAway()).toBe('2,005 sessions removed')
  })

  it('leaves whoever is signed in signed in, by the session store’s own reckoning of time', async () => {
    const visitor = new Visitor(app.url)
    await visitor.signIn('dana@example.org')
    // The store reads the machine's clock, so this one asks at its time.
    await app.app.get(ClearAway).run(new Date(), going)
    expect((await visitor.get('/my-details')).text).toContain('Dana Delegate')
    await app.app.get(ClearAway).run(new Date(Date.now() + 8 * 86_400_000), going)
    expect((await visitor.get('/my-details')).text).not.toContain('Dana Delegate')
  })

  it('leaves failed sign-ins that count', async () => {
    await app.app.get(SignInLimits, { strict: false }).attempt('dana@example.org', '192.0.2.1', () => Promise.resolve(null))
    const before = await rows('SELECT key FROM failed_sign_in')
    await app.app.get(ClearAway).run(new Date(), going)
    expect(await rows('SELECT key FROM failed_sign_in')).toEqual(before)
    await app.app.get(ClearAway).run(new Date(Date.now() + 16 * 60_000), going)
    expect(await rows('SELECT key FROM failed_sign_in')).toEqual([])
  })

  it('is found by an index', async () => {
    await app.database.query('ANALYZE')
    for (const [table, index] of Object.entries({
      web_session: 'expire',
      person_token: 'expires',
      failed_sign_in: 'expire',
      answered_request: 'answered_at',
    })) {
      const [found] = await app.database.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM pg_indexes WHERE indexname = $1`, [
        `ix_${table}_${index}`,
      ])
      expect([table, found!.n]).toEqual([table, 1])
    }
  })
})

it('counts are said as people say them', () => {
  expect(
    counted([
      [0, 'a', 'as'],
      [1, 'b', 'bs'],
      [1234, 'c', 'cs'],
    ]),
  ).toBe('1 b, 1,234 cs')
})
