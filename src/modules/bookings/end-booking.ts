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

/** By whom, and why, a booking ends; `personId` null: nobody did it, time did. */
export interface Ending {
  by: CancelledBy
  personId: string | null
  reason: string
}

/** Marks a booking cancelled and proposes its charge, if there is one. What becomes of its place is the caller's to write. */
export async function endBooking(tx: EntityManager, booking: BookingDetails, ending: Ending, charge: CancellationCharge, now: Date) {
  await tx.query(
    `UPDATE booking SET state = 'cancelled', cancelled_at = $2, cancelled_by = $3, cancelled_by_person_id = $4, cancel_reason = $5, late = $6
     WHERE id = $1`,
    [booking.id, now, ending.by, ending.personId, ending.reason, charge.late],
  )
  if (booking.state === 'requested') await withdrawApproval(tx, booking.id, now)
  if (charge.chargePence === 0) return
  await tx.query(
    `INSERT INTO charge (id, booking_id, agency_id, kind, pence, why, proposed_at) VALUES ($1, $2, $3, 'late cancellation', $4, $5, $6)`,
    [newId(), booking.id, booking.agencyId, charge.chargePence, quoteSentence(charge), now],
  )
}
