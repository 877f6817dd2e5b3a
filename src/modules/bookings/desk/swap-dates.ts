import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import type { Who } from '../../../web/access.js'
import { bookingDetails, type BookingDetails, isUuid } from '../booking.queries.js'
import { type CancelCode, whyNotCancel } from '../cancel-a-booking.js'
import { quote } from '../cancellation-quote.js'
import { endBooking } from '../end-booking.js'
import { decideMove, MOVED, type MoveCode, type Moved } from '../rules/moves.js'
import type { Override } from '../rules/places.js'
import type { MovedBooking, MoveScene } from './a-move.js'
import { explained, lockBoth, MovePeople } from './moving.js'

/** `with`: the other booking; `by`: whether the two wished it, or the organiser did; `override`: over what one of them lacks. */
export interface SwapAsked {
  with: string
  by: 'delegate' | 'organiser'
  note: string
  override: Override | null
}

/** Refusals say whom of the two they are about, as `person`. */
export type SwapRefusal = MoveCode | CancelCode
type Half = { booking: BookingDetails; scene: MoveScene; moved: Moved }

/** Two people change places between two dates of one course, both full as they may be: neither place is ever free, and nobody is charged. */
@Injectable()
export class SwapDates {
  constructor(
    private readonly transaction: Transaction,
    private readonly moving: MovePeople,
  ) {}

  /** For administrators, as the route says. Both are moved, or neither is. */
  run(id: string, who: Who, asked: SwapAsked, key: string | undefined, now: Date): Promise<MovedBooking[] | Refusal<SwapRefusal>> {
    if (!isUuid(id) || !isUuid(asked.with)) return Promise.resolve(refuse('not-found'))
    return this.transaction.add(tx => once(tx, { personId: who.id, key }, () => this.swap(tx, [id, asked.with], who, asked, now)))
  }

  private async swap(tx: EntityManager, ids: [string, string], who: Who, asked: SwapAsked, now: Date) {
    const seen = [await bookingDetails(tx, ids[0]), await bookingDetails(tx, ids[1])]
    await lockBoth(
      tx,
      seen.flatMap(booking => booking?.occurrenceId ?? []),
    )
    const one = await bookingDetails(tx, ids[0])
    const other = await bookingDetails(tx, ids[1])
    if (!one || !other) return refuse('not-found')
    for (const booking of [one, other]) {
      const refusal = whyNotCancel(booking, who, now)
      if (refusal) return explained(refusal, booking)
    }
    const first = await this.half(tx, one, other, asked, now)
    if (isRefusal(first)) return first
    const second = await this.half(tx, other, one, asked, now)
    if (isRefusal(second)) return second
    return this.write(tx, [first, second], who, asked, now)
  }

  private async half(tx: EntityManager, booking: BookingDetails, from: BookingDetails, { override, by }: SwapAsked, now: Date) {
    const scene = await this.moving.scene(tx, booking, from.occurrenceId)
    if (!scene) return refuse('not-found')
    const moved = decideMove({ ...scene, person: scene.person.facts, from: booking.occurrenceId, override, by, exchange: true }, now)
    return isRefusal(moved) ? explained(moved, booking, scene.to.needs) : { booking, scene, moved }
  }

  /** Both end before one begins: a person has one place on a course at a time. The counters stay: one goes, one comes. */
  private async write(tx: EntityManager, halves: Half[], who: Who, { by, note }: SwapAsked, now: Date): Promise<MovedBooking[]> {
    const reason = note ? `${MOVED}: ${note}` : MOVED
    const free = (booking: BookingDetails) => quote(booking, 'organiser', now)
    for (const { booking } of halves) await endBooking(tx, booking, { by, personId: who.id, reason }, free(booking), now)
    const made: MovedBooking[] = []
    for (const { booking, scene, moved } of halves)
      made.push(await this.moving.begin(tx, booking, scene, { moved, by, note, charge: free(booking), waived: false }, who, now))
    return made
  }
}
