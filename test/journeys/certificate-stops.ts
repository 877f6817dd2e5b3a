import type { Stop } from './tour.js'

const checked = (path: string, more: Partial<Stop> = {}): Stop => ({ who: 'nobody', path: `/certificates/check${path}`, ...more })

/** The pages of certificates, as everybody and as their holder comes to them. */
export const CERTIFICATES: Stop[] = [
  checked('', { press: 'Check', status: 422 }),
  checked('/GC-7K3M-9QXR-4K', { status: 404 }),
  ...['certificate', 'expired', 'withdrawn', 'transcript'].map(name => checked(`/:${name}`)),
  ...['', '/:certificate', '/:expired', '/:withdrawn'].map((path): Stop => ({ who: 'dana', path: `/my-certificates${path}` })),
  { who: 'nell', path: '/my-certificates' },
  { who: 'nell', path: '/my-certificates/:certificate', status: 404 },
]

export const CERTIFICATES_AT_THE_DESK: Stop[] = [
  { who: 'ada', path: '/desk/people/:person/certificates' },
  { who: 'ada', path: '/desk/certificates/:certificate', press: 'Withdraw this certificate', status: 422 },
  { who: 'ada', path: '/desk/certificates/:withdrawn' },
]
