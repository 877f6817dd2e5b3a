import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PurgeOld } from '../../src/jobs/purge.js'
import { Purge } from '../../src/modules/retention/purging/purge.js'
import { PERIOD_KEYS, type PeriodKey } from '../../src/modules/retention/rules/periods.js'
import { startApp, startBeside, type TestApp } from '../support/app.js'
import { aMessage, messageRow, theMessages } from '../support/builders/message.js'
import { anAdministrator, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { limit, MAKE } from './old-things.js'

let app: TestApp
let ada: Visitor
const going = new AbortController().signal

beforeAll(async () => {
  app = await startApp()
  await anAdministrator(app.database)
  ada = new Visitor(app.url)
  await ada.signIn('ada@example.org')
})
afterAll(() => app.stop())

const nightly = (of = app) => of.app.get(PurgeOld).run(app.clock.now(), going)
const there = async ([sql, id]: [string, string]): Promise<number> => (await app.database.query<unknown[]>(sql, [id])).length
const KINDS = PERIOD_KEYS.filter((key): key is Exclude<PeriodKey, 'audit'> => key !== 'audit')
const sums = async (table: string): Promise<string> =>
  JSON.stringify(await app.database.query(`SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ${table} t`))

describe('what is old enough', () => {
  const things = new Map<string, { old: [string, string]; young: [string, string] }>()

  it('is told by the dry run, which changes nothing and names nobody', async () => {
    for (const key of KINDS) {
      // A day inside, so that what hangs on an old thing (a message's account) does not count for another kind.
      things.set(key, { old: await MAKE[key](app, limit(app, key, -1)), young: await MAKE[key](app, limit(app, key)) })
    }
    const tables = ['message', 'booking', 'need', 'person', 'evaluation_answer', 'charge', 'upload', 'purge_run', 'audit']
    const before = await Promise.all(tables.map(sums))
    const page = await ada.get('/desk/retention/dry-run')
    const csv = await ada.get('/desk/retention/dry-run.csv')
    expect(await Promise.all(tables.map(sums))).toEqual(before)
    expect(page.text).toMatch(/Access and dietary needs.*Saturday 31 January 2026/)
    const lines = csv.html.split('\n').slice(1, -1)
    expect(lines.map(line => Number(/,(\d+),/.exec(line)?.[1]))).toEqual(PERIOD_KEYS.map(key => (key === 'audit' ? 0 : expect.any(Number))))
    expect(lines.every((line, i) => PERIOD_KEYS[i] === 'audit' || Number(/,(\d+),/.exec(line)?.[1]) >= 1)).toBe(true)
    expect(page.text + csv.html).not.toMatch(/Somebody Number|@example\.org/)
  })

  it('goes by night, each kind at its own limit, and what is a moment younger stays', async () => {
    expect(await nightly()).toMatch(/^\d+ rows removed$/)
    const left: [string, number, number][] = []
    for (const [key, { old, young }] of things) left.push([key, await there(old), await there(young)])
    expect(left).toEqual(KINDS.map(key => [key, 0, 1]))
    expect(await nightly()).toBe('')
  })

  it('is kept count of, kind by kind, and read at the desk', async () => {
    const runs = await app.database.query<{ counts: Record<string, number>; done: boolean }[]>(
      'SELECT counts, finished_at IS NOT NULL AS done FROM purge_run',
    )
    expect(runs).toHaveLength(1)
    expect(Object.keys(runs[0]!.counts).sort()).toEqual([...KINDS].sort())
    expect((await ada.get('/desk/retention')).text).toMatch(/by itself .*Access and dietary needs: \d/)
  })

  it('leaves scores, amounts, what was decided and that a message went', async () => {
    const [kept] = await app.database.query<object[]>(
      `SELECT (SELECT count(*)::int FROM evaluation_score) AS scores, (SELECT sum(pence)::int FROM charge) AS pence,
         (SELECT count(*)::int FROM evidence WHERE state IN ('accepted', 'refused')) AS decided,
         (SELECT state FROM message WHERE cleared_at IS NOT NULL LIMIT 1) AS mail`,
    )
    expect(kept).toEqual({ scores: 8, pence: 12000, decided: 4, mail: 'sent' })
    const [cleared] = await app.database.query<{ id: string }[]>('SELECT id FROM message WHERE cleared_at IS NOT NULL')
    expect((await ada.get(`/desk/messages/${cleared!.id}`)).status).toBe(200)
  })

  it('does not come back from what is written down of the purge itself', async () => {
    const lines = await app.database.query<unknown[]>(
      `SELECT 1 FROM audit WHERE action <> 'added' AND (before::text ~ 'My mother fell|A letter' OR after::text ~ 'My mother fell|A letter')`,
    )
    expect(lines).toEqual([])
  })
})

it('an account is in use while anything happens with it, or it holds a role', async () => {
  const longAgo = new Date('2010-01-01T09:00:00Z')
  const unused = await aPerson(app.database, { registeredAt: longAgo })
  const signedIn = await aPerson(app.database, { registeredAt: longAgo, lastSignedInAt: new Date('2025-01-01T09:00:00Z') })
  const reader = await aPerson(app.database, { registeredAt: longAgo, roles: ['report reader'] })
  await nightly()
  const left = await app.database.query<{ id: string }[]>('SELECT id FROM person WHERE erased_at IS NULL AND id = ANY($1)', [
    [unused.id, signedIn.id, reader.id],
  ])
  expect(left.map(({ id }) => id).sort()).toEqual([signedIn.id, reader.id].sort())
  const [told] = await app.database.query<{ data: { unused: boolean } }[]>(`SELECT data FROM message WHERE to_email = $1`, [unused.email])
  expect(told!.data.unused).toBe(true)
})

describe('a purge', () => {
  const OLD = new Date('2020-01-01T09:00:00Z')
  const many = (count: number) =>
    theMessages(
      app.database,
      Array.from({ length: count }, () => messageRow(OLD, { state: 'sent', sentAt: OLD })),
    )
  const counted = async () => {
    const runs = await app.database.query<{ n: number }[]>(
      `SELECT (counts->>'messages')::int AS n FROM purge_run WHERE counts ? 'messages'`,
    )
    return runs.reduce((sum, { n }) => sum + n, 0)
  }

  it('done by two workers at once does each thing once', async () => {
    const beside = await startBeside(app)
    const before = await counted()
    await many(1200)
    await Promise.all([nightly(), nightly(beside)])
    await beside.stop()
    expect((await counted()) - before).toBe(1200)
    expect(await app.database.query(`SELECT 1 FROM message WHERE created_at = $1 AND cleared_at IS NULL`, [OLD])).toEqual([])
  })

  it('cut off in between has done whole steps, and the next one goes on', async () => {
    const before = await counted()
    await many(1200)
    const ending = new AbortController()
    ending.abort()
    await app.app.get(PurgeOld).run(app.clock.now(), ending.signal)
    const { all } = await app.app.get(Purge).run({ by: null, most: 2 }, app.clock.now())
    expect([all, (await counted()) - before]).toEqual([false, 500])
    await nightly()
    expect((await counted()) - before).toBe(1200)
  })

  it('never takes what is still to be sent, and never lets what failed long ago be sent to nobody', async () => {
    const due = await aMessage(app.database, OLD, { tryAt: new Date('2030-01-01T09:00:00Z') })
    const failed = await aMessage(app.database, OLD, { state: 'failed', outcome: '550 dana.reed@example.org' })
    await nightly()
    const [one, other] = await app.database.query<object[]>(
      `SELECT state, to_email AS "to", outcome FROM message WHERE id IN ($1, $2) ORDER BY state`,
      [due.id, failed.id],
    )
    expect([one, other]).toEqual([
      { state: 'dropped', to: '', outcome: null },
      { state: 'due', to: 'dana.reed@example.org', outcome: null },
    ])
  })

  it('is pressed only after the dry run of the periods that hold', async () => {
    await aMessage(app.database, OLD, { state: 'sent', sentAt: OLD })
    await ada.get('/desk/retention/dry-run')
    const shown = ada.last
    const other = new Visitor(app.url)
    await other.signIn('ada@example.org')
    await other.get('/desk/retention')
    expect((await other.post('/desk/retention', { ...(await fields(other)), needs: '31' })).text).toContain('The periods are saved')
    ada.last = shown
    expect((await ada.post('/desk/retention/purge')).text).toContain(
      'Somebody changed the periods since your dry run, so nothing was removed',
    )
    expect((await ada.post('/desk/retention/purge')).text).toContain('1 row is removed.')
    expect((await ada.get('/desk/retention')).text).toMatch(/Ada Administrator What messages said: 1/)
    expect((await ada.get('/desk/retention/dry-run')).html).not.toContain('Remove it now')
  })
})

/** The values of the form of periods as the page shows them. */
async function fields(visitor: Visitor): Promise<Record<string, string>> {
  const { html } = await visitor.get('/desk/retention')
  return Object.fromEntries(PERIOD_KEYS.map(key => [key, new RegExp(`name="${key}"[^>]* value="(\\d+)"`).exec(html)![1]!]))
}

describe('the periods', () => {
  it('are refused outside their limits, with everything kept', async () => {
    const values = await fields(ada)
    const answer = await ada.post('/desk/retention', { ...values, needs: '6', charges: '11', messages: 'x', waiting: '2' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('Access and dietary needs: at least 7 days')
    expect(answer.text).toContain('Reasons and evidence of charges: at most 10 years')
    expect(answer.text).toContain('What messages said: enter a whole number of months')
    expect(answer.html).toMatch(/name="waiting"[^>]* value="2"/)
    expect((await fields(ada)).waiting).toBe(values.waiting)
  })

  it('of two administrators at once lose nothing: the second is told, with both numbers and what they typed', async () => {
    const other = new Visitor(app.url)
    await other.signIn('ada@example.org')
    const [mine, theirs] = [await fields(ada), await fields(other)]
    expect((await other.post('/desk/retention', { ...theirs, answers: '5' })).text).toContain('The periods are saved')
    const overtaken = await ada.post('/desk/retention', { ...mine, needs: '40' })
    expect([overtaken.status, overtaken.text]).toEqual([
      409,
      expect.stringContaining('What people wrote about courses: was “3”, is now “5”'),
    ])
    expect([overtaken.html.includes('name="needs"'), /name="needs"[^>]* value="40"/.test(overtaken.html)]).toEqual([true, true])
    const again = Object.fromEntries(
      PERIOD_KEYS.map(key => [key, new RegExp(`name="${key}"[^>]* value="(\\d+)"`).exec(overtaken.html)![1]!]),
    )
    await ada.post('/desk/retention', again)
    expect(await fields(ada)).toMatchObject({ needs: '40', answers: '5' })
    expect((await new Visitor(app.url).get('/privacy')).text).toMatch(
      /Access and dietary needs .*40 days after the end of the course.*5 years after/,
    )
  })
})
