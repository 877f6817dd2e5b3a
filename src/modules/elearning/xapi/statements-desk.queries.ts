import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Statement, StatementVerb } from './rules/statement.js'

export interface ListedStatement {
  id: string
  verb: StatementVerb
  person: string
  course: string
  storedAt: Date
  state: 'due' | 'sent' | 'refused'
  tryAt: Date
  attempts: number
  outcome: string | null
  sentAt: Date | null
}

/** How the sending goes on the whole; `waitingSaid`: what the outside store said last of one that waits. */
export interface ForwardingStanding {
  due: number
  sent: number
  refused: number
  waitingSaid: string | null
  nextTryAt: Date | null
}

export const STATEMENTS_PER_PAGE = 25
const LIST = `
  SELECT x.id, x.verb, p.name AS person, c.title AS course, x.stored_at AS "storedAt", x.state, x.try_at AS "tryAt", x.attempts, x.outcome,
    x.sent_at AS "sentAt", x.statement
  FROM xapi_statement x JOIN person p ON p.id = x.person_id JOIN enrolment e ON e.id = x.enrolment_id JOIN course c ON c.id = e.course_id`
const STANDING = `
  SELECT count(*) FILTER (WHERE state = 'due')::int AS due, count(*) FILTER (WHERE state = 'sent')::int AS sent,
    count(*) FILTER (WHERE state = 'refused')::int AS refused,
    (SELECT outcome FROM xapi_statement WHERE state = 'due' AND outcome IS NOT NULL ORDER BY try_at DESC LIMIT 1) AS "waitingSaid",
    (SELECT min(try_at) FROM xapi_statement WHERE state = 'due' AND outcome IS NOT NULL) AS "nextTryAt"
  FROM xapi_statement`

/** Reads statements for administrators. */
@Injectable()
export class StatementsDeskQueries {
  constructor(private readonly database: DataSource) {}

  /** Newest first. */
  list(refusedOnly: boolean, page: number): Promise<ListedStatement[]> {
    return this.database.query(
      `${LIST} WHERE (NOT $1 OR x.state = 'refused') ORDER BY x.stored_at DESC, x.id DESC LIMIT ${STATEMENTS_PER_PAGE} OFFSET $2`,
      [refusedOnly, (page - 1) * STATEMENTS_PER_PAGE],
    )
  }

  async standing(): Promise<ForwardingStanding> {
    const [row] = await this.database.query<[ForwardingStanding]>(STANDING)
    return row
  }

  async one(id: string): Promise<(ListedStatement & { statement: Statement }) | null> {
    const [row] = await this.database.query<(ListedStatement & { statement: Statement })[]>(`${LIST} WHERE x.id = $1`, [id])
    return row ?? null
  }

  /** Puts back among those that are due what was refused, and what waits for its next try; answers how many. `id` null: all. */
  async again(id: string | null, now: Date): Promise<number> {
    const [, count] = await this.database.query<[unknown, number]>(
      `UPDATE xapi_statement SET state = 'due', try_at = $2, attempts = 0, claim = NULL, alone = alone OR state = 'refused'
       WHERE ($1::uuid IS NULL OR id = $1) AND (state = 'refused' OR state = 'due' AND claim IS NULL AND outcome IS NOT NULL AND try_at > $2)`,
      [id, now],
    )
    return count
  }
}
