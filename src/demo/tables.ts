/** The files of the folder and their columns, as docs/import.md has them. */
export const COLUMNS = {
  'agencies.csv': ['key', 'name', 'group', 'listed'],
  'providers.csv': ['key', 'name', 'internal'],
  'topics.csv': ['key', 'name', 'priority', 'position'],
  'venues.csv': ['key', 'name', 'address', 'postcode', 'capacity', 'access'],
  'policies.csv': ['key', 'name', 'definition'],
  'people.csv': ['key', 'name', 'email', 'agency', 'agencyOther', 'jobRole', 'managerName', 'managerEmail', 'roles', 'registeredAt'],
  'trainers.csv': ['key', 'person'],
  'courses.csv': [
    'key',
    'title',
    'kind',
    'topic',
    'provider',
    'summary',
    'level',
    'mode',
    'audience',
    'days',
    'validMonths',
    'requires',
    'externalUrl',
    'defaultPlaces',
    'policy',
  ],
  'events.csv': ['key', 'course'],
  'occurrences.csv': [
    'key',
    'event',
    'places',
    'venue',
    'onlineUrl',
    'trainers',
    'bookingOpensAt',
    'bookingClosesAt',
    'cancelledAt',
    'cancelReason',
    'registerClosedAt',
    'externalUrl',
  ],
  'sessions.csv': ['occurrence', 'startsAt', 'endsAt'],
  'bookings.csv': ['key', 'occurrence', 'person', 'state', 'bookedAt', 'agency', 'walkIn', 'cancelledAt', 'cancelledBy', 'late', 'reason'],
  'enrolments.csv': ['key', 'course', 'person', 'signedUpAt', 'agency', 'startedAt', 'completedAt'],
  'learning-records.csv': ['key', 'person', 'course', 'completedOn', 'how', 'note'],
  'waiting-list.csv': ['key', 'course', 'person', 'joinedAt', 'dates', 'endedAt', 'outcome'],
} as const

export type File = keyof typeof COLUMNS
/** A row of a file; a column left out is empty. */
export type Row<F extends File> = { [Column in (typeof COLUMNS)[F][number]]?: string | number }
export type Tables = { [F in File]: Row<F>[] }

export const yesNo = (value: boolean): 'yes' | 'no' => (value ? 'yes' : 'no')
/** A list in one cell. */
export const listed = (items: readonly string[]): string => items.join('|')
