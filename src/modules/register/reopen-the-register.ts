import { Injectable } from '@nestjs/common'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import type { Who } from '../../web/access.js'
import { decideReopen } from '../bookings/rules/register.js'
import { keepChange } from './keep-change.js'
import { RegisterQueries } from './register.queries.js'

// Meanwhile some may have booked another date of the course: that one is their live booking, and this one stands beside it.
const BACK = `
  UPDATE booking SET state = 'booked', second_on_course = true
  WHERE occurrence_id = $1 AND state IN ('attended', 'partly attended', 'no-show')`

// Imported registers were closed without marks: what is known of them is not asked again.
const MARKS_OF_OUTCOMES = `
  INSERT INTO register_mark (booking_id, session_id, mark, marked_at, marked_by_id)
  SELECT b.id, s.id, CASE b.state WHEN 'attended' THEN 'present' ELSE 'absent' END, $2, $3
  FROM booking b JOIN session s ON s.occurrence_id = b.occurrence_id
  WHERE b.occurrence_id = $1 AND b.state IN ('attended', 'no-show')
    AND NOT EXISTS (SELECT 1 FROM register_mark m WHERE m.booking_id = b.id)`

const OPEN = `
  UPDATE occurrence o SET register_closed_at = NULL, booked = live.n, overbooked = greatest(o.overbooked, live.n + o.held - o.places)
  FROM (SELECT count(*)::int AS n FROM booking WHERE occurrence_id = $1 AND state IN ('requested', 'booked') AND NOT walk_in) live
  WHERE o.id = $1`

/** Opens a closed register again. Learning records stand until the next closing puts them right: a course done is not undone meanwhile. */
@Injectable()
export class ReopenTheRegister {
  constructor(
    private readonly transaction: Transaction,
    private readonly register: RegisterQueries,
  ) {}

  /** For administrators, as the route says. `reason` is kept beside the change. */
  run(
    who: Who,
    occurrenceId: string,
    reason: string,
    now: Date,
  ): Promise<{ reopened: true } | Refusal<'not-found' | 'register-not-closed' | 'reason-missing'>> {
    return this.transaction.run(async tx => {
      const sheet = await this.register.lockedSheet(tx, occurrenceId, who, 'update')
      if (!sheet) return refuse('not-found')
      const decision = decideReopen(sheet.occurrence, reason)
      if (isRefusal(decision)) return decision
      await tx.query(MARKS_OF_OUTCOMES, [occurrenceId, sheet.occurrence.registerClosedAt, who.id])
      await tx.query(BACK, [occurrenceId])
      await tx.query(OPEN, [occurrenceId])
      await keepChange(tx, { id: newId(), occurrenceId, change: 'reopened', byId: who.id, at: now, reason: decision.reason })
      return { reopened: true }
    })
  }
}
