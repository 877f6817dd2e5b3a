import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { DataSource, type EntityManager } from 'typeorm'
import { once } from '../../src/database/answered-request.js'
import { dataSourceOptions } from '../../src/database/data-source.js'
import { Transaction } from '../../src/database/transaction.js'
import { newId } from '../../src/shared/ids.js'
import { type FreshDatabase, freshDatabase } from '../support/database.js'

describe('once', () => {
  let database: FreshDatabase
  let source: DataSource
  let transaction: Transaction
  const amira = newId()
  const outsider = newId()

  beforeAll(async () => {
    database = await freshDatabase()
    source = new DataSource(dataSourceOptions(database.url, 12))
    await source.initialize()
    await source.query('CREATE TABLE knock (at_door int)')
    transaction = new Transaction(source)
  })
  beforeEach(() => source.query('TRUNCATE knock, answered_request'))
  afterAll(async () => {
    await source.destroy()
    await database.drop()
  })

  const knocks = async () => Number((await source.query<{ count: string }[]>('SELECT count(*) FROM knock'))[0]!.count)
  const remembered = async () => Number((await source.query<{ count: string }[]>('SELECT count(*) FROM answered_request'))[0]!.count)
  const knock = async (tx: EntityManager, door: number) => {
    await tx.query('INSERT INTO knock VALUES ($1)', [door])
    return { door }
  }
  const ask = (personId: string, key: string | undefined, door: number) =>
    transaction.run(tx => once(tx, { personId, key }, () => knock(tx, door)))

  it('answers a repeat as it answered the first, and does nothing more', async () => {
    expect(await ask(amira, 'k1', 1)).toEqual({ door: 1 })
    expect(await ask(amira, 'k1', 2)).toEqual({ door: 1 })
    expect(await knocks()).toBe(1)
  })

  it.each([
    ['another key', () => ask(amira, 'k2', 2)],
    ['another person with the same key', () => ask(outsider, 'k1', 2)],
    ['no key', () => ask(amira, undefined, 2)],
  ])('does the work again for %s', async (_, again) => {
    await ask(amira, 'k1', 1)
    expect(await again()).toEqual({ door: 2 })
    expect(await knocks()).toBe(2)
  })

  it('remembers nothing where no key was sent', async () => {
    await ask(amira, undefined, 1)
    expect(await remembered()).toBe(0)
  })

  it('does the work once for ten that come at the same moment, and answers all ten', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, door) => ask(amira, 'k1', door)))
    expect(await knocks()).toBe(1)
    expect(new Set(answers.map(answer => answer.door)).size).toBe(1)
  })

  it('lets a waiting repeat do the work when the first one fails', async () => {
    let fail = (_: Error) => {}
    const trouble = new Promise<never>((_, reject) => (fail = reject))
    let begun = () => {}
    const underWay = new Promise<void>(resolve => (begun = resolve))
    const first = transaction.run(tx =>
      once(tx, { personId: amira, key: 'k1' }, async () => {
        await knock(tx, 1)
        begun()
        return trouble
      }),
    )
    await underWay
    const repeat = ask(amira, 'k1', 2)
    await somebodyWaits()
    fail(new Error('cut off'))
    await expect(first).rejects.toThrow('cut off')
    expect(await repeat).toEqual({ door: 2 })
    expect(await knocks()).toBe(1)
  })

  it('remembers nothing of work that was rolled back', async () => {
    const failing = transaction.run(async tx => {
      await once(tx, { personId: amira, key: 'k1' }, () => knock(tx, 1))
      throw new Error('a later step failed')
    })
    await expect(failing).rejects.toThrow('a later step failed')
    expect([await knocks(), await remembered()]).toEqual([0, 0])
  })

  it('runs the work once although its transaction had to start again', async () => {
    let runs = 0
    const answer = await transaction.run(tx =>
      once(tx, { personId: amira, key: 'k1' }, async () => {
        const done = await knock(tx, ++runs)
        if (runs === 1) await tx.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`)
        return done
      }),
    )
    expect(answer).toEqual({ door: 2 })
    expect([await knocks(), await remembered()]).toEqual([1, 1])
  })

  it.each([
    ['a refusal', { refused: 'full', facts: { missing: ['l1'] } }],
    ['a text', 'GT-7K3M-9QXR'],
    ['a number', 0],
    ['a list', [1, 'two', null]],
    ['nothing', null],
  ])('gives %s back unchanged', async (_, value) => {
    const answer = () => transaction.run(tx => once<unknown>(tx, { personId: amira, key: 'k1' }, () => Promise.resolve(value)))
    expect([await answer(), await answer()]).toEqual([value, value])
  })

  it('gives the first caller what a repeat will get, so that a date that became text is noticed at once', async () => {
    const answer = () =>
      transaction.run(tx => once<unknown>(tx, { personId: amira, key: 'k1' }, () => Promise.resolve({ at: new Date(0) })))
    expect(await answer()).toEqual({ at: '1970-01-01T00:00:00.000Z' })
    expect(await answer()).toEqual({ at: '1970-01-01T00:00:00.000Z' })
  })

  async function somebodyWaits(): Promise<void> {
    const [row] = await source.query<{ waits: boolean }[]>(
      `SELECT count(*) > 0 AS waits FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
    if (!row?.waits) await somebodyWaits()
  }
})
