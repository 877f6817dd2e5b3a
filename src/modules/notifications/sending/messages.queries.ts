import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Message, type MessageState } from '../message.entity.js'

/** What the list is narrowed to; empty: not at all. */
export interface Filter {
  state: MessageState | ''
  /** A whole address, in small letters. */
  to: string
  kind: string
}

export type ListedMessage = Pick<Message, 'id' | 'kind' | 'toName' | 'toEmail' | 'state' | 'createdAt' | 'tryAt' | 'attempts' | 'outcome'>

/** How the sending goes on the whole. */
export interface Standing {
  failed: number
  /** Due for longer than a moment: how many, since when, and what was said last. */
  overdue: number
  overdueSince: Date | null
  lastAnswer: string | null
}

export const MESSAGES_PER_PAGE = 25
// Further back nobody pages, and counting millions would make everybody wait.
const MOST_COUNTED = 100 * MESSAGES_PER_PAGE
const OVERDUE_MS = 10 * 60_000

const WHERE = `($1 = '' OR m.state = $1) AND ($2 = '' OR m.to_email = $2) AND ($3 = '' OR m.kind = $3)`

/** Reads the outbox for administrators. */
@Injectable()
export class MessagesQueries {
  constructor(private readonly database: DataSource) {}

  /** The page's messages, newest first. */
  list({ state, to, kind }: Filter, offset: number): Promise<ListedMessage[]> {
    return this.database.query(
      `SELECT m.id, m.kind, m.to_name AS "toName", m.to_email AS "toEmail", m.state, m.created_at AS "createdAt", m.try_at AS "tryAt", m.attempts,
         m.outcome
       FROM message m WHERE ${WHERE} ORDER BY m.created_at DESC, m.id DESC LIMIT $4 OFFSET $5`,
      [state, to, kind, MESSAGES_PER_PAGE, offset],
    )
  }

  async count({ state, to, kind }: Filter): Promise<number> {
    const [{ count }] = await this.database.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM (SELECT 1 FROM message m WHERE ${WHERE} LIMIT $4) counted`,
      [state, to, kind, MOST_COUNTED],
    )
    return count
  }

  async standing(now: Date): Promise<Standing> {
    const [row] = await this.database.query<[Standing]>(
      `SELECT (SELECT count(*)::int FROM message WHERE state = 'failed') AS failed, overdue.count AS overdue, overdue.since AS "overdueSince",
         (SELECT outcome FROM message WHERE state = 'due' AND due_at < $1 AND outcome IS NOT NULL ORDER BY try_at DESC LIMIT 1) AS "lastAnswer"
       FROM (SELECT count(*)::int AS count, min(due_at) AS since FROM message WHERE state = 'due' AND due_at < $1) overdue`,
      [new Date(now.getTime() - OVERDUE_MS)],
    )
    return row
  }

  one(id: string): Promise<Message | null> {
    return this.database.getRepository(Message).findOneBy({ id })
  }

  /** What went in one mail with it, its carrier left out. */
  carriedBy(id: string): Promise<Message[]> {
    return this.database
      .getRepository(Message)
      .find({ where: { carrierId: id, state: 'gathered' }, order: { createdAt: 'ASC', id: 'ASC' } })
  }
}
