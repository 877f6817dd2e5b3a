import type { Stop } from './tour.js'

/** What the desk does with one booking. */
export const BOOKINGS_DESK: Stop[] = [
  { who: 'ada', path: '/desk/occurrences/:coming/bookings/for-somebody', press: 'Book for this person', status: 422 },
  { who: 'ada', path: '/desk/occurrences/:coming/bookings/for-somebody?q=o' },
  { who: 'ada', path: '/desk/bookings/:booked/move' },
  { who: 'ada', path: '/desk/bookings/:booked/swap' },
  { who: 'ada', path: '/desk/bookings/:booked/colleague', press: 'Send this colleague', status: 422 },
  { who: 'ada', path: '/desk/bookings/:booked/colleague?q=nobody-of-this-name' },
  { who: 'ada', path: '/desk/bookings/:booked/messages' },
  { who: 'ada', path: '/desk/bookings/:booked/cancel' },
  { who: 'ada', path: '/desk/bookings/:cancelled/cancel' },
  { who: 'ada', path: '/desk/bookings/no-booking/move', status: 404 },
  { who: 'dana', path: '/desk/bookings/:booked/move', status: 403 },
]
