import { refuse, type Refusal } from '../../../shared/refusal.js'
import { type Barrier, missingKeys, type OccurrenceFacts, type Override, type PersonFacts } from './places.js'

/** Why a booking was cancelled whose place a colleague took over in the same moment. */
export const COLLEAGUE_SENT = 'colleague sent instead'

/** Who is to come instead; `liveOn` and `completed` as for a booking. */
export interface Colleague extends Pick<PersonFacts, 'personId' | 'liveOn' | 'completed'> {
  agencyId: string | null
}

/**
 * `agencyId`: whom the booked person works for; `colleague` is null where nobody has the address that was given; `override`: over what an
 * administrator sends them.
 */
export interface SubstitutionFacts {
  occurrenceId: string
  personId: string
  agencyId: string | null
  occurrence: Pick<OccurrenceFacts, 'needs' | 'startsAt'>
  colleague: Colleague | null
  override?: Override | null
}

export type SubstitutionCode =
  | 'agency-not-listed'
  | 'same-person'
  | 'no-such-colleague'
  | 'colleague-booked'
  | 'colleague-prerequisites-missing'
  | 'colleague-manager-missing'
  | 'reason-missing'

/** `overridden`: what really stood in the way. */
export interface Comes {
  comes: true
  overridden: Barrier[]
}

/**
 * Whether this colleague may come instead. An address that nobody has and one of another agency are answered alike: who has an account
 * is nobody else's business. An administrator may send somebody over what they lack, or who has another date of the course, with a reason;
 * nobody has two places on one date.
 */
export function decideSubstitution(facts: SubstitutionFacts): Comes | Refusal<SubstitutionCode> {
  const { personId, agencyId, occurrence, colleague, override } = facts
  if (agencyId === null) return refuse('agency-not-listed')
  if (colleague?.personId === personId) return refuse('same-person')
  if (colleague?.agencyId !== agencyId) return refuse('no-such-colleague')
  const over = (barrier: Barrier) => override?.over.includes(barrier) ?? false
  const elsewhere = colleague.liveOn.length > 0
  if (elsewhere && (!over('one-per-course') || colleague.liveOn.includes(facts.occurrenceId))) return refuse('colleague-booked')
  const keys = missingKeys(occurrence, colleague.completed)
  if (keys.length > 0 && !over('prerequisites')) return refuse('colleague-prerequisites-missing', { missing: keys })
  const overridden: Barrier[] = [...(elsewhere ? (['one-per-course'] as const) : []), ...(keys.length ? (['prerequisites'] as const) : [])]
  return overridden.length > 0 && !override?.reason.trim() ? refuse('reason-missing') : { comes: true, overridden }
}
