import { londonDate } from '../../../shared/dates.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { type Completion, type CourseNeed, missing } from '../../courses/rules/prerequisites.js'
import { type Condition, conditionLimit, type OnCondition } from './condition.js'
import { ownReserved, type Reserved } from './reserved.js'

export interface KeyedNeed extends CourseNeed {
  key: string
}

/** An occurrence as the rules of booking see it. `booked` and `held` are its counters; nothing is counted anew. */
export interface OccurrenceFacts {
  id: string
  startsAt: Date
  /** From this moment; null: from its first publication. */
  opensAt: Date | null
  /** Up to, not including, this moment; null: until it starts. */
  closesAt: Date | null
  cancelledAt: Date | null
  /** Its course is no longer offered: who is booked keeps the place, and nobody else gets one. */
  retired?: boolean
  /** Booked at another provider's, so never here. */
  external: boolean
  places: number
  booked: number
  held: number
  needs: readonly KeyedNeed[]
}

/** The person who asks. `liveOn`: occurrences of the same course with a live booking; `hold`: a place held for them on this one. */
export interface PersonFacts {
  personId: string
  completed: readonly Completion[]
  liveOn: readonly string[]
  hold: { offerId: string; runsOutAt: Date } | null
  /** Places of this date that are reserved for their agency; left out: none. */
  reserved?: Reserved | null
}

export const BARRIERS = ['prerequisites', 'places', 'window', 'one-per-course'] as const
export type Barrier = (typeof BARRIERS)[number]
export interface Override {
  over: readonly Barrier[]
  reason: string
}

/**
 * `nobodyToAsk`: a line manager has to approve, and none is known. `onCondition`: what may still be done after booking. `termsChanged`: the
 * terms are no longer those that the person was shown.
 */
export interface BookingRequest {
  person: PersonFacts
  override?: Override | null
  nobodyToAsk?: boolean
  termsChanged?: boolean
  onCondition?: OnCondition | null
}
export interface BookingFacts extends BookingRequest {
  occurrence: OccurrenceFacts
}

export type BookingCode =
  | 'occurrence-cancelled'
  | 'course-retired'
  | 'booked-elsewhere'
  | 'already-booked'
  | 'booking-not-open'
  | 'booking-closed'
  | 'prerequisites-missing'
  | 'full'
  | 'manager-missing'
  | 'terms-changed'
  | 'reason-missing'

/**
 * A place given. `usesHold`: the offer whose held place it is; `overridden`: what really stood in the way, `reason` why it was booked over;
 * `condition`: on which it is kept, left out where it stands without one; `usesReserved`: of which reserved places it is one, where it is.
 */
export interface Booked {
  booked: true
  usesHold: string | null
  usesReserved?: string
  overridden: Barrier[]
  reason: string | null
  condition?: Condition
}
export type BookingDecision = Booked | Refusal<BookingCode>

/** Booking ends at its closing time, and with the start at the latest. */
export function bookingClosesAt(occurrence: Pick<OccurrenceFacts, 'startsAt' | 'closesAt'>): Date {
  const { startsAt, closesAt } = occurrence
  return closesAt !== null && closesAt < startsAt ? closesAt : startsAt
}

/** Places neither booked nor held; never below 0, however far an administrator booked over. */
export function freePlaces(occurrence: Pick<OccurrenceFacts, 'places' | 'booked' | 'held'>): number {
  return Math.max(0, occurrence.places - occurrence.booked - occurrence.held)
}

/** The required courses, as keys, that these records do not meet on the day of the occurrence. */
export function missingKeys(occurrence: Pick<OccurrenceFacts, 'needs' | 'startsAt'>, completed: readonly Completion[]): string[] {
  if (occurrence.needs.length === 0) return []
  const ids = missing(occurrence.needs, completed, londonDate(occurrence.startsAt))
  return occurrence.needs.filter(need => ids.includes(need.courseId)).map(need => need.key)
}

const runningHold = (person: PersonFacts, now: Date): string | null =>
  person.hold !== null && now < person.hold.runsOutAt ? person.hold.offerId : null

const keptFor = (person: PersonFacts, now: Date): boolean => runningHold(person, now) !== null || ownReserved(person.reserved, now) !== null

type Check = (facts: BookingFacts, now: Date) => Refusal<BookingCode> | null | false

// In the order in which the answers help: who is booked already need not hear that the course is full, and who lacks a prerequisite
// would only be sent to a waiting list that cannot take them.
const CHECKS: readonly (readonly [Check, Barrier?])[] = [
  [({ occurrence }) => occurrence.cancelledAt !== null && refuse('occurrence-cancelled')],
  [({ occurrence }) => occurrence.retired === true && refuse('course-retired')],
  [({ occurrence }) => occurrence.external && refuse('booked-elsewhere')],
  [({ occurrence: { id }, person }) => person.liveOn.includes(id) && refuse('already-booked', { occurrence: id })],
  [({ person }) => person.liveOn.length > 0 && refuse('already-booked', { occurrence: person.liveOn[0]! }), 'one-per-course'],
  [({ occurrence }, now) => now >= occurrence.startsAt && closed(occurrence)],
  [notOpen, 'window'],
  [({ occurrence }, now) => now >= bookingClosesAt(occurrence) && closed(occurrence), 'window'],
  [prerequisites, 'prerequisites'],
  [({ occurrence, person }, now) => freePlaces(occurrence) === 0 && !keptFor(person, now) && refuse('full'), 'places'],
  [({ nobodyToAsk, occurrence: { id } }) => nobodyToAsk === true && refuse('manager-missing', { occurrence: id })],
  [({ termsChanged, occurrence: { id } }) => termsChanged === true && refuse('terms-changed', { occurrence: id })],
]

const iso = (instant: Date): string => instant.toISOString()
const closed = (occurrence: OccurrenceFacts) => refuse('booking-closed', { closedAt: iso(bookingClosesAt(occurrence)) })

function notOpen({ occurrence: { opensAt } }: BookingFacts, now: Date): Refusal<BookingCode> | null {
  return opensAt !== null && now < opensAt ? refuse('booking-not-open', { opensAt: iso(opensAt) }) : null
}

function prerequisites(facts: BookingFacts, now: Date): Refusal<BookingCode> | null {
  const keys = missingKeys(facts.occurrence, facts.person.completed)
  return keys.length > 0 && !conditionOf(facts, now) ? refuse('prerequisites-missing', { missing: keys }) : null
}

/** On what condition this place can be had; null where nothing is lacking, or not all of it can still be done in time. */
function conditionOf({ occurrence, person, onCondition }: BookingFacts, now: Date): Condition | null {
  if (!onCondition || occurrence.needs.length === 0) return null
  const courseIds = missing(occurrence.needs, person.completed, londonDate(occurrence.startsAt))
  const until = conditionLimit(occurrence.startsAt, onCondition, now)
  const possible = courseIds.length > 0 && courseIds.every(id => onCondition.courseIds.includes(id))
  return possible && until !== null ? { courseIds, until } : null
}

/**
 * Whether this person gets a place: the rules of places and prerequisites in docs/rules.md. Instants in refusals are ISO 8601.
 * A second live booking on the very same occurrence, a cancelled one and one that has begun cannot be overridden.
 */
export function decideBooking(facts: BookingFacts, now: Date): BookingDecision {
  const overridden: Barrier[] = []
  for (const [check, barrier] of CHECKS) {
    const refusal = check(facts, now)
    if (!refusal) continue
    if (!barrier || !facts.override?.over.includes(barrier)) return refusal
    overridden.push(barrier)
  }
  const reason = facts.override?.reason.trim() ?? ''
  if (overridden.length > 0 && reason === '') return refuse('reason-missing')
  const condition = conditionOf(facts, now)
  const usesHold = runningHold(facts.person, now)
  // A place held for the person alone comes first: their offer ends with it either way.
  const usesReserved = usesHold === null ? ownReserved(facts.person.reserved, now) : null
  const given = { usesHold, overridden, reason: overridden.length > 0 ? reason : null }
  return { booked: true, ...given, ...(usesReserved !== null && { usesReserved }), ...(condition && { condition }) }
}

export interface BatchPlan {
  decisions: BookingDecision[]
  bookedDelta: number
  heldDelta: number
}

/**
 * Decides what arrived together for one occurrence, each request on the counters the one before it left behind. The same person met
 * again is answered as if the earlier request had long been saved.
 */
export function decideBatch(occurrence: OccurrenceFacts, requests: readonly BookingRequest[], now: Date): BatchPlan {
  const counters = { ...occurrence }
  const bookedHere = new Set<string>()
  const usedHere = new Map<string, number>()
  const decisions = requests.map(({ person, ...asked }) => {
    const liveOn = bookedHere.has(person.personId) ? [occurrence.id, ...person.liveOn] : person.liveOn
    const decision = decideBooking({ occurrence: counters, person: { ...person, liveOn, ...lessUsed(person, usedHere) }, ...asked }, now)
    if ('refused' in decision) return decision
    bookedHere.add(person.personId)
    counters.booked += 1
    if (decision.usesHold !== null || decision.usesReserved !== undefined) counters.held -= 1
    if (decision.usesReserved !== undefined) usedHere.set(decision.usesReserved, (usedHere.get(decision.usesReserved) ?? 0) + 1)
    return decision
  })
  return { decisions, bookedDelta: counters.booked - occurrence.booked, heldDelta: counters.held - occurrence.held }
}

/** The reserved places that the requests before have left. */
function lessUsed({ reserved }: PersonFacts, usedHere: ReadonlyMap<string, number>): Pick<PersonFacts, 'reserved'> {
  return reserved ? { reserved: { ...reserved, unused: reserved.unused - (usedHere.get(reserved.id) ?? 0) } } : {}
}
