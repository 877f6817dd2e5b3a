/** A kind of thing, as people choose it: the tables it is kept in, and what one row of each is called. */
export interface Kind {
  value: string
  text: string
  tables: Record<string, string>
}

/** Every table that is watched, under the kind by which it is looked for. */
export const KINDS: Kind[] = [
  {
    value: 'bookings',
    text: 'Bookings and approvals',
    tables: { booking: 'booking', booking_condition: 'condition of a place', approval: 'approval', reserved_places: 'reserved places' },
  },
  { value: 'waiting', text: 'Waiting lists and offers', tables: { waiting_entry: 'place on a waiting list', offer: 'offer of a place' } },
  { value: 'charges', text: 'Charges', tables: { charge: 'charge', charge_export: 'list for finance' } },
  { value: 'registers', text: 'Registers', tables: { register_mark: 'mark in a register', register_change: 'change of a register' } },
  {
    value: 'learning',
    text: 'Learning records, certificates and evidence',
    tables: {
      learning_record: 'learning record',
      certificate: 'certificate',
      transcript: 'transcript',
      evidence: 'evidence',
      enrolment: 'enrolment',
    },
  },
  {
    value: 'people',
    text: 'People, roles and wishes',
    tables: {
      person: 'account',
      name_spelling: 'spelling of a name',
      message_preference: 'wish about messages',
      merged_person: 'merged account',
      erasure: 'request to be erased',
    },
  },
  {
    value: 'courses',
    text: 'Courses, topics and providers',
    tables: { course: 'course', course_prerequisite: 'prerequisite', topic: 'topic', provider: 'provider' },
  },
  {
    value: 'programme',
    text: 'Programme: events, dates and sessions',
    tables: { event: 'event', occurrence: 'date', session: 'session', occurrence_trainer: 'trainer of a date' },
  },
  {
    value: 'venues',
    text: 'Venues and trainers',
    tables: {
      venue: 'venue',
      venue_room: 'room',
      trainer: 'trainer',
      trainer_course: 'course of a trainer',
      trainer_absence: 'absence of a trainer',
    },
  },
  {
    value: 'agencies',
    text: 'Agencies and their returns',
    tables: { agency: 'agency', training_return: 'training return', agency_return: 'training return of an agency' },
  },
  {
    value: 'policies',
    text: 'Policies, terms, closed days and periods',
    tables: {
      cancellation_policy: 'policy',
      policy_version: 'version of a policy',
      terms_version: 'version of the terms',
      closed_day: 'closed day',
      retention_setting: 'retention periods',
    },
  },
  {
    value: 'e-learning',
    text: 'E-learning modules',
    tables: { module: 'module', module_version: 'version of a module', scorm_package: 'package' },
  },
  {
    value: 'evaluation',
    text: 'Evaluation forms and themes',
    tables: {
      evaluation_form: 'form',
      evaluation_form_version: 'version of a form',
      bank_question: 'question of the bank',
      measure: 'measure',
      course_evaluation: 'evaluation of a course',
      impact_statement: 'impact statement',
      answer_tag: 'theme of an answer',
    },
  },
  { value: 'messages', text: 'Words of the mails', tables: { message_template: 'words of a mail' } },
  { value: 'audit', text: 'The history itself', tables: { audit: 'history' } },
]

const NAMES = new Map(KINDS.flatMap(({ tables }) => Object.entries(tables)))
const inWords = (name: string) => name.replace(/_ids?$/, '').replace(/_/g, ' ')

/** What one row of a table is called; one that nobody has given a word is called as it is kept. */
export const nameOf = (table: string): string => NAMES.get(table) ?? inWords(table)

const MANY: Record<string, string> = {
  evidence: 'pieces of evidence',
  person: 'accounts',
  retention_setting: 'retention periods',
  reserved_places: 'reserved places',
  audit: 'lines',
}

const plural = (noun: string): string => (noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`)

/** So many rows of a table, in words. */
export function countOf(table: string, count: number): string {
  const one = nameOf(table)
  const many = MANY[table] ?? one.replace(/^.+?(?= (?:of|on|in|about|for|to) |$)/, plural)
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}

const FIELDS: Record<string, string> = {
  email: 'E-mail address',
  agency_other: 'Agency, as typed',
  password_hash: 'Password',
  manager_name: 'Line manager',
  manager_email: 'Line manager’s address',
  deputy_name: 'Deputy',
  deputy_email: 'Deputy’s address',
  booked_by_id: 'Booked by',
  cancelled_by: 'Cancelled as',
  cancelled_by_person_id: 'Cancelled by',
  cancel_reason: 'Why cancelled',
  override_reason: 'Why booked over the rules',
  second_on_course: 'Second place on the course',
  follows_id: 'In place of',
  pence: 'Amount',
  decided_by_id: 'Decided by',
  marked_by_id: 'Marked by',
  recorded_by_id: 'Recorded by',
  withdrawn_by_id: 'Withdrawn by',
  made_by_id: 'Made by',
  changed_by_id: 'Changed by',
  published_by_id: 'Published by',
  requires_id: 'Requires',
  into_id: 'Now part of',
  days: 'Length in days',
  fewest: 'Held with at least',
  joining_details: 'Joining details',
  external_url: 'Web address elsewhere',
  online_url: 'Online link',
  map_url: 'Link to a map',
  booking_opens_at: 'Booking opens',
  booking_closes_at: 'Booking closes',
  walk_in: 'Walk-in',
  runs_out_at: 'Runs out',
  occurrence_id: 'Date',
  occurrence_ids: 'Dates',
  valid_months: 'Counts for months',
  valid_until: 'Counts until',
  key: 'Key',
  starts_at: 'Starts',
  ends_at: 'Ends',
}

/** What a column is called. */
export function fieldName(column: string): string {
  const known = FIELDS[column]
  if (known) return known
  const words = inWords(column).replace(/ at$/, '')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
