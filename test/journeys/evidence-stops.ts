import type { Stop } from './tour.js'

const dana = (path: string, more: Partial<Stop> = {}): Stop => ({ who: 'dana', path, ...more })
const ada = (path: string, more: Partial<Stop> = {}): Stop => ({ who: 'ada', path, ...more })

/** Evidence of learning elsewhere, as its person comes to it: handing it in, where it stands, and a module that wants a certificate. */
export const EVIDENCE: Stop[] = [
  dana('/my-learning/evidence/new', { press: 'Hand it in', status: 422 }),
  dana('/my-learning/evidence/:handedIn'),
  dana('/my-learning/evidence/:refused'),
  dana('/my-learning/evidence/:accepted'),
  dana('/my-learning/evidence/:takenBack'),
  dana('/learning/:certifying', { press: 'Hand in my certificate', status: 422 }),
  { who: 'nell', path: '/my-learning/evidence/:handedIn', status: 404 },
]

/** The queue, as those come to it who decide, and the pictures of a module. */
export const EVIDENCE_AT_THE_DESK: Stop[] = [
  ada('/desk/evidence'),
  ada('/desk/evidence?page=9'),
  ada('/desk/evidence/:handedIn', { press: 'Refuse', status: 422 }),
  ada('/desk/evidence/:refused'),
  ada('/desk/e-learning/modules/:writtenHere/pictures', { press: 'Add it', status: 422 }),
  { who: 'lena', path: '/my-agency/evidence' },
  { who: 'lena', path: '/my-agency/evidence/:handedIn', press: 'Accept', status: 200 },
]
