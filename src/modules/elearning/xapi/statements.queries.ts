import { Inject, Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { SETTINGS, type Settings } from '../../../config/settings.js'
import { type Statement, VERBS } from './rules/statement.js'
import type { StatementsAsked } from './rules/statements-asked.js'

/** A statement as the feed gives it: with when it came, and on whose word. */
export type FedStatement = Partial<Statement> & { id: string; stored: string; authority: object }

interface Row {
  id: string
  storedAt: Date
  statement: Statement
}

const ONE = 'SELECT id, stored_at AS "storedAt", statement FROM xapi_statement WHERE id = $1'
const page = (compare: '<' | '>', order: 'ASC' | 'DESC') => `
  SELECT id, stored_at AS "storedAt", statement FROM xapi_statement
  WHERE ($1::text IS NULL OR verb = $1) AND ($2::text IS NULL OR activity = $2) AND ($3::uuid IS NULL OR enrolment_id = $3)
    AND ($4::uuid IS NULL OR person_id = $4 AND statement #>> '{actor,account,homePage}' = $5)
    AND ($6::timestamptz IS NULL OR stored_at > $6) AND ($7::timestamptz IS NULL OR stored_at <= $7)
    AND ($8::timestamptz IS NULL OR (stored_at, id) ${compare} ($8, $9::uuid))
  ORDER BY stored_at ${order}, id ${order} LIMIT $10`
const NEWEST_FIRST = page('<', 'DESC')
const OLDEST_FIRST = page('>', 'ASC')

/** Reads the feed. */
@Injectable()
export class StatementsQueries {
  constructor(
    private readonly database: DataSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async one(id: string, format: StatementsAsked['format']): Promise<FedStatement | null> {
    const [row] = await this.database.query<Row[]>(ONE, [id])
    return row ? this.fed(row, format) : null
  }

  /** One page, and where the next begins; null: there is none. */
  async page(asked: StatementsAsked): Promise<{ statements: FedStatement[]; next: string | null }> {
    const { activity, agent, registration, since, until, limit, ascending, format, after } = asked
    const verb = Object.entries(VERBS).find(([, iri]) => iri === asked.verb)?.[0] ?? null
    // A verb that we never use, or a person who is not known here, is in no statement.
    if (agent === 'unknown' || (asked.verb !== null && verb === null)) return { statements: [], next: null }
    const values = [verb, activity, registration, agent?.name, agent?.homePage, since, until, after?.at, after?.id, limit + 1]
    const rows = await this.database.query<Row[]>(
      ascending ? OLDEST_FIRST : NEWEST_FIRST,
      values.map(value => value ?? null),
    )
    const last = rows.length > limit ? rows[limit - 1]! : null
    return {
      statements: rows.slice(0, limit).map(row => this.fed(row, format)),
      next: last && `${last.storedAt.getTime()}_${last.id}`,
    }
  }

  private fed({ statement, storedAt }: Row, format: StatementsAsked['format']): FedStatement {
    const homePage = this.settings.publicUrl
    const authority = { objectType: 'Agent', account: { homePage, name: 'goldthread' } }
    const shown =
      format === 'ids'
        ? { ...statement, verb: { id: statement.verb.id }, object: { objectType: 'Activity', id: statement.object.id } }
        : statement
    return { ...(shown as Statement), stored: storedAt.toISOString(), authority }
  }
}
