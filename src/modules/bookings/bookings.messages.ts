import { longMoment } from '../../shared/dates.js'
import type { Refusal } from '../../shared/refusal.js'
import type { CancelCode } from './cancel-a-booking.js'
import type { AnswerCode } from './rules/offers.js'
import type { BookingCode } from './rules/places.js'
import type { SubstitutionCode } from './rules/substitution.js'
import type { JoinCode } from './rules/waiting-list.js'

export type AnyBookingCode = BookingCode | JoinCode | AnswerCode | CancelCode | SubstitutionCode | 'condition-changed' | 'not-found'

const instant = (facts: Refusal['facts'], name: string) => longMoment(new Date(String(facts[name])))

/** Every "no" of bookings and waiting lists in the words of the person who hears it. */
const SENTENCES: Record<AnyBookingCode, (facts: Refusal['facts']) => string> = {
  'occurrence-cancelled': () => 'This date has been cancelled. Look for another date of the course.',
  'booked-elsewhere': () => 'This course is booked with its provider, not here. Follow the link on its page.',
  'already-booked': () => 'You already have a place on this course. Cancel that booking first if you need another date.',
  'booking-not-open': facts => `Booking opens on ${instant(facts, 'opensAt')}. Come back then.`,
  'booking-closed': facts => `Booking closed on ${instant(facts, 'closedAt')}. Choose a later date.`,
  'prerequisites-missing': () => 'This course builds on others. Complete those first.',
  full: () => 'There are no places left on this date. Join the waiting list, or choose another date.',
  'manager-missing': () =>
    'Your line manager has to approve this booking. Tell us who that is: their name and their own work e-mail address.',
  'terms-changed': () =>
    'The terms or the cancellation deadline have changed while this page was open. Read them below, then press the button again.',
  'reason-missing': () => 'Enter the reason for booking over the rules. It is kept with the booking.',
  'course-retired': () => 'This course is no longer offered.',
  'already-waiting': () => 'You are on this waiting list already.',
  'no-such-dates': () => 'One of the dates you chose is no longer open. Choose again.',
  'not-your-offer': () => 'This offer was made to somebody else.',
  'offer-run-out': facts => `This offer ran out on ${instant(facts, 'ranOutAt')}. You keep your place on the waiting list.`,
  'offer-gone': () => 'This place has gone. You keep your place on the waiting list unless you have booked.',
  'already-cancelled': () => 'This booking was cancelled before.',
  'walked-in': () => 'This person came without a booking. Take them off the register if they were not there.',
  'too-late-to-cancel': () =>
    'The course has started, so this booking can no longer be cancelled. Tell the business unit if you could not come.',
  'condition-changed': () => 'The last day to complete it has changed while this page was open. Check it, then press the button again.',
  'charge-changed': () => 'The charge has changed while this page was open. Check it, then press the button again.',
  'agency-not-listed': () =>
    'Your agency is not on our list yet, so we cannot tell who your colleagues are. Ask the business unit to make the change.',
  'same-person': () => 'Enter the e-mail address of a colleague, not of the person who is booked.',
  'no-such-colleague': () =>
    'Nobody at this agency has an account with that e-mail address. Check it, or ask your colleague to register first.',
  'colleague-booked': () => 'This colleague already has a place on this course.',
  'colleague-prerequisites-missing': facts => `This colleague first needs: ${[facts.titles].flat().join(', ')}.`,
  'colleague-manager-missing': () =>
    'Your colleague’s line manager has to approve, and we do not know who that is. Ask your colleague to add them to their details first.',
  'not-found': () => 'We could not find that. Check the address, or start from what’s on.',
}

/** The same in the words of a training lead who acts for a colleague, where they differ. */
const TO_A_LEAD: Partial<Record<AnyBookingCode | 'already-answered', (facts: Refusal['facts']) => string>> = {
  'already-booked': () => 'This colleague already has a place on this course.',
  'already-waiting': () => 'This colleague is on this waiting list already.',
  'prerequisites-missing': () => 'This course builds on others that this colleague has not done, or that no longer count by then.',
  'manager-missing': SENTENCES['colleague-manager-missing'],
  full: () => 'There are no places left on this date. Put your colleague on the waiting list, or choose another date.',
  'too-late-to-cancel': () =>
    'The course has started, so this booking can no longer be changed. Tell the business unit if your colleague could not come.',
  'no-such-colleague': () => 'Nobody at your agency has an account with that address. Check it, or ask your colleague to register first.',
  'already-answered': () => 'Nothing was changed: it has been answered, or has ended, meanwhile.',
}

export const leadSentence = (refusal: Refusal<AnyBookingCode | 'already-answered'>): string =>
  (TO_A_LEAD[refusal.refused] ?? SENTENCES[refusal.refused as AnyBookingCode])(refusal.facts)

/** The heading of the page that says why there is no place. */
export const NO_PLACE: Record<BookingCode, string> = {
  'occurrence-cancelled': 'This date is cancelled',
  'course-retired': 'This course is no longer offered',
  'booked-elsewhere': 'Booked with its provider',
  'already-booked': 'You have a place already',
  'booking-not-open': 'Booking has not opened yet',
  'booking-closed': 'Booking has closed',
  'prerequisites-missing': 'Not yet: complete these first',
  full: 'No places left on this date',
  'manager-missing': 'Name your line manager',
  'terms-changed': 'The terms have changed',
  'reason-missing': 'A reason is needed',
}

/** The sentence of a refusal. */
export const bookingSentence = (refusal: Refusal<AnyBookingCode>): string => SENTENCES[refusal.refused](refusal.facts)
