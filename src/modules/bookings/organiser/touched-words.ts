import { londonDate } from '../../../shared/dates.js'
import type { TouchedGroup } from '../../courses/occurrence-changes.writer.js'
import { missing } from '../../courses/rules/prerequisites.js'
import type { KeyedNeed } from '../rules/places.js'
import type { TouchedPeople } from './touched.queries.js'

const NAMED_UP_TO = 20

/** What each of them will get, in words; empty: they are not written to. */
export interface Gets {
  booked: string
  requested: string
  offered: string
  waiting: string
  trainers: string
}

/** Whom it touches, as a page shows it. Nobody with a place, an offer or the delivery of it: no groups, for there is nobody to tell. */
export function touchedGroups(people: TouchedPeople, gets: Gets): TouchedGroup[] {
  const { bookings, offers, trainers, waiting } = people
  const inState = (state: string) => bookings.filter(booking => booking.state === state)
  if (bookings.length + offers.length + trainers.length === 0) return []
  const group = (standing: string, those: { name: string }[], what: string): TouchedGroup => ({
    standing,
    count: those.length,
    names: those.length <= NAMED_UP_TO ? those.map(one => one.name) : [],
    gets: what,
  })
  const groups = [
    group('Booked', inState('booked'), gets.booked),
    group('Booked, waiting for approval', inState('requested'), gets.requested),
    group('Offered a place', offers, gets.offered),
    group('Trainers', trainers, gets.trainers),
    { standing: 'On the waiting list', count: waiting, names: [], gets: gets.waiting },
  ]
  return groups.filter(({ count }) => count > 0)
}

/** Another when somebody books, leaves, is offered a place or becomes its trainer; not when somebody joins the queue, who is not told. */
export const touchedKey = ({ bookings, offers, trainers }: TouchedPeople): string =>
  JSON.stringify([bookings.map(({ id, state }) => [id, state]), offers.map(({ id }) => id), trainers.map(one => one.personId)])

/** Who would no longer meet the prerequisites on the new day, in a sentence; null: everybody still does. */
export function prerequisitesNote(
  { bookings }: TouchedPeople,
  needs: readonly (KeyedNeed & { title: string })[],
  days: { before: Date; after: Date },
): string | null {
  const lacks = (completed: TouchedPeople['bookings'][number]['completed'], day: Date) =>
    missing(needs, completed, londonDate(day)).length > 0
  const late = bookings.filter(({ completed }) => lacks(completed, days.after) && !lacks(completed, days.before))
  if (late.length === 0) return null
  const who = late.length <= NAMED_UP_TO ? late.map(({ name }) => name).join(', ') : `${late.length} people`
  return `What this course requires no longer counts on the new date for: ${who}. They keep their places unless you cancel them.`
}
