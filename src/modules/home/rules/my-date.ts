import { longMoment } from '../../../shared/dates.js'
import { type ActionFacts, availableActions } from '../../bookings/rules/actions.js'
import type { Offer } from '../../bookings/rules/offers.js'
import { type BookingDecision, decideBooking, type OccurrenceFacts, type PersonFacts } from '../../bookings/rules/places.js'
import { needsInWords } from './date-words.js'

/** What is known of the reader, as far as dates go. */
export interface Reader {
  id: string
  completed: PersonFacts['completed']
  /** Live bookings: requested or booked. */
  live: readonly { id: string; occurrenceId: string; courseId: string; startsAt: Date; requested?: boolean }[]
  waiting: readonly { courseId: string; position: number }[]
  offers: readonly (Offer & { occurrenceId: string })[]
}

/** A coming date. `elsewhere`: where it is booked, when not here. */
export interface DateFacts {
  facts: OccurrenceFacts
  sessions: readonly { startsAt: Date }[]
  course: { id: string; key: string }
  elsewhere: string
}

/** The one thing to do about a date; without `href` it is a sentence only. `away`: it leads to another body's site. */
export interface DateAction {
  text: string
  href?: string
  away?: boolean
  /** Drawn as a button: it begins a booking or answers an offer. */
  main?: boolean
}

const bookingOn = (date: DateFacts, reader: Reader) => reader.live.find(booking => booking.occurrenceId === date.facts.id)
const bookingOfCourse = (date: DateFacts, reader: Reader) => reader.live.find(booking => booking.courseId === date.course.id)
const offerOf = (date: DateFacts, reader: Reader) => reader.offers.find(offer => offer.occurrenceId === date.facts.id) ?? null
const liveOn = (date: DateFacts, reader: Reader) =>
  reader.live.filter(booking => booking.courseId === date.course.id).map(booking => booking.occurrenceId)

function stateOf(booking: Reader['live'][number] | undefined): ActionFacts['booking'] {
  return booking ? { state: booking.requested ? 'requested' : 'booked' } : null
}

/** What may be done now, by the rule that the handlers behind the buttons ask. */
function actionsOf(date: DateFacts, reader: Reader, now: Date) {
  const facts: ActionFacts = {
    role: 'self',
    occurrence: {
      ...date.facts,
      sessions: date.sessions.map(({ startsAt }, i) => ({ number: i + 1, startsAt })),
      registerClosedAt: null,
    },
    booking: stateOf(bookingOn(date, reader)),
    offer: offerOf(date, reader),
    waiting: reader.waiting.some(entry => entry.courseId === date.course.id),
    standing: { personId: reader.id, completed: reader.completed, liveOn: liveOn(date, reader) },
  }
  return availableActions(facts, now)
}

/** What booking this date would be answered now, a held place aside. */
function decisionOf(date: DateFacts, reader: Reader, now: Date): BookingDecision {
  const person = { personId: reader.id, completed: reader.completed, liveOn: liveOn(date, reader), hold: null }
  return decideBooking({ occurrence: date.facts, person }, now)
}

/** Whether the reader may book the date now: asked by the filter "only what I may book". */
export const mayBook = (date: DateFacts, reader: Reader, now: Date): boolean => actionsOf(date, reader, now).book

/** What a list says to this reader of a date: booked, held for you, or what is missing; nothing where there is nothing to add. */
export function lineFor(date: DateFacts, reader: Reader, titles: ReadonlyMap<string, string>, now: Date): DateAction | null {
  const booked = bookingOn(date, reader)
  if (booked)
    return {
      text: booked.requested ? 'Your place on this date waits for approval' : 'You are booked on this date',
      href: `/bookings/${booked.id}`,
    }
  const offer = offerOf(date, reader)
  if (offer && actionsOf(date, reader, now).acceptOffer) return { text: 'A place is offered to you', href: `/offers/${offer.offerId}` }
  const other = bookingOfCourse(date, reader)
  const onOther = other?.requested ? 'Your place waits for approval:' : 'You are booked on'
  if (other) return { text: `${onOther} ${longMoment(other.startsAt)}`, href: `/bookings/${other.id}` }
  const decision = decisionOf(date, reader, now)
  if (!('refused' in decision) || decision.refused !== 'prerequisites-missing') return null
  const { missing } = decision.facts as { missing: string[] }
  return { text: needsInWords(missing.map(key => titles.get(key) ?? key)) }
}

/** The action of one date. `provider`: who takes the bookings that are not taken here. */
export function actionFor(date: DateFacts, reader: Reader, provider: string, now: Date): DateAction | null {
  const booked = bookingOn(date, reader)
  if (booked) return { text: 'See your booking', href: `/bookings/${booked.id}` }
  const may = actionsOf(date, reader, now)
  if (may.acceptOffer) return { text: 'Answer your offer', href: `/offers/${offerOf(date, reader)!.offerId}`, main: true }
  if (may.book) return { text: 'Book this date', href: `/occurrences/${date.facts.id}/book`, main: true }
  if (may.joinWaitingList) return { text: 'Join the waiting list', href: `/courses/${date.course.key}/waiting-list` }
  if (date.facts.external) return elsewhereAction(date.elsewhere, provider)
  const entry = reader.waiting.find(one => one.courseId === date.course.id)
  if (!entry) return null
  return { text: `You are number ${entry.position} on the waiting list`, href: `/courses/${date.course.key}/waiting-list` }
}

function elsewhereAction(url: string, provider: string): DateAction {
  return url ? { text: `Book with ${provider} (another site)`, href: url, away: true } : { text: `Booked with ${provider}, not here` }
}

/** Somebody who is not signed in is shown what they could do with every prerequisite met: the page behind it asks who they are. */
export function strangerTo(date: DateFacts): Reader {
  const completed = date.facts.needs.map(({ courseId }) => ({ courseId, completedOn: '0001-01-01', validUntil: null }))
  return { id: '', completed, live: [], waiting: [], offers: [] }
}
