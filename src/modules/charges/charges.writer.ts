import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { COLLEAGUE_SENT } from '../bookings/rules/substitution.js'
import { noLongerOwed, type ChargeFacts } from './rules/decisions.js'
import { refilledBy } from './rules/refilled.js'

interface Due extends ChargeFacts {
  /** The policy of the booking keeps the charge though the place was taken again. */
  chargedAnyway: boolean
  id: string
  bookingId: string
  occurrenceId: string
}

interface Facts {
  occurrenceId: string
  places: number
  cancelled: boolean
  late: { bookingId: string; cancelledAt: string; reason: string }[]
  held: { reference: string; bookedAt: string }[]
}

/** What is written of one charge; `state` is what it was, where it stands. */
interface Settled {
  id: string
  state: string
  refilled: boolean
  refilledBy: string
  reason: string
}

const OCCURRENCES_AT_A_TIME = 100

const DUE = `
  SELECT g.id, g.booking_id AS "bookingId", b.occurrence_id AS "occurrenceId", g.state, g.export_id IS NOT NULL AS exported,
    coalesce(y.definition->>'refilled' = 'charged', false) AS "chargedAnyway"
  FROM charge g JOIN booking b ON b.id = g.booking_id LEFT JOIN policy_version y ON y.policy_id = b.policy_id AND y.number = b.policy_version
  WHERE g.refilled IS NULL AND g.kind = 'late cancellation' AND b.occurrence_id IN (
    SELECT DISTINCT o.id FROM charge h JOIN booking k ON k.id = h.booking_id JOIN occurrence o ON o.id = k.occurrence_id
    WHERE h.refilled IS NULL AND h.kind = 'late cancellation' AND (o.starts_at <= $1 OR o.cancelled_at IS NOT NULL) LIMIT $2)
  ORDER BY g.id FOR UPDATE OF g SKIP LOCKED`

// Late cancellations without a charge (a group that owes nothing) gave a place back too.
const FACTS = `
  SELECT o.id AS "occurrenceId", o.places, o.cancelled_at IS NOT NULL AS cancelled,
    coalesce((SELECT json_agg(json_build_object('bookingId', b.id, 'cancelledAt', b.cancelled_at, 'reason', b.cancel_reason))
      FROM booking b WHERE b.occurrence_id = o.id AND b.state = 'cancelled' AND b.late), '[]') AS late,
    coalesce((SELECT json_agg(json_build_object('reference', b.reference, 'bookedAt', b.booked_at)) FROM booking b
      WHERE b.occurrence_id = o.id AND NOT b.walk_in AND b.state IN ('booked', 'attended', 'partly attended', 'no-show')), '[]') AS held
  FROM occurrence o WHERE o.id = ANY($1)`

const WRITE = `
  UPDATE charge g SET refilled = r.refilled, refilled_by = r."refilledBy", state = r.state,
    reason = CASE WHEN g.state = r.state THEN g.reason ELSE r.reason END,
    decided_at = CASE WHEN g.state = r.state THEN g.decided_at ELSE $2 END,
    decided_by_id = CASE WHEN g.state = r.state THEN g.decided_by_id END
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, state text, refilled boolean, "refilledBy" text, reason text) WHERE g.id = r.id`

/** What others may have charges do. */
@Injectable()
export class ChargesWriter {
  constructor(private readonly transaction: Transaction) {}

  /**
   * Says of each late cancellation, once its occurrence has begun, whether its place was refilled (rules/refilled.ts), and takes back the
   * charge where it was, or where the organiser cancelled the date after all. Three statements, however many; answers how many it settled.
   */
  settleLateCancellations(now: Date): Promise<number> {
    return this.transaction.run(async tx => {
      const due = await tx.query<Due[]>(DUE, [now, OCCURRENCES_AT_A_TIME])
      if (due.length === 0) return 0
      const facts = await tx.query<Facts[]>(FACTS, [[...new Set(due.map(charge => charge.occurrenceId))]])
      await write(
        tx,
        facts.flatMap(occurrence =>
          settle(
            occurrence,
            due.filter(charge => charge.occurrenceId === occurrence.occurrenceId),
          ),
        ),
        now,
      )
      return due.length
    })
  }
}

const write = (tx: EntityManager, rows: Settled[], now: Date) => tx.query(WRITE, [JSON.stringify(rows), now])

function settle({ places, cancelled, late, held }: Facts, charges: Due[]): Settled[] {
  const gaveBack = late.map(({ bookingId, cancelledAt, reason }) => ({
    bookingId,
    cancelledAt: new Date(cancelledAt),
    colleagueSent: reason === COLLEAGUE_SENT,
  }))
  const taken = refilledBy(
    gaveBack,
    held.map(({ reference, bookedAt }) => ({ reference, bookedAt: new Date(bookedAt) })),
    places,
  )
  return charges.map(charge => {
    const by = cancelled ? null : (taken.get(charge.bookingId) ?? null)
    const owed = !cancelled && (by === null || charge.chargedAnyway)
    const reason = cancelled ? 'The organiser cancelled the date.' : `Somebody else took the place: ${by}.`
    return {
      id: charge.id,
      state: (owed ? null : noLongerOwed(charge)) ?? charge.state,
      refilled: by !== null,
      refilledBy: by ?? '',
      reason,
    }
  })
}
