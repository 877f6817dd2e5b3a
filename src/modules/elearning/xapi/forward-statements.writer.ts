import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { SETTINGS, type Settings } from '../../../config/settings.js'
import { retryPassing } from '../../../database/passing.js'
import { Clock } from '../../../shared/clock.js'
import { newId } from '../../../shared/ids.js'
import { sendStatements } from './outside-lrs.js'
import { goesAlone, judge, type LrsAnswer, nextTryAt } from './rules/lrs-answer.js'
import type { Statement } from './rules/statement.js'

/** What a run came to: statements that the outside store has, and those that it refused; `away` says why it ended early. */
export interface Forwarded {
  sent: number
  refused: number
  away: string | null
}

interface Claimed {
  id: string
  attempts: number
  statement: Statement
}
type Outcome = { state: 'sent' | 'refused' | 'due'; outcome: string | null; tryAt?: Date; alone?: boolean }

const BATCH = 50
const PATIENCE_MS = 20_000
// Longer than any answer is waited for: nobody else takes what is still on its way.
const LEASE_MS = 3 * PATIENCE_MS

const CLAIM = `
  WITH due AS MATERIALIZED (SELECT id FROM xapi_statement WHERE state = 'due' AND alone = $4 AND try_at <= $1
    ORDER BY try_at LIMIT $5 FOR UPDATE SKIP LOCKED)
  UPDATE xapi_statement x SET claim = $2, try_at = $3, attempts = x.attempts + 1 FROM due WHERE x.id = due.id
  RETURNING x.id, x.attempts, x.statement`
const NOTE = `
  UPDATE xapi_statement x SET state = n.state, outcome = n.outcome, try_at = coalesce(n."tryAt", x.try_at), alone = coalesce(n.alone, x.alone),
    claim = NULL, sent_at = CASE WHEN n.state = 'sent' THEN $3::timestamptz END
  FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, state text, outcome text, "tryAt" timestamptz, alone boolean)
  WHERE x.id = n.id AND x.claim = $2 AND x.state = 'due'`

/**
 * Sends statements on to the outside store, each at least once and always as the same statement, so that one which is sent again is known
 * there. Several processes may do so at once: each statement is claimed by one of them, and a claim whose process died runs out.
 */
@Injectable()
export class ForwardStatements implements OnModuleDestroy {
  private readonly ending = new AbortController()

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Sends what is due until nothing is, the store is away, or the process is about to end. Nothing without an outside store. */
  async run(stopping: AbortSignal): Promise<Forwarded> {
    const signal = AbortSignal.any([stopping, this.ending.signal])
    const done: Forwarded = { sent: 0, refused: 0, away: null }
    while (this.settings.xapi && !signal.aborted && done.away === null) {
      const claim = newId()
      const claimed = await this.claim(claim)
      if (claimed.length === 0) break
      const answer = await sendStatements(
        this.settings.xapi,
        claimed.map(({ statement }) => statement),
        { patienceMs: PATIENCE_MS, signal },
      )
      await this.note(claim, claimed, signal.aborted && answer.status === null ? null : answer, done)
    }
    return done
  }

  onModuleDestroy(): void {
    this.ending.abort()
  }

  /** Those that go in company first, so that what is at fault holds up nobody. */
  private async claim(claim: string): Promise<Claimed[]> {
    for (const [alone, most] of [
      [false, BATCH],
      [true, 1],
    ]) {
      const now = this.clock.now()
      const values = [now, claim, new Date(now.getTime() + LEASE_MS), alone, most]
      const [rows] = await retryPassing(() => this.database.query<[Claimed[], number]>(CLAIM, values))
      if (rows.length > 0) return rows
    }
    return []
  }

  /** `answer` null: we were stopped before one came, which is nobody's fault. */
  private async note(claim: string, claimed: readonly Claimed[], answer: LrsAnswer | null, done: Forwarded): Promise<void> {
    const { verdict, reason } = answer ? judge(answer, claimed.length) : { verdict: 'away' as const, reason: '' }
    const now = this.clock.now()
    const outcomeOf = ({ attempts }: Claimed): Outcome => {
      if (!answer) return { state: 'due', outcome: null, tryAt: now }
      if (verdict === 'sent' || verdict === 'refused') return { state: verdict, outcome: reason || null }
      if (verdict === 'alone') return { state: 'due', outcome: null, tryAt: now, alone: true }
      const tryAt = nextTryAt(attempts, answer.retryAfterSeconds, now)
      return { state: 'due', outcome: reason, tryAt, alone: goesAlone(answer, attempts) || undefined }
    }
    const notes = claimed.map(one => ({ id: one.id, ...outcomeOf(one) }))
    await retryPassing(() => this.database.query(NOTE, [JSON.stringify(notes), claim, now]))
    if (verdict === 'sent' || verdict === 'refused') done[verdict] += claimed.length
    if (verdict === 'away') done.away = reason
  }
}
