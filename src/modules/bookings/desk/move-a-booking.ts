import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import type { Who } from '../../../web/access.js'
import { bookingDetails, isUuid } from '../booking.queries.js'
import { whyNotCancel, type CancelCode } from '../cancel-a-booking.js'
import { quote } from '../cancellation-quote.js'
import { endBooking, type Waiver } from '../end-booking.js'
import { askedMoment, type Asked, type AskedCode } from '../rules/asked-at.js'
import { decideMove, MOVED, type MoveCode } from '../rules/moves.js'
import type { Override } from '../rules/places.js'
import { OfferFreedPlaces } from '../waiting/offer-freed-places.js'
import type { MovedBooking } from './a-move.js'
import { explained, lockBoth, MovePeople } from './moving.js'
import { LESS_BOOKED, MORE_BOOKED } from './moving.statements.js'

/** `to`: the other date; `note`: what the person is told, may be empty; `shownPence`: the charge that the page had shown, no other is taken. */
export interface MoveAsked extends Asked {
  to: string
  note: string
  override: Override | null
  waiver: Waiver | null
  shownPence: number | null
}

export type MoveRefusal = MoveCode | AskedCode | CancelCode | 'waiver-reason-missing'
export interface MoveMade extends MovedBooking {
  chargePence: number
}

/** Moves a booking to another date of the course: the old one ends, the new one begins, and who waited for the old place is offered it. */
@Injectable()
export class MoveABooking {
  constructor(
    private readonly transaction: Transaction,
    private readonly moving: MovePeople,
    private readonly offers: OfferFreedPlaces,
  ) {}

  /** For administrators, as the route says. Looks again where the person got another place at this very moment. */
  async run(bookingId: string, who: Who, asked: MoveAsked, key: string | undefined, now: Date): Promise<MoveMade | Refusal<MoveRefusal>> {
    if (!isUuid(bookingId) || !isUuid(asked.to)) return refuse('not-found')
    // A place that is held for nobody any more keeps nobody out, whether or not the job has looked already.
    await this.offers.settleDue(now)
    return this.transaction.add(tx => once(tx, { personId: who.id, key }, () => this.move(tx, bookingId, who, asked, now)))
  }

  private async move(tx: EntityManager, id: string, who: Who, asked: MoveAsked, now: Date): Promise<MoveMade | Refusal<MoveRefusal>> {
    const seen = await bookingDetails(tx, id)
    if (!seen) return refuse('not-found')
    await lockBoth(tx, [seen.occurrenceId, asked.to])
    const booking = await bookingDetails(tx, id)
    const refusal = whyNotCancel(booking, who, now)
    if (!booking || refusal) return refusal ?? refuse('not-found')
    const scene = await this.moving.scene(tx, booking, asked.to)
    if (!scene) return refuse('not-found')
    const { by, override, note, waiver } = asked
    const moment = askedMoment(asked, booking, now)
    if (isRefusal(moment)) return moment
    const charge = quote(booking, by, moment)
    if (asked.shownPence !== null && asked.shownPence !== charge.chargePence) return refuse('charge-changed')
    if (waiver && charge.chargePence > 0 && waiver.reason.trim() === '') return refuse('waiver-reason-missing')
    const moved = decideMove({ ...scene, person: scene.person.facts, from: booking.occurrenceId, override, by, exchange: false }, now)
    if (isRefusal(moved)) return explained(moved, booking, scene.to.needs)
    const reason = note ? `${MOVED}: ${note}` : MOVED
    await endBooking(tx, booking, { by, personId: who.id, reason, askedAt: asked.askedAt && moment, waiver }, charge, now)
    const held = (moved.usesHold ?? moved.usesReserved) ? 1 : 0
    await tx.query(MORE_BOOKED, [asked.to, held, moved.overridden.includes('places') ? 1 : 0])
    await tx.query(LESS_BOOKED, [booking.occurrenceId])
    const made = await this.moving.begin(tx, booking, scene, { moved, by, note, charge, waived: waiver !== null }, who, now)
    await this.offers.passOn(tx, booking.occurrenceId, now)
    return { ...made, chargePence: waiver ? 0 : charge.chargePence }
  }
}
