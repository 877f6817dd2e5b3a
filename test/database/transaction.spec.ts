import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { DataSource } from 'typeorm'
import { Transaction } from '../../src/database/transaction.js'
import { Busy } from '../../src/shared/busy.js'
import { type FreshDatabase, freshDatabase } from '../support/database.js'

// The real errors of Postgres, asked for by their code.
const raise = (code: string) => `DO $$ BEGIN RAISE EXCEPTION 'asked for' USING ERRCODE = '${code}'; END $$`

describe('Transaction', () => {
  let database: FreshDatabase
  let source: DataSource
  let transaction: Transaction

  beforeAll(async () => {
    database = await freshDatabase()
    source = new DataSource({ type: 'postgres', url: database.url, extra: { options: '-c lock_timeout=100' } })
    await source.initialize()
    await source.query('CREATE TABLE jar (name text PRIMARY KEY, sweets int NOT NULL)')
    transaction = new Transaction(source)
  })
  beforeEach(() => source.query(`TRUNCATE jar; INSERT INTO jar VALUES ('red', 0), ('blue', 0)`))
  afterAll(async () => {
    await source.destroy()
    await database.drop()
  })

  const sweets = async (name: string) =>
    (await source.query<{ sweets: number }[]>('SELECT sweets FROM jar WHERE name = $1', [name]))[0]?.sweets

  it('commits what was done and hands on the result', async () => {
    const result = await transaction.run(async tx => {
      await tx.query(`UPDATE jar SET sweets = 3 WHERE name = 'red'`)
      return 'done'
    })
    expect([result, await sweets('red')]).toEqual(['done', 3])
  })

  it('leaves nothing behind when the work throws, and does not try again', async () => {
    let runs = 0
    const failing = transaction.run(async tx => {
      runs++
      await tx.query(`UPDATE jar SET sweets = 3 WHERE name = 'red'`)
      throw new Error('a surprise')
    })
    await expect(failing).rejects.toThrow('a surprise')
    expect([runs, await sweets('red')]).toEqual([1, 0])
  })

  it.each(['40001', '40P01', '55P03'])('starts again in a new transaction on %s', async code => {
    const transactions = new Set<string>()
    await transaction.run(async tx => {
      const [row] = await tx.query<{ id: string }[]>('SELECT pg_current_xact_id()::text AS id')
      transactions.add(row!.id)
      await tx.query(`UPDATE jar SET sweets = sweets + 1 WHERE name = 'red'`)
      if (transactions.size < 3) await tx.query(raise(code))
    })
    expect([transactions.size, await sweets('red')]).toEqual([3, 1])
  })

  it.each(['40001', '40P01', '55P03'])('says Busy after five tries that all ended in %s', async code => {
    let runs = 0
    const contended = transaction.run(tx => {
      runs++
      return tx.query(raise(code))
    })
    await expect(contended).rejects.toBeInstanceOf(Busy)
    expect(runs).toBe(5)
  })

  it('does not take another error for contention', async () => {
    const wrong = transaction.run(tx => tx.query(`INSERT INTO jar VALUES ('red', 1)`))
    await expect(wrong).rejects.toMatchObject({ driverError: { code: '23505' } })
  })

  it('gets both of two transactions through that lock the same rows crosswise', async () => {
    let arrived = 0
    let open = () => {}
    const bothHoldOne = new Promise<void>(resolve => (open = resolve))
    const crosswise = (first: string, second: string) =>
      transaction.run(async tx => {
        await tx.query('UPDATE jar SET sweets = sweets + 1 WHERE name = $1', [first])
        if (++arrived === 2) open()
        await bothHoldOne
        await tx.query('UPDATE jar SET sweets = sweets + 1 WHERE name = $1', [second])
      })
    await Promise.all([crosswise('red', 'blue'), crosswise('blue', 'red')])
    expect([await sweets('red'), await sweets('blue')]).toEqual([2, 2])
    expect(arrived).toBeGreaterThan(2)
  })

  it('loses no update of many writers that each read before they write, serializable', async () => {
    // Who is out of luck five times gives up; what counts is that the jar agrees with those who were told yes.
    const take = () =>
      transaction.run(async tx => {
        await tx.query('SET TRANSACTION ISOLATION LEVEL SERIALIZABLE')
        const [row] = await tx.query<{ sweets: number }[]>(`SELECT sweets FROM jar WHERE name = 'red'`)
        await tx.query(`UPDATE jar SET sweets = $1 WHERE name = 'red'`, [row!.sweets + 1])
      })
    const results = await Promise.allSettled(Array.from({ length: 5 }, take))
    const committed = results.filter(result => result.status === 'fulfilled').length
    expect(await sweets('red')).toBe(committed)
    expect(committed).toBeGreaterThan(0)
  })

  it('waits no longer than the lock timeout for somebody who never lets go', async () => {
    const holder = source.createQueryRunner()
    await holder.startTransaction()
    await holder.query(`SELECT * FROM jar WHERE name = 'red' FOR UPDATE`)
    const blocked = transaction.run(tx => tx.query(`UPDATE jar SET sweets = 9 WHERE name = 'red'`))
    await expect(blocked).rejects.toBeInstanceOf(Busy)
    await holder.rollbackTransaction()
    await holder.release()
    expect(await sweets('red')).toBe(0)
  })
})
