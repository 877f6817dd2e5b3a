import type { Stop } from './tour.js'

/** What Nell meets, who has just registered: empty pages, and those that are not hers. */
export const NEWCOMER: Stop[] = [
  { who: 'nell', path: '/' },
  { who: 'nell', path: '/my-learning' },
  { who: 'nell', path: '/my-details' },
  { who: 'nell', path: '/courses/neglect-l2' },
  { who: 'nell', path: '/courses/neglect-l2/waiting-list' },
  { who: 'nell', path: '/occurrences/:open/book' },
  { who: 'nell', path: '/occurrences/:toApprove/book' },
  { who: 'nell', path: '/bookings/:booked', status: 404 },
  { who: 'nell', path: '/learning/:reading', status: 404 },
  { who: 'nell', path: '/my-occurrences', status: 403 },
]
