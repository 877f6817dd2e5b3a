import { refuse, type Refusal } from '../../../shared/refusal.js'
import { missingKeys, type OccurrenceFacts, type PersonFacts } from './places.js'

/** Why a booking was cancelled whose place a colleague took over in the same moment. */
export const COLLEAGUE_SENT = 'colleague sent instead'

/** Who is to come instead; `liveOn` and `completed` as for a booking. */
export interface Colleague extends Pick<PersonFacts, 'personId' | 'liveOn' | 'completed'> {
  agencyId: string | null
}

/** `agencyId`: whom the booked person works for; `colleague` is null where nobody has the address that was given. */
export interface SubstitutionFacts {
  personId: string
  agencyId: string | null
  occurrence: Pick<OccurrenceFacts, 'needs' | 'startsAt'>
  colleague: Colleague | null
}

export type SubstitutionCode =
  | 'agency-not-listed'
  | 'same-person'
  | 'no-such-colleague'
  | 'colleague-booked'
  | 'colleague-prerequisites-missing'
  | 'colleague-manager-missing'

/**
 * Whether this colleague may come instead. An address that nobody has and one of another agency are answered alike: who has an account
 * is nobody else's business.
 */
export function decideSubstitution(facts: SubstitutionFacts): { comes: true } | Refusal<SubstitutionCode> {
  const { personId, agencyId, occurrence, colleague } = facts
  if (agencyId === null) return refuse('agency-not-listed')
  if (colleague?.personId === personId) return refuse('same-person')
  if (colleague?.agencyId !== agencyId) return refuse('no-such-colleague')
  if (colleague.liveOn.length > 0) return refuse('colleague-booked')
  const keys = missingKeys(occurrence, colleague.completed)
  return keys.length > 0 ? refuse('colleague-prerequisites-missing', { missing: keys }) : { comes: true }
}
