import type { Stop } from './tour.js'

/** What is done about one person at the desk. */
export const ONE_PERSON: Stop[] = [
  { who: 'ada', path: '/desk/people?show=not-listed' },
  { who: 'ada', path: '/desk/people/:person/details' },
  { who: 'ada', path: '/desk/people/:person/address', press: 'Send the link', status: 422 },
  { who: 'ada', path: '/desk/people/:person/roles' },
  { who: 'ada', path: '/desk/people/:person/sign-out' },
  { who: 'ada', path: '/desk/people/duplicates' },
  { who: 'ada', path: '/desk/people/:person/duplicates?q=cole' },
  { who: 'ada', path: '/desk/people/:person/merge/:otherPerson' },
]
