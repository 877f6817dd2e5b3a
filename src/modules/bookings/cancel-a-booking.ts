import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import { holds, type Who } from '../../web/access.js'
import { Outbox } from '../notifications/notifications.writer.js'
import { bookingCancelled } from './booking-mails.js'
import { bookingDetails, type BookingDetails } from './booking.queries.js'
import type { CancelledBy } from './booking.entity.js'
import { quote, quoteSentence } from './cancellation-quote.js'
import { OfferFreedPlaces } from './offer-freed-places.js'
import { mayCancel } from './rules/actions.js'
import type { CancellationCharge } from './rules/cancellation.js'

export interface Cancelled {
  state: 'cancelled'
  late: boolean
  chargePence: number
}
export type CancelCode = 'not-found' | 'already-cancelled' | 'too-late-to-cancel'

/** Whether this booking is the person's to see; an administrator may see every one. A stranger's booking is not found, not forbidden. */
export const mayHandle = (booking: BookingDetails, who: Who): boolean => booking.personId === who.id || holds(who, 'administrator')

/** Why this booking cannot be cancelled now, or null. Page and handler ask the same. */
export function whyNotCancel(booking: BookingDetails | null, who: Who, now: Date): Refusal<CancelCode> | null {
  if (!booking || !mayHandle(booking, who)) return refuse('not-found')
  if (booking.state === 'cancelled') return refuse('already-cancelled')
  const { startsAt, occurrenceCancelledAt: cancelledAt, registerClosedAt } = booking
  const role = booking.personId === who.id ? 'self' : 'administrator'
  return mayCancel({ booking, role, occurrence: { startsAt, cancelledAt, registerClosedAt } }, now) ? null : refuse('too-late-to-cancel')
}

/** Cancels a booking, proposes the charge, and offers the freed place to the head of the waiting list: one transaction. */
@Injectable()
export class CancelABooking {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly offers: OfferFreedPlaces,
  ) {}

  /** Administrators cancel as the organiser (never charged), everybody else as the delegate. A repeat with the same key answers the same. */
  run(bookingId: string, who: Who, reason: string, key: string | undefined, now: Date): Promise<Cancelled | Refusal<CancelCode>> {
    return this.transaction.run(tx => once(tx, { personId: who.id, key }, () => this.cancel(tx, bookingId, who, reason, now)))
  }

  private async cancel(tx: EntityManager, id: string, who: Who, reason: string, now: Date): Promise<Cancelled | Refusal<CancelCode>> {
    const booking = await lockedBooking(tx, id)
    const refusal = whyNotCancel(booking, who, now)
    if (!booking || isRefusal(refusal)) return refusal ?? refuse('not-found')
    const by: CancelledBy = booking.personId === who.id ? 'delegate' : 'organiser'
    const charge = quote(booking, by, now)
    await markCancelled(tx, booking, { by, personId: who.id, reason, late: charge.late }, now)
    if (charge.chargePence > 0) await proposeCharge(tx, booking, charge, now)
    await this.outbox.add(tx, [cancelledMail(booking, by, charge.chargePence)], now)
    await this.offers.run(tx, booking.occurrenceId, now)
    return { state: 'cancelled', late: charge.late, chargePence: charge.chargePence }
  }
}

/** Occurrence first, then booking: the order in which the lane locks, so that the two do not wait for each other in a ring. */
async function lockedBooking(tx: EntityManager, id: string): Promise<BookingDetails | null> {
  const seen = await bookingDetails(tx, id)
  if (!seen) return null
  await tx.query('SELECT 1 FROM occurrence WHERE id = $1 FOR NO KEY UPDATE', [seen.occurrenceId])
  return bookingDetails(tx, id)
}

interface Ending {
  by: CancelledBy
  personId: string
  reason: string
  late: boolean
}

async function markCancelled(tx: EntityManager, booking: BookingDetails, ending: Ending, now: Date): Promise<void> {
  await tx.query(
    `UPDATE booking SET state = 'cancelled', cancelled_at = $2, cancelled_by = $3, cancelled_by_person_id = $4, cancel_reason = $5, late = $6
     WHERE id = $1`,
    [booking.id, now, ending.by, ending.personId, ending.reason, ending.late],
  )
  // A place given above the limit is taken back first: it was never free for anybody else.
  await tx.query(
    `UPDATE occurrence SET booked = booked - 1, overbooked = greatest(0, least(overbooked, booked - 1 + held - places)) WHERE id = $1`,
    [booking.occurrenceId],
  )
}

async function proposeCharge(tx: EntityManager, booking: BookingDetails, charge: CancellationCharge, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO charge (id, booking_id, agency_id, kind, pence, why, proposed_at) VALUES ($1, $2, $3, 'late cancellation', $4, $5, $6)`,
    [newId(), booking.id, booking.agencyId, charge.chargePence, quoteSentence(charge), now],
  )
}

const cancelledMail = (booking: BookingDetails, by: CancelledBy, chargePence: number) =>
  bookingCancelled(
    { id: booking.personId, name: booking.personName, email: booking.personEmail },
    { id: booking.id, reference: booking.reference, by, chargePence },
    booking,
  )
