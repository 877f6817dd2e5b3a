import { londonDate } from '../../../shared/dates.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { missing } from '../../courses/rules/prerequisites.js'
import type { CancellationFacts } from './cancellation.js'
import { type Condition, limitAfterMove } from './condition.js'
import { type Booked, type BookingCode, decideBooking, type OccurrenceFacts, type Override, type PersonFacts } from './places.js'

/** Why a booking ended whose person has a place on another date of the course instead. */
export const MOVED = 'moved to another date'

/**
 * Somebody is to come on another date. `person` as seen from there, `from` the occurrence that they leave; `condition`: on what their place
 * is kept, where that is still open; `exchange`: the place over there is given up for them in the same moment.
 */
export interface MoveFacts {
  to: OccurrenceFacts
  from: string
  person: PersonFacts
  override: Override | null
  by: CancellationFacts['by']
  condition: { courseIds: readonly string[]; daysBefore: number } | null
  exchange: boolean
}

export type Moved = Omit<Booked, 'booked' | 'condition'> & { condition: Condition | null }
export type MoveCode = BookingCode | 'same-date'

/**
 * Whether somebody gets a place on the other date: by the rules of any booking, which may be overridden with a reason. Who changes places with
 * somebody asks for no free place and no booking window. An open condition goes along with the date, as it does when the organiser moves a whole
 * date: where no time is left for it, the organiser's move lets the place stand, and a move by the delegate's own wish is refused as lacking it.
 */
export function decideMove(facts: MoveFacts, now: Date): Moved | Refusal<MoveCode> {
  const { to, from, override, exchange } = facts
  if (to.id === from) return refuse('same-date')
  const kept = keptCondition(facts, now)
  const person = { ...facts.person, liveOn: facts.person.liveOn.filter(id => id !== from) }
  const room = exchange ? { places: to.booked + to.held + 1, opensAt: null, closesAt: null } : {}
  const decision = decideBooking({ occurrence: { ...to, ...room, ...(kept && { needs: [] }) }, person, override }, now)
  if (isRefusal(decision)) return decision
  const { usesHold, usesReserved, overridden, reason } = decision
  const used = exchange ? { usesHold: null } : { usesHold, ...(usesReserved !== undefined && { usesReserved }) }
  return { ...used, overridden, reason, condition: kept?.condition ?? null }
}

/** What is lacking on the new date, where the condition covers all of it; null: nothing is lacking, or more than that. */
function keptCondition({ to, person, by, condition }: MoveFacts, now: Date): { condition: Condition | null } | null {
  if (!condition) return null
  const courseIds = missing(to.needs, person.completed, londonDate(to.startsAt))
  if (courseIds.length === 0 || !courseIds.every(id => condition.courseIds.includes(id))) return null
  const until = limitAfterMove({ startsAt: to.startsAt, daysBefore: condition.daysBefore }, now)
  if (until === null) return by === 'organiser' ? { condition: null } : null
  return { condition: { courseIds, until } }
}
