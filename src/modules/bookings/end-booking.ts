import type { EntityManager } from 'typeorm'
import { newId } from '../../shared/ids.js'
import { withdrawApproval } from './approval/withdraw-approval.js'
import { bookingDetails, type BookingDetails } from './booking.queries.js'
import type { CancelledBy } from './booking.entity.js'
import { quoteSentence } from './cancellation-quote.js'
import type { CancellationCharge } from './rules/cancellation.js'

/** Occurrence first, then booking: the order in which everybody locks, so that no two wait for each other in a ring. */
export async function lockedBooking(tx: EntityManager, id: string): Promise<BookingDetails | null> {
  const seen = await bookingDetails(tx, id)
  if (!seen) return null
  await tx.query('SELECT 1 FROM occurrence WHERE id = $1 FOR NO KEY UPDATE', [seen.occurrenceId])
  return bookingDetails(tx, id)
}

/** Why a charge is not asked for after all, and where what that rests on can be found (may be empty). */
export interface Waiver {
  reason: string
  evidence: string
}

/**
 * By whom, and why, a booking ends; `personId` null: nobody did it, time did. `askedAt`: when they asked, where that was before now;
 * `waiver`: the charge is waived at once.
 */
export interface Ending {
  by: CancelledBy
  personId: string | null
  reason: string
  askedAt?: Date | null
  waiver?: Waiver | null
}

/** Marks a booking cancelled and proposes its charge, if there is one. What becomes of its place is the caller's to write. */
export async function endBooking(tx: EntityManager, booking: BookingDetails, ending: Ending, charge: CancellationCharge, now: Date) {
  const { by, personId, reason, askedAt = null, waiver = null } = ending
  await tx.query(
    `UPDATE booking SET state = 'cancelled', cancelled_at = $2, cancelled_by = $3, cancelled_by_person_id = $4, cancel_reason = $5, late = $6,
       cancel_asked_at = $7 WHERE id = $1`,
    [booking.id, now, by, personId, reason, charge.late, askedAt],
  )
  if (booking.state === 'requested') await withdrawApproval(tx, booking.id, now)
  if (charge.chargePence === 0) return
  await tx.query(
    `INSERT INTO charge (id, booking_id, agency_id, kind, pence, why, proposed_at, state, decided_at, decided_by_id, reason, evidence)
     VALUES ($1, $2, $3, 'late cancellation', $4, $5, $6, $7, $8, $9, $10, $11)`,
    [newId(), booking.id, booking.agencyId, charge.chargePence, quoteSentence(charge), now, ...decided(waiver, personId, now)],
  )
}

/** What is written of the decision on a charge: waived at once by who ended the booking, or still to be looked at. */
const decided = (waiver: Waiver | null, personId: string | null, now: Date) =>
  waiver ? ['waived', now, personId, waiver.reason.trim(), waiver.evidence.trim()] : ['proposed', null, null, '', '']
