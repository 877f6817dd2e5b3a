import { Injectable } from '@nestjs/common'
import type { Pool } from 'pg'
import { DataSource } from 'typeorm'

/** One statement that each connection prepares once, under its name. Alone it is its own transaction: all of it, or nothing. */
export interface Statement {
  name: string
  text: string
  values: unknown[]
}

export type RunStatement = <Row>(statement: Statement) => Promise<Row[]>

/**
 * The short way to Postgres for the booking lanes: prepared statements on TypeORM's own connections. A lane reads all its facts by one
 * and writes all its changes by another (docs/decisions/0006); everything else goes through TypeORM.
 */
@Injectable()
export class Prepared {
  private readonly pool: Pool

  constructor(source: DataSource) {
    this.pool = (source.driver as unknown as { master: Pool }).master
  }

  readonly run: RunStatement = async <Row>(statement: Statement) => {
    const { rows } = await this.pool.query(statement)
    return rows as Row[]
  }

  /** Several statements in one transaction on one connection: for the few cases that need a lock first. */
  async inTransaction<T>(work: (run: RunStatement) => Promise<T>): Promise<T> {
    const client = await this.pool.connect()
    // A connection that is cut fails its statement and says so by an event as well; heard by nobody, that would end the process.
    const heard = () => undefined
    client.on('error', heard)
    try {
      await client.query('BEGIN')
      const result = await work(async <Row>(statement: Statement) => (await client.query(statement)).rows as Row[])
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      throw error
    } finally {
      client.off('error', heard)
      client.release()
    }
  }
}
