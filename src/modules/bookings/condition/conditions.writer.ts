import { Injectable, Logger, type OnModuleInit } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { type AskedMessage, StillTrue } from '../../notifications/still-true.writer.js'
import { type ConditionStep, warningNumber } from '../rules/condition.js'
import { CONDITION_SQL, type ConditionRow, keptOn } from './kept-on.js'
import { SettleConditions } from './settle-conditions.js'

// By the index of what is open. Who has done it all is found whatever is due; the rule decides under the locks.
const DUE = `
  SELECT k.booking_id AS id FROM booking_condition k JOIN booking b ON b.id = k.booking_id JOIN occurrence o ON o.id = b.occurrence_id
  CROSS JOIN LATERAL (SELECT (o.starts_at AT TIME ZONE 'Europe/London')::date AS held_on) d
  WHERE k.state = 'open' AND (k.next_at <= $1 OR b.state NOT IN ('requested', 'booked')
    OR NOT EXISTS (SELECT 1 FROM unnest(k.course_ids) AS c(id) WHERE NOT EXISTS (SELECT 1 FROM learning_record l
      WHERE l.person_id = b.person_id AND l.course_id = c.id AND l.completed_on <= d.held_on
        AND (l.valid_until IS NULL OR l.valid_until >= d.held_on))))
  ORDER BY k.next_at, k.booking_id LIMIT $2`

const STANDING = `
  SELECT 'booking:' || b.id AS subject, o.starts_at AS "startsAt", ${CONDITION_SQL} AS condition
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id
  WHERE b.id = ANY($1::uuid[]) AND b.state IN ('requested', 'booked')`

export type Settled = Record<ConditionStep, number>

/** Looks after the places that are kept on condition: tells of those that are met, warns, and lets go. */
@Injectable()
export class ConditionsWriter implements OnModuleInit {
  private readonly logger = new Logger('ConditionsWriter')

  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly settling: SettleConditions,
    private readonly stillTrue: StillTrue,
  ) {}

  onModuleInit(): void {
    this.stillTrue.registerEach(['condition-warning'], messages => this.stillOpen(messages))
    this.stillTrue.register(['condition-met'], ids => this.live(ids))
  }

  /**
   * Does what is due about at most `limit` places, each in a transaction of its own under its occurrence's lock: twice, late or on two workers
   * at once is harmless. Says what was done of each kind.
   */
  async run(now: Date, limit: number, stopping?: AbortSignal): Promise<Settled> {
    const done: Settled = { met: 0, warn: 0, 'let-go': 0, over: 0, stands: 0 }
    const due = await this.database.query<{ id: string }[]>(DUE, [now, limit])
    for (const { id } of due) {
      if (stopping?.aborted) break
      const step = await this.one(id, now)
      if (step) done[step]++
    }
    return done
  }

  /** What cannot be settled now is still due at the next look; the others are not kept waiting by it. */
  private async one(id: string, now: Date): Promise<ConditionStep | null> {
    try {
      return await this.transaction.run(tx => this.settling.settle(tx, id, now))
    } catch (error) {
      this.logger.error(`The condition of ${id} could not be settled`, error instanceof Error ? error.stack : String(error))
      return null
    }
  }

  /** Warnings whose limit still stands, of places that still hang on it. */
  private async stillOpen(messages: AskedMessage[]): Promise<AskedMessage[]> {
    const rows = await this.database.query<{ subject: string; startsAt: Date; condition: ConditionRow }[]>(STANDING, [
      messages.map(({ subject }) => subject.replace('booking:', '')),
    ])
    const open = new Map(
      rows.flatMap(row => {
        const kept = keptOn(row.condition, row.startsAt)
        return kept?.state === 'open' ? [[row.subject, warningNumber(kept.until)] as const] : []
      }),
    )
    return messages.filter(({ subject, sequence }) => open.get(subject) === sequence)
  }

  private async live(ids: string[]): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT id FROM booking WHERE id = ANY($1::uuid[]) AND state IN ('requested', 'booked')`,
      [ids],
    )
    return rows.map(row => row.id)
  }
}
