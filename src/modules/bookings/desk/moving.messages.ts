import { longMoment } from '../../../shared/dates.js'
import type { Refusal } from '../../../shared/refusal.js'
import type { FieldError } from '../../../web/forms.js'
import { type AnyBookingCode, bookingSentence } from '../bookings.messages.js'
import type { MoveRefusal } from './move-a-booking.js'
import type { DeskCancelCode } from './cancel-from-desk.js'

type Code = MoveRefusal | DeskCancelCode | AnyBookingCode
type Facts = Refusal['facts']

const moment = (value: unknown) => longMoment(new Date(String(value)))
const who = ({ person }: Facts) => (typeof person === 'string' ? person : 'This person')

/** Where a refusal is put right, and in which words; the others are bookings' own. */
const FIELDS: Partial<Record<Code, (facts: Facts) => FieldError>> = {
  'asked-in-future': () => ({ field: 'askedDay', message: 'Enter a moment in the past. Leave day and time empty if they asked just now' }),
  'asked-before-booking': ({ bookedAt }) => ({
    field: 'askedDay',
    message: `Enter a moment after the booking was made, which was ${moment(bookedAt)}`,
  }),
  'asked-after-start': ({ startsAt }) => ({
    field: 'askedDay',
    message: `The course began ${moment(startsAt)}. Who had not asked by then is marked absent in the register; if they had, enter when`,
  }),
  'waiver-reason-missing': () => ({ field: 'waiveReason', message: 'Enter why the charge is waived. It is kept with the charge' }),
  'reason-missing': () => ({ field: 'overReason', message: 'Enter the reason for going over the rules. It is kept with the booking' }),
  'already-cancelled': facts => ({ field: 'with', message: `The booking of ${who(facts)} has been cancelled or moved meanwhile` }),
  'same-date': () => ({ field: 'to', message: 'Choose another date than the one of now' }),
  full: () => ({ field: 'over', message: 'All places are booked or held on that date. Tick places to go above the limit' }),
  'booking-closed': ({ closedAt }) => ({
    field: 'over',
    message: `Booking of that date closed ${moment(closedAt)}. Tick the booking window`,
  }),
  'booking-not-open': ({ opensAt }) => ({
    field: 'over',
    message: `Booking of that date opens ${moment(opensAt)}. Tick the booking window`,
  }),
  'prerequisites-missing': facts => ({
    field: 'over',
    message: `${who(facts)} has not done what that date asks for: ${[facts.titles ?? facts.missing ?? []].flat().join(', ')}. Tick prerequisites to go over them`,
  }),
  'already-booked': facts => ({ field: 'over', message: `${who(facts)} has another place on this course. Tick a second place` }),
  'colleague-prerequisites-missing': ({ titles }) => ({
    field: 'over',
    message: `This colleague first needs: ${[titles ?? []].flat().join(', ')}. Tick prerequisites to go over them`,
  }),
  'colleague-manager-missing': () => ({
    field: 'approved',
    message: 'This colleague’s line manager has to approve, and we do not know who that is. Tick to book without approval',
  }),
}

/** A refusal at the field where it can be put right; `field` where it is none of these. */
export function movingError(refusal: Refusal<Code>, field: string): FieldError {
  const known = FIELDS[refusal.refused]?.(refusal.facts)
  return known ?? { field, message: bookingSentence(refusal as Refusal<AnyBookingCode>) }
}
