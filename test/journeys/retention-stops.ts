import type { Stop } from './tour.js'

/** The pages of a person's own data, and of how long things are kept. */
export const OWN_DATA: Stop[] = [
  { who: 'dana', path: '/my-data' },
  { who: 'dana', path: '/my-data', press: 'Ask for it', status: 422 },
]

export const RETENTION: Stop[] = [
  { who: 'ada', path: '/desk/retention' },
  { who: 'ada', path: '/desk/retention/dry-run' },
  { who: 'ada', path: '/desk/erasures' },
  { who: 'ada', path: '/desk/people/:person/data' },
  { who: 'ada', path: '/desk/people/:person/data', press: 'Erase', status: 422 },
  { who: 'dana', path: '/desk/retention', status: 403 },
]
