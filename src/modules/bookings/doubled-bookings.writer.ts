import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Outbox } from '../notifications/notifications.writer.js'
import { bookingCancelled } from './booking-mails.js'
import type { BookingDetails } from './booking.queries.js'
import { quote } from './cancellation-quote.js'
import { endBooking, lockedBooking } from './end-booking.js'
import { isLive } from './rules/booking-states.js'
import { cancellations } from './session-mails.js'
import { OfferFreedPlaces } from './waiting/offer-freed-places.js'

/** A place above the limit is taken back first: it was never free for anybody else. */
const ONE_LESS = `UPDATE occurrence SET booked = booked - 1, overbooked = greatest(0, least(overbooked, booked - 1 + held - places)) WHERE id = $1`

// What finance was told of is credited, what it was not is waived; what was decided already stands.
const NO_CHARGE = `
  UPDATE charge SET state = CASE WHEN export_id IS NULL THEN 'waived' ELSE 'credited' END, reason = $2, decided_at = $3, decided_by_id = $4
  WHERE booking_id = $1 AND state IN ('proposed', 'confirmed')`

const NEEDS_ALONG = `
  UPDATE need SET booking_id = $2 WHERE booking_id = $1 AND NOT EXISTS (SELECT 1 FROM need WHERE booking_id = $2)`

/** Ends the second of two bookings that one person turns out to have on one date. */
@Injectable()
export class DoubledBookings {
  constructor(
    private readonly outbox: Outbox,
    private readonly offers: OfferFreedPlaces,
  ) {}

  /**
   * Ends it free of charge, as the organiser's doing, with the reason; its needs go to the booking that `keeps` the place, unless that has
   * its own. The date's row is locked. Who is to have the place is asked later, by `passOn`.
   */
  async end(tx: EntityManager, doubled: { id: string; keeps: string }, by: { personId: string; reason: string }, now: Date): Promise<void> {
    const booking = await lockedBooking(tx, doubled.id)
    if (!booking) return
    const place = isLive(booking.state) && !booking.walkIn
    await tx.query(NEEDS_ALONG, [doubled.id, doubled.keeps])
    await tx.query('UPDATE booking SET walk_in = false WHERE id = $1 AND walk_in', [doubled.id])
    await endBooking(tx, booking, { by: 'organiser', ...by }, quote(booking, 'organiser', now), now)
    await tx.query(NO_CHARGE, [doubled.id, by.reason, now, by.personId])
    if (!place) return
    await tx.query(ONE_LESS, [booking.occurrenceId])
    if (booking.startsAt > now) await this.outbox.add(tx, mails(booking, by.reason, now), now)
  }

  /** Offers what is free on this date, and ends offers whose queue place has ended. */
  passOn(tx: EntityManager, occurrenceId: string, now: Date): Promise<number> {
    return this.offers.passOn(tx, occurrenceId, now)
  }
}

/** It leaves its owner's calendar; their line manager is told nothing, because the other booking stands. */
function mails(booking: BookingDetails, reason: string, now: Date) {
  const person = { id: booking.personId, name: booking.personName, email: booking.personEmail }
  const mail = bookingCancelled(person, { id: booking.id, reference: booking.reference, by: 'organiser', chargePence: 0, reason }, booking)
  return booking.state === 'requested' ? [mail] : cancellations(booking, booking, mail, now)
}
