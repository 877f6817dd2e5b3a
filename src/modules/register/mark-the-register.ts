import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { holds, type Who } from '../../web/access.js'
import { registerActions } from '../bookings/rules/actions.js'
import { RegisterQueries, type RegisterSheet } from './register.queries.js'
import { type Tap, tapKey, tapsToWrite } from './rules/taps.js'

/** What became of a tap: `older` lost to a mark made after it, `not-on-register` names a booking or session that is not there. */
export type TapOutcome = 'saved' | 'older' | 'not-on-register'
export interface Marked {
  outcomes: TapOutcome[]
  sheet: RegisterSheet
}
export type MarkCode = 'not-found' | 'register-closed' | 'register-not-open' | 'occurrence-cancelled'

// Written in one order by everybody, so that two phones never wait for each other; the last tap wins by the time of the tap.
const WRITE = `
  INSERT INTO register_mark (booking_id, session_id, mark, marked_at, marked_by_id)
  SELECT b.id, s.id, t.mark, t.at, $3
  FROM jsonb_to_recordset($2::jsonb) AS t("bookingId" uuid, session int, mark text, at timestamptz)
  JOIN booking b ON b.id = t."bookingId" AND b.occurrence_id = $1 AND b.state NOT IN ('cancelled', 'requested')
  JOIN session s ON s.occurrence_id = $1 AND s.number = t.session
  ORDER BY b.id, s.id
  ON CONFLICT (booking_id, session_id) DO UPDATE SET mark = EXCLUDED.mark, marked_at = EXCLUDED.marked_at, marked_by_id = EXCLUDED.marked_by_id
  WHERE register_mark.marked_at <= EXCLUDED.marked_at
  RETURNING booking_id AS "bookingId", (SELECT number FROM session s WHERE s.id = session_id) AS session`

/** Writes marks, from as many phones at once as there are. */
@Injectable()
export class MarkTheRegister {
  constructor(
    private readonly transaction: Transaction,
    private readonly register: RegisterQueries,
  ) {}

  /** What became of each tap, in their order, and the register as it stands after them; nothing is written to a closed register. */
  run(who: Who, occurrenceId: string, taps: readonly Tap[], now: Date): Promise<Marked | Refusal<MarkCode>> {
    return this.transaction.run(async tx => {
      const before = await this.register.lockedSheet(tx, occurrenceId, who, 'share')
      const refusal = refusalToMark(before, who, now)
      if (refusal) return refusal
      return this.write(tx, who, before!, taps, now)
    })
  }

  /** For callers that have locked the sheet already and found it open. */
  async write(tx: EntityManager, who: Who, before: RegisterSheet, taps: readonly Tap[], now: Date): Promise<Marked> {
    const { id, sessions } = before.occurrence
    const saved = await this.save(tx, who, id, tapsToWrite(taps, sessions, now))
    const outcomes = taps.map(tap => outcomeOf(tap, before, saved))
    return { outcomes, sheet: (await this.register.sheet(id, who, tx))! }
  }

  private async save(tx: EntityManager, who: Who, occurrenceId: string, taps: Tap[]): Promise<Set<string>> {
    if (taps.length === 0) return new Set()
    const rows: Pick<Tap, 'bookingId' | 'session'>[] = await tx.query(WRITE, [occurrenceId, JSON.stringify(taps), who.id])
    return new Set(rows.map(tapKey))
  }
}

/** Why this register takes no marks; null when it does. The page asks the same. */
export function refusalToMark(sheet: RegisterSheet | null, who: Who, now: Date): Refusal<MarkCode> | null {
  if (!sheet) return refuse('not-found')
  const { occurrence } = sheet
  if (registerActions({ role: roleOf(who), occurrence }, now).markRegister) return null
  if (occurrence.cancelledAt) return refuse('occurrence-cancelled')
  return refuse(occurrence.registerClosedAt ? 'register-closed' : 'register-not-open', { from: occurrence.startsAt.toISOString() })
}

/** Whoever is shown a register is one of its trainers, or an administrator. */
export const roleOf = (who: Who): 'trainer' | 'administrator' => (holds(who, 'administrator') ? 'administrator' : 'trainer')

function outcomeOf(tap: Tap, { occurrence, rows }: RegisterSheet, saved: ReadonlySet<string>): TapOutcome {
  const known = occurrence.sessions.some(s => s.number === tap.session) && rows.some(row => row.bookingId === tap.bookingId)
  if (!known) return 'not-on-register'
  return saved.has(tapKey(tap)) ? 'saved' : 'older'
}
