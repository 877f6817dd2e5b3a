import { aFile, may, must } from './files.js'
import { days, email, key, keys, moment, oneOf, policy, prose, someOf, webAddress, whole, words, yesNo } from './rules/cells.js'
import { personRules } from './rules/rows.js'

export const ROLES = ['trainer', 'training lead', 'report reader', 'administrator']
const KINDS = ['scheduled', 'e-learning', 'external']
const MODES = ['face-to-face', 'virtual', 'webinar', 'conference', 'e-learning']
const MANY = 100_000

const itsKey = must('key', key)
const itsName = must('name', words)

/** The files that say what there is and who. In the order in which they refer to one another. */
export const catalogueFiles = [
  aFile({
    name: 'agencies.csv',
    table: 'agency',
    what: 'agency',
    versioned: true,
    columns: [itsKey, itsName, must('group', words, { to: 'agency_group' }), may('listed', yesNo, { empty: true })],
  }),
  aFile({
    name: 'providers.csv',
    table: 'provider',
    what: 'provider',
    versioned: true,
    columns: [itsKey, itsName, must('internal', yesNo)],
  }),
  aFile({
    name: 'topics.csv',
    table: 'topic',
    what: 'topic',
    versioned: true,
    columns: [itsKey, itsName, may('priority', yesNo, { empty: false }), may('position', whole(0, MANY), { empty: 0 })],
  }),
  aFile({
    name: 'venues.csv',
    table: 'venue',
    what: 'venue',
    versioned: true,
    columns: [
      itsKey,
      itsName,
      may('address', words, { empty: '' }),
      may('postcode', words, { empty: '' }),
      may('capacity', whole(1, MANY)),
      may('access', prose, { empty: '' }),
      may('mapUrl', webAddress, { empty: '' }),
    ],
  }),
  aFile({
    name: 'policies.csv',
    table: 'cancellation_policy',
    what: 'policy',
    columns: [itsKey, itsName, must('definition', policy)],
  }),
  aFile({
    name: 'people.csv',
    table: 'person',
    what: 'person',
    columns: [
      itsKey,
      itsName,
      must('email', email),
      may('agency', key, { refers: 'agencies.csv', to: 'agency_id' }),
      may('agencyOther', words),
      may('jobRole', words, { empty: '' }),
      may('managerName', words, { empty: '' }),
      may('managerEmail', email, { empty: '' }),
      may('roles', someOf(ROLES), { empty: [] }),
      may('registeredAt', moment, { kept: true, past: true }),
    ],
    rules: personRules,
  }),
  aFile({
    name: 'trainers.csv',
    table: 'trainer',
    what: 'trainer',
    columns: [itsKey, must('person', key, { refers: 'people.csv', to: 'person_id' })],
  }),
  aFile({
    name: 'courses.csv',
    table: 'course',
    what: 'course',
    columns: [
      itsKey,
      must('title', words),
      must('kind', oneOf(KINDS)),
      must('topic', key, { refers: 'topics.csv', to: 'topic_id' }),
      may('provider', key, { refers: 'providers.csv', to: 'provider_id' }),
      may('summary', prose, { empty: '' }),
      may('level', whole(1, 9)),
      may('mode', oneOf(MODES)),
      may('audience', prose, { empty: '' }),
      may('days', days, { empty: 1 }),
      may('validMonths', whole(1, 600)),
      may('requires', keys, { refers: 'courses.csv', to: null, empty: [] }),
      may('externalUrl', webAddress, { empty: '' }),
      may('defaultPlaces', whole(0, MANY), { empty: 20 }),
      may('fewest', whole(0, MANY), { empty: 6 }),
      may('policy', key, { refers: 'policies.csv', to: 'policy_id' }),
      may('retired', yesNo, { empty: false }),
    ],
    versioned: true,
  }),
]
