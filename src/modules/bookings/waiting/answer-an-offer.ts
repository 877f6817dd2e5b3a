import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { BookAPlace } from '../book-a-place.js'
import type { BookingMade } from '../booking-lane.facts.js'
import { isUuid } from '../booking.queries.js'
import { OfferFreedPlaces } from './offer-freed-places.js'
import { LESS_HELD } from './unoffered.sql.js'
import { answerable, decideDecline, type AnswerCode, type Offer } from '../rules/offers.js'
import type { BookingCode } from '../rules/places.js'

export type AcceptAnswer = BookingMade | Refusal<AnswerCode | BookingCode | 'not-found'>

interface OfferRow extends Offer {
  occurrenceId: string
}

/** Accepts or declines a freed place. Always by a button: opening the link changes nothing. */
@Injectable()
export class AnswerAnOffer {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly book: BookAPlace,
    private readonly offers: OfferFreedPlaces,
  ) {}

  /** Accepting is booking, through the same lane: the held place is the person's, and the queue's entry ends with it. */
  async accept(offerId: string, personId: string, key: string | undefined, now: Date, accepted?: string): Promise<AcceptAnswer> {
    await this.offers.settleDue(now)
    const offer = await offerOf(this.database.manager, offerId)
    if (!offer || offer.personId !== personId) return refuse('not-found')
    const refusal = answerable(offer, personId, now)
    // A repeat after the answer got lost is told of its booking by the lane, which knows the key.
    if (refusal && !(offer.state === 'accepted' && key)) return refusal
    const answer = await this.book.run(offer.occurrenceId, { personId, bookedById: personId, key, accepted, access: '', dietary: '' })
    return isRefusal(answer) && answer.refused === 'full' ? refuse('offer-gone', { state: 'gone' }) : answer
  }

  /** Declining gives the place to the next; the person keeps their place in the queue for other dates. */
  async decline(offerId: string, personId: string, now: Date): Promise<{ declined: true } | Refusal<AnswerCode | 'not-found'>> {
    await this.offers.settleDue(now)
    return this.transaction.run(async tx => {
      const seen = await offerOf(tx, offerId)
      if (!seen || seen.personId !== personId) return refuse('not-found')
      await tx.query('SELECT 1 FROM occurrence WHERE id = $1 FOR NO KEY UPDATE', [seen.occurrenceId])
      const offer = await offerOf(tx, offerId)
      if (!offer || offer.state === 'declined') return { declined: true }
      const decision = decideDecline(offer, personId, now)
      if (isRefusal(decision)) return decision
      await tx.query(`UPDATE offer SET state = 'declined', answered_at = $2 WHERE id = $1`, [offerId, now])
      await tx.query(LESS_HELD, [offer.occurrenceId, -decision.heldDelta])
      await this.offers.passOn(tx, offer.occurrenceId, now)
      return { declined: true }
    })
  }
}

async function offerOf(tx: EntityManager, id: string): Promise<OfferRow | undefined> {
  if (!isUuid(id)) return undefined
  const [row] = await tx.query<OfferRow[]>(
    `SELECT id AS "offerId", person_id AS "personId", occurrence_id AS "occurrenceId", kind, state, runs_out_at AS "runsOutAt" FROM offer WHERE id = $1`,
    [id],
  )
  return row
}
