import type { Stop } from './tour.js'

/** The history, which only administrators read. */
export const AUDIT: Stop[] = [
  { who: 'ada', path: '/desk/audit' },
  { who: 'ada', path: '/desk/audit?q=dana' },
  { who: 'ada', path: '/desk/audit?person=:dana' },
  { who: 'ada', path: '/desk/audit?q=nobody+of+this+name' },
  { who: 'lena', path: '/desk/audit', status: 403 },
]
