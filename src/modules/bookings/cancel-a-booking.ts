import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import { holds, type Who } from '../../web/access.js'
import { Outbox, type NewMessage } from '../notifications/notifications.writer.js'
import { copyFor } from './approval/manager-copies.js'
import { bookingCancelled } from './booking-mails.js'
import type { BookingDetails } from './booking.queries.js'
import type { CancelledBy } from './booking.entity.js'
import { quote } from './cancellation-quote.js'
import { endBooking, lockedBooking } from './end-booking.js'
import { cancellations } from './session-mails.js'
import { OfferFreedPlaces } from './waiting/offer-freed-places.js'
import { mayCancel } from './rules/actions.js'
import { actingAs, CANCELS_AS } from './rules/acting-for.js'

export interface Cancelled {
  state: 'cancelled'
  late: boolean
  chargePence: number
}
export type CancelCode = 'not-found' | 'already-cancelled' | 'walked-in' | 'too-late-to-cancel' | 'charge-changed'

/** `shownPence`: the charge that the page had shown when the button was pressed; no other is taken. `as`: whose pages it was pressed on. */
export interface CancelAsked {
  reason?: string | undefined
  shownPence?: number | undefined
  as?: 'administrator' | 'training lead'
}

/** Whether this booking is the person's to see; an administrator may see every one. A stranger's booking is not found, not forbidden. */
export const mayHandle = (booking: BookingDetails, who: Who): boolean => booking.personId === who.id || holds(who, 'administrator')

/** Why this booking cannot be cancelled now, or null. Page and handler ask the same. `as`: whose pages are asked. */
export function whyNotCancel(booking: BookingDetails | null, who: Who, now: Date, as?: CancelAsked['as']): Refusal<CancelCode> | null {
  const role = booking && actingAs(booking, who, as)
  if (!booking || !role) return refuse('not-found')
  if (booking.state === 'cancelled') return refuse('already-cancelled')
  if (booking.walkIn) return refuse('walked-in')
  const { startsAt, occurrenceCancelledAt: cancelledAt, registerClosedAt } = booking
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

  /** Administrators cancel as the organiser (never charged), training leads as the agency, everybody else as the delegate. A repeat with the same key answers the same. */
  run(bookingId: string, who: Who, asked: CancelAsked, key: string | undefined, now: Date): Promise<Cancelled | Refusal<CancelCode>> {
    return this.transaction.run(tx => once(tx, { personId: who.id, key }, () => this.cancel(tx, bookingId, who, asked, now)))
  }

  private async cancel(
    tx: EntityManager,
    id: string,
    who: Who,
    { reason = '', shownPence, as }: CancelAsked,
    now: Date,
  ): Promise<Cancelled | Refusal<CancelCode>> {
    const booking = await lockedBooking(tx, id)
    const refusal = whyNotCancel(booking, who, now, as)
    const role = booking && actingAs(booking, who, as)
    if (!booking || !role || isRefusal(refusal)) return refusal ?? refuse('not-found')
    const by = CANCELS_AS[role]
    const charge = quote(booking, by, now)
    if (shownPence !== undefined && shownPence !== charge.chargePence) return refuse('charge-changed')
    await endBooking(tx, booking, { by, personId: who.id, reason }, charge, now)
    // A place given above the limit is taken back first: it was never free for anybody else.
    await tx.query(
      `UPDATE occurrence SET booked = booked - 1, overbooked = greatest(0, least(overbooked, booked - 1 + held - places)) WHERE id = $1`,
      [booking.occurrenceId],
    )
    const mail = cancelledMail(booking, { by, reason, chargePence: charge.chargePence, lead: by === 'agency' ? who.name : '' })
    await this.outbox.add(tx, endingMails(booking, mail, now), now)
    await this.offers.passOn(tx, booking.occurrenceId, now)
    return { state: 'cancelled', late: charge.late, chargePence: charge.chargePence }
  }
}

/** What has not been approved is in no calendar, and no manager was told that it was booked. */
export function endingMails(booking: BookingDetails, mail: NewMessage, now: Date): NewMessage[] {
  if (booking.state === 'requested') return [mail]
  const copied = { bookingId: booking.id, delegate: booking.personName, ...booking }
  return [...cancellations(booking, booking, mail, now), ...copyFor('cancellation', copied, booking)]
}

const cancelledMail = (booking: BookingDetails, ending: { by: CancelledBy; reason: string; chargePence: number; lead: string }) =>
  bookingCancelled(
    { id: booking.personId, name: booking.personName, email: booking.personEmail },
    { id: booking.id, reference: booking.reference, ...ending },
    booking,
  )
