import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { Pool, type PoolClient, type QueryResult } from 'pg'
import { DataSource } from 'typeorm'

/** One statement; `name` lets each connection prepare it once. Values are what `pg` takes. */
export interface Statement {
  name: string
  text: string
  values: unknown[]
}
type Row = Record<string, unknown>
export type Read = Row[][]

/** What a batch wants written, and what it answers. No writes: nothing is committed, because nothing happened. */
export interface Written<Answer> {
  writes: Statement[]
  answer: Answer
}

const CONNECTIONS = 8

/**
 * Connections for the booking lanes alone: statements that belong together travel in one round trip, so that a booking costs two of
 * them and one flush to disk, whatever it reads and writes (docs/decisions/0006). Everything else goes through TypeORM.
 */
@Injectable()
export class Pipeline implements OnApplicationShutdown {
  private readonly pool: Pool

  constructor(source: DataSource) {
    const { url } = source.options as { url: string }
    const config = { connectionString: url, max: CONNECTIONS, pipeline: true, options: '-c lock_timeout=5000 -c TimeZone=UTC' }
    this.pool = new Pool(config)
    // An idle connection that loses its server is replaced by the next request; without a listener it would end the process.
    this.pool.on('error', () => undefined)
  }

  /** Reads outside a transaction, in one round trip. */
  async read(statements: Statement[]): Promise<Read> {
    const client = await this.pool.connect()
    try {
      return rowsOf(await allOrFirstError(statements.map(statement => client.query(statement))))
    } finally {
      client.release()
    }
  }

  /** Reads in a new transaction, lets `plan` decide (without waiting for anything), writes what it says and commits: two round trips. */
  async transact<Answer>(reads: Statement[], plan: (found: Read) => Written<Answer>): Promise<Answer> {
    const client = await this.pool.connect()
    let broken = true
    try {
      const [, ...found] = await allOrFirstError([client.query('BEGIN'), ...reads.map(read => client.query(read))])
      const { writes, answer } = plan(rowsOf(found))
      if (writes.length === 0) await client.query('ROLLBACK')
      else await allOrFirstError([...writes.map(write => client.query(write)), client.query('COMMIT')])
      broken = false
      return answer
    } finally {
      if (broken) await rollBack(client)
      client.release()
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.end()
  }
}

const rowsOf = (results: QueryResult[]): Read => results.map(result => result.rows as Row[])

/** After a first error the statements behind it fail too ("transaction is aborted"), and COMMIT rolls back: the first one tells why. */
async function allOrFirstError(queries: Promise<QueryResult>[]): Promise<QueryResult[]> {
  const settled = await Promise.allSettled(queries)
  const failed = settled.find(one => one.status === 'rejected')
  if (failed) throw failed.reason
  return settled.map(one => (one as PromiseFulfilledResult<QueryResult>).value)
}

async function rollBack(client: PoolClient): Promise<void> {
  await client.query('ROLLBACK').catch(() => undefined)
}
