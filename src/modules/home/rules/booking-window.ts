import { bookingClosesAt, type OccurrenceFacts } from '../../bookings/rules/places.js'

export type BookingWindow = 'elsewhere' | 'not open yet' | 'open' | 'closed'

/** Whether an occurrence takes bookings here at `now`; page and API ask this one. Full or not is another question. */
export function bookingWindow(
  occurrence: Pick<OccurrenceFacts, 'external' | 'startsAt' | 'opensAt' | 'closesAt'>,
  now: Date,
): BookingWindow {
  if (occurrence.external) return 'elsewhere'
  if (now >= bookingClosesAt(occurrence)) return 'closed'
  return occurrence.opensAt !== null && now < occurrence.opensAt ? 'not open yet' : 'open'
}
