import { type Day, londonDate, longDate, longMoment } from '../../../shared/dates.js'
import { type ActionFacts, availableActions } from '../../bookings/rules/actions.js'
import type { Offer } from '../../bookings/rules/offers.js'
import { type BookingDecision, decideBooking, type OccurrenceFacts, type PersonFacts } from '../../bookings/rules/places.js'
import { ownReserved, type Reserved } from '../../bookings/rules/reserved.js'
import type { ConditionTerms, OnCondition } from '../../bookings/rules/condition.js'
import { listInWords, needsInWords } from './date-words.js'
import { type PathCourse, pathTo } from './path-here.js'

/** What is known of the reader, as far as dates go. */
export interface Reader {
  id: string
  completed: PersonFacts['completed']
  /** Live bookings: requested or booked. */
  live: readonly { id: string; occurrenceId: string; courseId: string; startsAt: Date; requested?: boolean }[]
  waiting: readonly { courseId: string; position: number }[]
  offers: readonly (Offer & { occurrenceId: string })[]
  /** What is reserved for their agency; left out: nothing. */
  reserved?: readonly (Reserved & { occurrenceId: string })[]
  /** Ids of the courses that can be taken here as e-learning; left out: none. */
  here?: readonly string[]
}

/** Of a course, as far as paths go. */
export type PathFacts = Omit<PathCourse, 'here'> & { title: string; kind: string; retired: boolean }

/** A coming date. `elsewhere`: where it is booked, when not here. */
export interface DateFacts {
  facts: OccurrenceFacts
  sessions: readonly { startsAt: Date }[]
  course: { id: string; key: string }
  elsewhere: string
  /** Every course by its id, and the terms on which places are kept; left out: none is kept on condition. */
  paths?: { courses: ReadonlyMap<string, PathFacts>; terms: ConditionTerms }
}

/** The one thing to do about a date; without `href` it is a sentence only. `away`: it leads to another body's site. */
export interface DateAction {
  text: string
  href?: string
  away?: boolean
  /** Drawn as a button: it begins a booking or answers an offer. */
  main?: boolean
  /** What goes with it, in a sentence. */
  note?: string
}

const bookingOn = (date: DateFacts, reader: Reader) => reader.live.find(booking => booking.occurrenceId === date.facts.id)
const bookingOfCourse = (date: DateFacts, reader: Reader) => reader.live.find(booking => booking.courseId === date.course.id)
const offerOf = (date: DateFacts, reader: Reader) => reader.offers.find(offer => offer.occurrenceId === date.facts.id) ?? null
const reservedOn = (date: DateFacts, reader: Reader) => reader.reserved?.find(one => one.occurrenceId === date.facts.id) ?? null
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
    standing: { personId: reader.id, completed: reader.completed, liveOn: liveOn(date, reader), reserved: reservedOn(date, reader) },
  }
  return availableActions(facts, now)
}

/** What booking this date would be answered now, a held place aside. */
function decisionOf(date: DateFacts, reader: Reader, now: Date, onCondition: OnCondition | null = null): BookingDecision {
  const person = {
    personId: reader.id,
    completed: reader.completed,
    liveOn: liveOn(date, reader),
    reserved: reservedOn(date, reader),
    hold: null,
  }
  return decideBooking({ occurrence: date.facts, person, onCondition }, now)
}

/** On what condition the reader could have a place on this date, decided as the booking itself is; null where there is no such way. */
export function pathOn(date: DateFacts, reader: Reader, now: Date): { titles: string[]; until: Day } | null {
  const decision = decisionOf(date, reader, now)
  if (!date.paths || !('refused' in decision) || decision.refused !== 'prerequisites-missing') return null
  const { courses, terms } = date.paths
  const missing = [decision.facts.missing].flat()
  const courseIds = date.facts.needs.filter(need => missing.includes(need.key)).map(need => need.courseId)
  const known = { get: (id: string) => hereFacts(courses.get(id), reader) }
  const days = { today: londonDate(now), startsOn: londonDate(date.facts.startsAt) }
  if (!pathTo(courseIds, known, reader.completed, days)) return null
  const on = decisionOf(date, reader, now, { courseIds, ...terms })
  if (!('booked' in on) || !on.condition) return null
  return { titles: courseIds.map(id => courses.get(id)!.title), until: on.condition.until }
}

const hereFacts = (course: PathFacts | undefined, { here = [] }: Reader): PathCourse | undefined =>
  course && { ...course, here: course.kind === 'e-learning' && !course.retired && here.includes(course.id) }

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
  const reserved = reservedOn(date, reader)
  if ('booked' in decision) return ownReserved(reserved, now) ? { text: reservedWords(reserved!.unused), href: bookPath(date) } : null
  if (decision.refused !== 'prerequisites-missing') return null
  const { missing } = decision.facts as { missing: string[] }
  const needs = needsInWords(missing.map(key => titles.get(key) ?? key))
  return pathOn(date, reader, now) ? { text: `${needs}: book both in one go`, href: bookPath(date) } : { text: needs }
}

/** The action of one date. `provider`: who takes the bookings that are not taken here. */
export function actionFor(date: DateFacts, reader: Reader, provider: string, now: Date): DateAction | null {
  const booked = bookingOn(date, reader)
  if (booked) return { text: 'See your booking', href: `/bookings/${booked.id}` }
  const may = actionsOf(date, reader, now)
  if (may.acceptOffer) return { text: 'Answer your offer', href: `/offers/${offerOf(date, reader)!.offerId}`, main: true }
  if (may.book) {
    const reserved = reservedOn(date, reader)
    const note = ownReserved(reserved, now) ? { note: reservedWords(reserved!.unused) } : {}
    return { text: 'Book this date', href: bookPath(date), main: true, ...note }
  }
  const path = pathOn(date, reader, now)
  if (path) return { text: 'Book the path', href: bookPath(date), main: true, note: pathNote(path) }
  if (may.joinWaitingList) return { text: 'Join the waiting list', href: `/courses/${date.course.key}/waiting-list` }
  if (date.facts.external) return elsewhereAction(date.elsewhere, provider)
  const entry = reader.waiting.find(one => one.courseId === date.course.id)
  if (!entry) return null
  return { text: `You are number ${entry.position} on the waiting list`, href: `/courses/${date.course.key}/waiting-list` }
}

const reservedWords = (unused: number): string => `${unused} ${unused === 1 ? 'place is' : 'places are'} reserved for your agency`
const bookPath = (date: DateFacts): string => `/occurrences/${date.facts.id}/book`
const pathNote = ({ titles, until }: { titles: string[]; until: Day }): string =>
  `On condition that you complete ${listInWords(titles)} by ${longDate(until)}`

function elsewhereAction(url: string, provider: string): DateAction {
  return url ? { text: `Book with ${provider} (another site)`, href: url, away: true } : { text: `Booked with ${provider}, not here` }
}

/** Somebody who is not signed in is shown what they could do with every prerequisite met: the page behind it asks who they are. */
export function strangerTo(date: DateFacts): Reader {
  const completed = date.facts.needs.map(({ courseId }) => ({ courseId, completedOn: '0001-01-01', validUntil: null }))
  return { id: '', completed, live: [], waiting: [], offers: [] }
}
