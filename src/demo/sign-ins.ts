import type { Person } from './person.js'

const REGISTERED = '2024-03-01'

const signIn = (
  key: string,
  name: string,
  jobRole: string,
  home: Pick<Person, 'agency' | 'agencyOther'>,
  roles: Person['roles'] = [],
): Person => ({
  key,
  name,
  email: `${key}@example.org`,
  ...home,
  jobRole,
  manager: { name: 'Marian Holloway', email: 'manager-sign-ins@example.org' },
  roles,
  registeredOn: REGISTERED,
  pull: 0,
})

const BUSINESS_UNIT = { agency: '', agencyOther: 'Walsall Safeguarding Partnership' }

/** The people whom the start page offers for trying things out: each is one situation to be in. */
export const SIGN_INS: Person[] = [
  signIn('none', 'Nadia Hussain', 'Family support worker', { agency: 'early-help' }),
  signIn('level1', 'Lewis Carter', 'Social worker', { agency: 'childrens-social-care' }),
  signIn('level2', 'Salma Akhtar', 'Social worker', { agency: 'childrens-social-care' }),
  signIn('trainer', 'Teresa Walsh', 'Early help team manager', { agency: 'early-help' }, ['trainer']),
  signIn('administrator', 'Adrian Cole', 'Training and development officer', BUSINESS_UNIT, ['administrator']),
  signIn('reader', 'Priya Sharma', 'Detective inspector, PLD subgroup', { agency: 'police' }, ['report reader']),
  signIn('lead', 'Leon Campbell', 'Principal social worker', { agency: 'childrens-social-care' }, ['training lead']),
]
