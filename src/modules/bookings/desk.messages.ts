import type { Refusal } from '../../shared/refusal.js'
import type { FieldError } from '../../web/forms.js'
import { type AnyBookingCode, bookingSentence } from './bookings.messages.js'

type Facts = Refusal['facts']
type Need = { key: string; title: string }

const missing = (facts: Facts, needs: Need[]) => needs.filter(need => [facts.missing].flat().includes(need.key)).map(need => need.title)

const ERRORS: Partial<Record<AnyBookingCode, (facts: Facts, needs: Need[]) => FieldError>> = {
  'prerequisites-missing': (facts, needs) => ({
    field: 'over',
    message: `This person first needs: ${missing(facts, needs).join(', ')}. Tick prerequisites to book over them`,
  }),
  full: () => ({ field: 'over', message: 'All places are booked or held. Tick places to book above the limit' }),
  'manager-missing': () => ({
    field: 'approved',
    message:
      'This person’s line manager has to approve, and we do not know who that is. Tick to book without approval, or ask them to book',
  }),
  'terms-changed': facts => ({ field: 'terms', message: bookingSentence({ refused: 'terms-changed', facts }) }),
  'reason-missing': () => ({ field: 'reason', message: 'Enter the reason for booking over the rules. It is kept with the booking' }),
}
const HERE: FieldError = { field: 'email', message: 'This person has a place on this date already' }
const ELSEWHERE: FieldError = {
  field: 'over',
  message: 'This person has a place on another date of this course. Tick a second place to book this one as well',
}

/** Why an administrator's booking for somebody was refused, at the field where it can be put right. `begun`: the date has. */
export function deskError(refusal: Refusal<AnyBookingCode>, occurrenceId: string, needs: Need[], begun = false): FieldError {
  const { refused, facts } = refusal
  if (refused === 'already-booked') return facts.occurrence === occurrenceId ? HERE : ELSEWHERE
  if (!begun && (refused === 'booking-closed' || refused === 'booking-not-open'))
    return { field: 'over', message: `${bookingSentence(refusal).replace(/\. .*$/, '')}. Tick the booking window to book all the same` }
  return ERRORS[refused]?.(facts, needs) ?? { field: 'email', message: bookingSentence(refusal) }
}
