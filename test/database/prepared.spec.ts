import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { DataSource } from 'typeorm'
import { Prepared, type RunStatement, type Statement } from '../../src/database/prepared.js'
import { type FreshDatabase, freshDatabase } from '../support/database.js'

const put = (name: string, sweets: number): Statement => ({
  name: 'put-into-jar',
  text: 'INSERT INTO jar VALUES ($1, $2) RETURNING name, sweets',
  values: [name, sweets],
})
const connection: Statement = { name: 'which-connection', text: 'SELECT pg_backend_pid() AS pid', values: [] }
const endConnection = (pid: number): Statement => ({ name: 'end', text: 'SELECT pg_terminate_backend($1)', values: [pid] })

let database: FreshDatabase
let source: DataSource
let prepared: Prepared

beforeAll(async () => {
  database = await freshDatabase()
  source = new DataSource({ type: 'postgres', url: database.url, poolSize: 3, logging: false })
  await source.initialize()
  await source.query('CREATE TABLE jar (name text PRIMARY KEY, sweets int NOT NULL CHECK (sweets >= 0))')
  prepared = new Prepared(source)
})
beforeEach(() => source.query('TRUNCATE jar'))
afterAll(async () => {
  await source.destroy()
  await database.drop()
})

const jars = () => source.query<{ name: string; sweets: number }[]>('SELECT name, sweets FROM jar ORDER BY name')
const pidOf = async (run: RunStatement) => (await run<{ pid: number }>(connection))[0]!.pid
/** Every connection is free again: as many as the pool has can work at the same moment. */
const allFree = async () => new Set(await Promise.all([1, 2, 3].map(() => prepared.inTransaction(pidOf)))).size

describe('a statement alone', () => {
  it('answers its rows', async () => {
    expect(await prepared.run(put('red', 3))).toEqual([{ name: 'red', sweets: 3 }])
    expect(await jars()).toEqual([{ name: 'red', sweets: 3 }])
  })

  it('is prepared once on a connection, however often it is run', async () => {
    const names = await prepared.inTransaction(async run => {
      for (const name of ['red', 'blue', 'green']) await run(put(name, 1))
      return run<{ name: string }>({ name: 'prepared', text: `SELECT name FROM pg_prepared_statements ORDER BY name`, values: [] })
    })
    expect(names.filter(({ name }) => name === 'put-into-jar')).toHaveLength(1)
  })

  it('is all or nothing', async () => {
    const both: Statement = {
      name: 'put-two',
      text: 'WITH one AS (INSERT INTO jar VALUES ($1, 1)) INSERT INTO jar VALUES ($2, -1)',
      values: ['red', 'blue'],
    }
    await expect(prepared.run(both)).rejects.toMatchObject({ code: '23514' })
    expect(await jars()).toEqual([])
  })

  it('takes values as values, whatever they look like', async () => {
    const [row] = await prepared.run<{ name: string }>(put(`'); DROP TABLE jar; --`, 1))
    expect(row?.name).toBe(`'); DROP TABLE jar; --`)
    expect(await jars()).toHaveLength(1)
  })
})

describe('a transaction', () => {
  it('runs on one connection, commits, and hands on the result', async () => {
    const pids = await prepared.inTransaction(async run => {
      await run(put('red', 1))
      return [await pidOf(run), await pidOf(run), await pidOf(run)]
    })
    expect(new Set(pids).size).toBe(1)
    expect(await jars()).toHaveLength(1)
  })

  it('is seen by nobody before it commits', async () => {
    await prepared.inTransaction(async run => {
      await run(put('red', 1))
      expect(await jars()).toEqual([])
    })
    expect(await jars()).toHaveLength(1)
  })

  it('leaves nothing behind when its work throws', async () => {
    const failing = prepared.inTransaction(async run => {
      await run(put('red', 1))
      throw new Error('a surprise')
    })
    await expect(failing).rejects.toThrow('a surprise')
    expect(await jars()).toEqual([])
  })

  it('leaves nothing behind when a statement fails, and says which rule it broke', async () => {
    const failing = prepared.inTransaction(async run => {
      await run(put('red', 1))
      await run(put('red', 2))
    })
    await expect(failing).rejects.toMatchObject({ code: '23505', constraint: 'jar_pkey' })
    expect(await jars()).toEqual([])
  })

  it('gives its connection back, whether it went well or not', async () => {
    for (let i = 0; i < 10; i++) {
      const went = prepared.inTransaction(run => run(put(`jar ${i}`, i % 2 === 0 ? 1 : -1)))
      if (i % 2 === 0) await went
      else await expect(went).rejects.toMatchObject({ code: '23514' })
    }
    expect(await jars()).toHaveLength(5)
    expect(await allFree()).toBe(3)
  })
})

describe('a connection that is cut', () => {
  it('in the middle of a transaction fails that one, and the product goes on', async () => {
    const cut = prepared.inTransaction(async run => {
      await run(put('red', 1))
      await prepared.run(endConnection(await pidOf(run)))
      await run(put('blue', 1))
    })
    await expect(cut).rejects.toThrow()
    expect(await jars()).toEqual([])
    expect(await allFree()).toBe(3)
  })

  it('while a transaction waits for something else is no end of the process', async () => {
    const cut = prepared.inTransaction(async run => {
      const pid = await pidOf(run)
      await prepared.run(endConnection(pid))
      // Until the database itself knows the connection no more, and the news of it has come.
      while ((await source.query<unknown[]>('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [pid])).length > 0);
      await new Promise(resolve => setTimeout(resolve, 50))
      return run(put('red', 1))
    })
    await expect(cut).rejects.toThrow()
    expect(await prepared.run(put('blue', 2))).toEqual([{ name: 'blue', sweets: 2 }])
    expect(await allFree()).toBe(3)
  })
})
