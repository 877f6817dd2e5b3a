import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import type { Who } from '../../../web/access.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { bookingCancelled } from '../booking-mails.js'
import { type Cancelled, type CancelCode, endingMails, whyNotCancel } from '../cancel-a-booking.js'
import { quote } from '../cancellation-quote.js'
import { endBooking, lockedBooking, type Waiver } from '../end-booking.js'
import { askedMoment, type Asked, type AskedCode } from '../rules/asked-at.js'
import { OfferFreedPlaces } from '../waiting/offer-freed-places.js'
import { LESS_BOOKED } from './moving.statements.js'

/** `shownPence`: the charge that the page had shown; no other is taken. */
export interface DeskCancelAsked extends Asked {
  reason: string
  waiver: Waiver | null
  shownPence: number | null
}
export type DeskCancelCode = CancelCode | AskedCode | 'waiver-reason-missing'

/** Cancels a booking for whoever asked for it: the charge follows who that was and when they asked, and may be waived at once. */
@Injectable()
export class CancelFromDesk {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly offers: OfferFreedPlaces,
  ) {}

  /** For administrators, as the route says. `chargePence`: what is still to be asked for. */
  run(id: string, who: Who, asked: DeskCancelAsked, key: string | undefined, now: Date): Promise<Cancelled | Refusal<DeskCancelCode>> {
    return this.transaction.run(tx => once(tx, { personId: who.id, key }, () => this.cancel(tx, id, who, asked, now)))
  }

  private async cancel(tx: EntityManager, id: string, who: Who, asked: DeskCancelAsked, now: Date) {
    const booking = await lockedBooking(tx, id)
    const refusal = whyNotCancel(booking, who, now)
    if (!booking || refusal) return refusal ?? refuse('not-found')
    const { by, reason, waiver } = asked
    const moment = askedMoment(asked, booking, now)
    if (isRefusal(moment)) return moment
    const charge = quote(booking, by, moment)
    if (asked.shownPence !== null && asked.shownPence !== charge.chargePence) return refuse('charge-changed')
    if (waiver && charge.chargePence > 0 && waiver.reason.trim() === '') return refuse('waiver-reason-missing')
    const owed = waiver ? 0 : charge.chargePence
    await endBooking(tx, booking, { by, personId: who.id, reason, askedAt: asked.askedAt && moment, waiver }, charge, now)
    await tx.query(LESS_BOOKED, [booking.occurrenceId])
    const person = { id: booking.personId, name: booking.personName, email: booking.personEmail }
    const mail = bookingCancelled(person, { id, reference: booking.reference, by, reason, chargePence: owed }, booking)
    await this.outbox.add(tx, endingMails(booking, mail, now), now)
    await this.offers.passOn(tx, booking.occurrenceId, now)
    return { state: 'cancelled' as const, late: charge.late, chargePence: owed }
  }
}
