import { refuse, type Refusal } from '../../../shared/refusal.js'
import {
  type Booked,
  type BookingCode,
  bookingClosesAt,
  decideBooking,
  missingKeys,
  type OccurrenceFacts,
  type PersonFacts,
} from './places.js'

/** How long a freed place is held for the head of the list. All is counted back from the closing of the booking. */
export interface OfferPolicy {
  holdHours: number
  /** Held only this long once the closing is no more than so many days away. */
  shorterHoldHours: number
  shorterWithinDays: number
  /** With no more than so many hours left nothing is held: all who could come are told, and the first to accept has it. */
  lastHours: number
}
export const OFFER_POLICY: OfferPolicy = { holdHours: 48, shorterHoldHours: 12, shorterWithinDays: 7, lastHours: 48 }

/** Somebody on the course's list. `dates`: occurrences they can make, empty for any. `holdsAnother`: a place is held for them on another date. */
export interface QueueEntry {
  entryId: string
  personId: string
  dates: readonly string[]
  completed: PersonFacts['completed']
  liveOn: readonly string[]
  holdsAnother: boolean
}

export type OfferKind = 'hold' | 'first-to-accept'
export type OfferState = 'open' | 'accepted' | 'declined' | 'run-out' | 'gone'
export type SkipReason = 'already-offered' | 'already-booked' | 'cannot-make-date' | 'holds-another-offer' | 'prerequisites-missing'

export interface Skipped {
  entryId: string
  because: SkipReason
}

/** An offer to be made, with what is kept of why: the place in the queue, and who before them was passed over. */
export interface PlannedOffer {
  entryId: string
  personId: string
  runsOutAt: Date
  why: { position: number; skipped: Skipped[] }
}

export type OfferPlan =
  | { kind: OfferKind; offers: PlannedOffer[] }
  | {
      kind: 'nothing'
      because: 'occurrence-cancelled' | 'booked-elsewhere' | 'booking-not-open' | 'booking-closed' | 'no-free-place' | 'nobody-can-come'
    }

export interface OfferFacts {
  queue: readonly QueueEntry[]
  free: number
  occurrence: OccurrenceFacts
  policy: OfferPolicy
  /** Every offer made so far for this occurrence. */
  alreadyOffered: readonly { entryId: string; state: OfferState }[]
}

const HOUR = 3_600_000

/** How an offer made now would be made, and when it would run out: never after the booking closes. */
export function offerTerms(closesAt: Date, policy: OfferPolicy, now: Date): { kind: OfferKind; runsOutAt: Date } {
  const left = closesAt.getTime() - now.getTime()
  if (left <= policy.lastHours * HOUR) return { kind: 'first-to-accept', runsOutAt: closesAt }
  const hours = left <= policy.shorterWithinDays * 24 * HOUR ? policy.shorterHoldHours : policy.holdHours
  return { kind: 'hold', runsOutAt: new Date(now.getTime() + Math.min(left, hours * HOUR)) }
}

function nothingBecause({ occurrence, free }: OfferFacts, now: Date): (OfferPlan & { kind: 'nothing' })['because'] | null {
  if (occurrence.cancelledAt !== null) return 'occurrence-cancelled'
  if (occurrence.external) return 'booked-elsewhere'
  if (occurrence.opensAt !== null && now < occurrence.opensAt) return 'booking-not-open'
  if (now >= bookingClosesAt(occurrence)) return 'booking-closed'
  return free <= 0 ? 'no-free-place' : null
}

/**
 * Whom to offer the free places of an occurrence: one offer for each place, in the order of the queue, to those who can make the date and
 * may still book it; in the last hours an offer to everybody who could come. Nobody is offered the same occurrence twice, save that in
 * the last hours those who merely missed their chance hear of it again.
 */
export function nextOffers(facts: OfferFacts, now: Date): OfferPlan {
  const because = nothingBecause(facts, now)
  if (because) return { kind: 'nothing', because }
  const { kind, runsOutAt } = offerTerms(bookingClosesAt(facts.occurrence), facts.policy, now)
  const most = kind === 'hold' ? facts.free : Infinity
  const spent = spentOffers(facts.alreadyOffered, kind)
  const offers: PlannedOffer[] = []
  const skipped: Skipped[] = []
  for (const [index, entry] of facts.queue.entries()) {
    if (offers.length >= most) break
    const skip = skipReason(entry, facts.occurrence, spent)
    if (skip) skipped.push({ entryId: entry.entryId, because: skip })
    else
      offers.push({
        entryId: entry.entryId,
        personId: entry.personId,
        runsOutAt,
        why: { position: index + 1, skipped: kind === 'hold' ? [...skipped] : [] },
      })
  }
  return offers.length === 0 ? { kind: 'nothing', because: 'nobody-can-come' } : { kind, offers }
}

// An offer that ran out or was snatched away was no "no": in the last hours it is worth asking those people again.
function spentOffers(offered: OfferFacts['alreadyOffered'], kind: OfferKind): Set<string> {
  const final = kind === 'hold' ? offered : offered.filter(offer => offer.state !== 'run-out' && offer.state !== 'gone')
  return new Set(final.map(offer => offer.entryId))
}

function skipReason(entry: QueueEntry, occurrence: OccurrenceFacts, spent: ReadonlySet<string>): SkipReason | null {
  if (spent.has(entry.entryId)) return 'already-offered'
  if (entry.liveOn.length > 0) return 'already-booked'
  if (entry.dates.length > 0 && !entry.dates.includes(occurrence.id)) return 'cannot-make-date'
  if (entry.holdsAnother) return 'holds-another-offer'
  return missingKeys(occurrence, entry.completed).length > 0 ? 'prerequisites-missing' : null
}

export interface Offer {
  offerId: string
  personId: string
  kind: OfferKind
  state: OfferState
  runsOutAt: Date
}

/** The offers that nobody answered in time: to be marked run out, and the places held by `hold` ones given back. */
export function expired<T extends Pick<Offer, 'state' | 'runsOutAt'>>(offers: readonly T[], now: Date): T[] {
  return offers.filter(offer => offer.state === 'open' && now >= offer.runsOutAt)
}

export type AnswerCode = 'not-your-offer' | 'offer-run-out' | 'offer-gone'

/** Whether `by` may still answer this offer. */
export function answerable(offer: Offer, by: string, now: Date): Refusal<AnswerCode> | null {
  if (offer.personId !== by) return refuse('not-your-offer')
  const ranOut = offer.state === 'run-out' || expired([offer], now).length > 0
  if (ranOut) return refuse('offer-run-out', { ranOutAt: offer.runsOutAt.toISOString() })
  return offer.state === 'open' ? null : refuse('offer-gone', { state: offer.state })
}

const held = (offer: Offer): number => (offer.kind === 'hold' ? -1 : 0)

export interface AcceptFacts {
  offer: Offer
  by: string
  occurrence: OccurrenceFacts
  person: Omit<PersonFacts, 'hold'>
}

/** Accepting books the place; an offer without a held place may come too late (`offer-gone`). The deltas are for the occurrence's counters. */
export function decideAccept(
  { offer, by, occurrence, person }: AcceptFacts,
  now: Date,
): { accepted: true; booking: Booked; bookedDelta: 1; heldDelta: number } | Refusal<AnswerCode | BookingCode> {
  const refusal = answerable(offer, by, now)
  if (refusal) return refusal
  const hold = offer.kind === 'hold' ? { offerId: offer.offerId, runsOutAt: offer.runsOutAt } : null
  const booking = decideBooking({ occurrence, person: { ...person, hold } }, now)
  if ('booked' in booking) return { accepted: true, booking, bookedDelta: 1, heldDelta: held(offer) }
  return booking.refused === 'full' ? refuse('offer-gone', { state: 'gone' }) : booking
}

/** Declining gives a held place back, to be offered to the next. */
export function decideDecline(offer: Offer, by: string, now: Date): { declined: true; heldDelta: number } | Refusal<AnswerCode> {
  return answerable(offer, by, now) ?? { declined: true, heldDelta: held(offer) }
}
