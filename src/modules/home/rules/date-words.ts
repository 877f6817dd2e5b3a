import { clockTime, londonDate, longDate, longMoment, timeRange } from '../../../shared/dates.js'
import { freePlaces, type OccurrenceFacts } from '../../bookings/rules/places.js'
import { bookingWindow } from './booking-window.js'

type Sitting = { startsAt: Date; endsAt: Date }

/** "9:30am to 4pm"; with more sittings on other days "9:30am to 4pm, then Wednesday 11 March 2026, 9:30am to 4pm". */
export function timesInWords(sessions: readonly Sitting[]): string {
  const parts = sessions.map((session, i) => {
    const range = timeRange(session.startsAt, session.endsAt)
    const sameDay = i > 0 && londonDate(session.startsAt) === londonDate(sessions[i - 1]!.startsAt)
    return i === 0 || sameDay ? range : `${longDate(session.startsAt)}, ${range}`
  })
  return parts.join(', then ')
}

/** Places left, or why there are none to be had here; `waiting` is the number on the course's list. */
export function placesInWords(occurrence: OccurrenceFacts, waiting: number, now: Date): string {
  const window = bookingWindow(occurrence, now)
  if (window === 'elsewhere') return 'Booked elsewhere'
  if (window === 'closed') return 'Booking has closed'
  if (window === 'not open yet') return `Booking opens on ${longMoment(occurrence.opensAt!)}`
  const free = freePlaces(occurrence)
  if (free > 0) return `${free} ${free === 1 ? 'place' : 'places'} left`
  return waiting === 0 ? 'Full' : `Full, ${waiting} waiting`
}

/** "A", "A and B", "A, B and C". */
export const listInWords = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** "Needs Understanding Neglect Level 2 first"; empty when nothing is missing. */
export const needsInWords = (titles: readonly string[]): string => (titles.length === 0 ? '' : `Needs ${listInWords(titles)} first`)

const MODES: Record<string, string> = {
  'face-to-face': 'Face to face',
  virtual: 'Virtual',
  webinar: 'Webinar',
  conference: 'Conference',
  'e-learning': 'E-learning',
}

/** A course's mode, as people read it. */
export const modeInWords = (mode: string): string => MODES[mode] ?? mode

/** Where it is held: the venue with its postcode, or online; neither: to be told. */
export function placeInWords(venue: { name: string; postcode: string } | null, mode: string, external: boolean): string {
  if (venue) return [venue.name, venue.postcode].filter(Boolean).join(', ')
  if (mode === 'virtual' || mode === 'webinar') return 'Online'
  return external ? 'See the provider’s page for the venue' : 'Venue to be confirmed'
}

/** "Half a day", "1 day", "2 days", "1.5 days". */
export function lengthInWords(days: number): string {
  if (days <= 0.5) return 'Half a day or less'
  return days === 1 ? '1 day' : `${days} days`
}

/** "by 5pm on Monday 9 March 2026". */
export const deadlineInWords = (at: Date): string => `by ${clockTime(at)} on ${longDate(at)}`
