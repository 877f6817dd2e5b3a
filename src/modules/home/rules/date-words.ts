import { londonDate, longDate, longMoment, timeRange } from '../../../shared/dates.js'
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

export const isOnline = (mode: string): boolean => mode === 'virtual' || mode === 'webinar'

/** How and where: "Face to face, Room 2, Town Hall, WS1 2AB", "Virtual, online"; without a venue, where to learn it. */
export function heldInWords(
  venue: { name: string; postcode: string; room?: string | null } | null,
  mode: string,
  external: boolean,
): string {
  const how = modeInWords(mode)
  // A postcode stays on one line.
  if (venue) return [how, venue.room, venue.name, venue.postcode.replace(' ', '\u00a0')].filter(Boolean).join(', ')
  if (isOnline(mode)) return `${how}, online`
  return `${how}, ${external ? 'venue on the provider’s page' : 'venue to be confirmed'}`
}

/** "Half a day or less", "1 day", "2 days", "1.5 days". */
export function lengthInWords(days: number): string {
  if (days <= 0.5) return 'Half a day or less'
  return days === 1 ? '1 day' : `${days} days`
}
