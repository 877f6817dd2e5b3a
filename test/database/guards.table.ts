type Value = string | number | boolean | null

/** SQL that adds a row; ids of the scene are written `:name`, calls of the database `now()`. */
function insert(table: string, row: Record<string, Value>): string {
  const literal = (value: Value) => (typeof value === 'string' && !/^:|\(\)$/.test(value) ? `'${value}'` : String(value))
  return `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.values(row).map(literal).join(', ')});`
}
const change = (table: string, id: string, how: string) => `UPDATE ${table} SET ${how} WHERE id = ${id};`

const book = (person: string, occurrence: string, more: Record<string, Value> = {}) =>
  insert('booking', {
    ...{ id: ':new', reference: 'GT-2222-2222', occurrence_id: occurrence, course_id: ':course', person_id: person },
    ...{ state: 'booked', booked_at: 'now()', ...more },
  })
const wait = (person: string, number: number) =>
  insert('waiting_entry', { id: ':new', course_id: ':course', person_id: person, number, joined_at: 'now()' })
const offer = (occurrence: string, kind: string, state = 'open') =>
  insert('offer', {
    ...{ id: ':new', entry_id: ':entry', occurrence_id: occurrence, person_id: ':cole' },
    ...{ kind, state, made_at: 'now()', runs_out_at: 'now()' },
  })
const record = (from: string | null, how = 'attended') =>
  insert('learning_record', {
    ...{ id: ':new', source: from, person_id: ':dana', course_id: ':course' },
    ...{ completed_on: '2026-03-02', how, recorded_at: 'now()' },
  })
const message = (sequence: number, change: Record<string, string> = {}) =>
  insert('message', {
    ...{ id: ':new', subject: 'booking:1', kind: 'booking-confirmed', sequence, to_name: 'Dana', to_email: 'dana@example.org' },
    ...{ message_id: `<${sequence}@example.org>`, due_at: 'now()', try_at: 'now()', created_at: 'now()' },
    ...change,
  })
const approval = (state: string, more: Record<string, Value> = {}) =>
  insert('approval', {
    ...{ booking_id: ':booking', manager_name: 'Mary', manager_email: 'mary@example.org', state },
    ...{ asked_at: 'now()', chase_at: 'now()', runs_out_at: 'now()', ...more },
  })
const words = (version: number, text: string | null) =>
  insert('message_template', {
    ...{ kind: 'place-offered', version, words: text },
    ...{ changed_at: 'now()', changed_by: ':new', changed_by_name: 'Ada' },
  })
const wish = (topic: string) => insert('message_preference', { person_id: ':dana', topic, wanted: true, changed_at: 'now()' })
const mark = (what: string) =>
  insert('register_mark', { booking_id: ':booking', session_id: ':session', mark: what, marked_at: 'now()', marked_by_id: ':cole' })
const ENROLMENT = '00000000-0000-7000-8000-00000000e001'
const launch = (more: Record<string, Value>) =>
  insert('enrolment', { id: ENROLMENT, course_id: ':course', person_id: ':dana', signed_up_at: 'now()' }) +
  insert('scorm_launch', { id: ':new', enrolment_id: ENROLMENT, item: 0, number: 1, opened_at: 'now()', ...more })
const requires = (course: string, required: string) => insert('course_prerequisite', { course_id: course, requires_id: required })
const cancelled = change('booking', ':booking', `state = 'cancelled', cancelled_at = now()`)

/** The rule, what it is for, SQL that is allowed and SQL that is not: each pair lies on both sides of the rule. */
export const GUARDS: [rule: string, sentence: string, allowed: string, refused: string][] = [
  // Bookings
  [
    'uq_booking_live_course',
    'one live booking on a course, but for a second that was given on purpose',
    book(':dana', ':tuesday', { second_on_course: true }),
    book(':dana', ':tuesday'),
  ],
  [
    'uq_booking_live_occurrence',
    'one booking on an occurrence, whatever was given, until it is cancelled',
    cancelled + book(':dana', ':monday'),
    book(':dana', ':monday', { second_on_course: true }),
  ],
  [
    'ck_booking_state',
    'a booking is in a state that there is',
    book(':cole', ':monday', { state: 'requested' }),
    book(':cole', ':monday', { state: 'lost' }),
  ],
  ['ck_booking_cancelled', 'what is cancelled was cancelled at a time', cancelled, change('booking', ':booking', `state = 'cancelled'`)],
  [
    'ck_booking_walk_in',
    'a walk-in was there',
    book(':cole', ':monday', { walk_in: true, state: 'attended' }),
    book(':cole', ':monday', { walk_in: true, state: 'no-show' }),
  ],
  [
    'ck_booking_coming',
    'who said that they are coming said so of a date',
    change('booking', ':booking', 'coming_confirmed_at = now(), coming_for = now()'),
    change('booking', ':booking', 'coming_confirmed_at = now()'),
  ],
  [
    'ck_course_fewest',
    'a course is held for nobody at the least',
    change('course', ':course', 'fewest = 0'),
    change('course', ':course', 'fewest = -1'),
  ],

  // Occurrences
  [
    'ck_occurrence_places',
    'no more are booked and held than there are places, and were given above them',
    change('occurrence', ':monday', 'booked = 2, held = 1, overbooked = 1'),
    change('occurrence', ':monday', 'booked = 2, held = 1'),
  ],
  [
    'ck_occurrence_calendar_sequence',
    'the number of an occurrence in calendars counts from 0',
    change('occurrence', ':monday', 'calendar_sequence = 0'),
    change('occurrence', ':monday', 'calendar_sequence = -1'),
  ],
  [
    'ck_occurrence_ends_after_start',
    'an occurrence ends after it starts',
    change('occurrence', ':monday', `ends_at = starts_at + interval '1s'`),
    change('occurrence', ':monday', 'ends_at = starts_at'),
  ],
  [
    'ck_session_ends_after_start',
    'so does a session',
    change('session', ':session', `ends_at = starts_at + interval '1s'`),
    change('session', ':session', 'ends_at = starts_at'),
  ],
  [
    'uq_session_occurrence_number',
    'sessions are numbered',
    change('session', ':session', 'number = 2'),
    insert('session', { id: ':new', occurrence_id: ':monday', number: 1, starts_at: 'now()', ends_at: 'infinity' }),
  ],
  ['ck_register_mark_mark', 'a mark is one that there is', mark('left early'), mark('asleep')],
  ['pk_register_mark', 'a person is marked once for a session', mark('late'), mark('late') + mark('present')],

  // Waiting lists
  ['uq_waiting_entry_live', 'nobody is in a queue twice', wait(':dana', 2), wait(':cole', 2)],
  ['uq_waiting_entry_number', 'no two people have one number in a queue', wait(':dana', 2), wait(':dana', 1)],
  [
    'ck_waiting_entry_ended',
    'who is in the queue no more left it somehow',
    change('waiting_entry', ':entry', `ended_at = now(), outcome = 'left'`),
    change('waiting_entry', ':entry', 'ended_at = now()'),
  ],
  [
    'uq_offer_open_hold',
    'nobody has two places held',
    offer(':monday', 'hold', 'declined') + offer(':tuesday', 'hold'),
    offer(':monday', 'hold') + offer(':tuesday', 'hold'),
  ],
  [
    'uq_offer_open',
    'nobody is offered a date twice at a time',
    offer(':monday', 'first-to-accept') + offer(':tuesday', 'first-to-accept'),
    offer(':monday', 'first-to-accept') + offer(':monday', 'first-to-accept'),
  ],
  ['ck_offer_kind', 'an offer is of a kind that there is', offer(':monday', 'hold'), offer(':monday', 'gift')],
  ['ck_offer_state', 'and in a state that there is', offer(':monday', 'hold', 'run-out'), offer(':monday', 'hold', 'lost')],

  // Approval
  ['ck_approval_state', 'an approval is in a state that there is', approval('open'), approval('lost', { answered_at: 'now()' })],
  ['ck_approval_answered', 'one that has ended says when', approval('run-out', { answered_at: 'now()' }), approval('run-out')],
  [
    'ck_approval_by',
    'an answer is somebody’s',
    approval('approved', { answered_at: 'now()', answered_by: 'deputy' }),
    approval('approved', { answered_at: 'now()' }),
  ],
  [
    'ck_approval_reason',
    'and a refusal says why',
    approval('refused', { answered_at: 'now()', answered_by: 'manager', reason: 'Two short' }),
    approval('refused', { answered_at: 'now()', answered_by: 'manager' }),
  ],
  [
    'ck_agency_copies',
    'copies are of what there is',
    `UPDATE agency SET copies = '{confirmation,no-show}'`,
    `UPDATE agency SET copies = '{everything}'`,
  ],

  // Learning, messages, people, courses
  [
    'ck_course_reminder_days',
    'reminders are few and not too early',
    change('course', ':course', `reminder_days = '{60,14,7,2,1}'`) + change('course', ':course', `reminder_days = '{}'`),
    change('course', ':course', `reminder_days = '{61}'`),
  ],
  [
    'uq_learning_record_source',
    'one booking teaches once; of evidence there is any number',
    record(null) + record(null),
    record('booking:1') + record('booking:1'),
  ],
  ['ck_learning_record_how', 'learning came about in a way that there is', record(null, 'evidence'), record(null, 'hearsay')],
  ['uq_message_subject_kind_sequence', 'one change writes one message', message(0) + message(1), message(0) + message(0)],
  ['ck_message_state', 'a message is in a state that there is', message(0, { state: 'dropped' }), message(0, { state: 'lost' })],
  ['ck_message_sent', 'what was sent says when', message(0, { state: 'sent', sent_at: 'now()' }), message(0, { state: 'sent' })],
  ['ck_message_template_version', 'changes of words are counted from 1', words(1, null), words(0, null)],
  ['ck_message_template_words', 'words have a subject', words(1, 'Subject: A'), words(1, 'A')],
  ['pk_message_template', 'a version is written once', words(1, null) + words(2, null), words(1, null) + words(1, null)],
  ['ck_message_preference_topic', 'what is wanted can be turned off', wish('newsletter'), wish('bookings')],
  [
    'ck_person_email_lower',
    'addresses are kept in small letters',
    change('person', ':dana', `email = 'd@example.org'`),
    change('person', ':dana', `email = 'D@example.org'`),
  ],
  [
    'uq_person_email',
    'one account for an address',
    change('person', ':dana', `email = 'cole2@example.org'`),
    change('person', ':dana', `email = 'cole@example.org'`),
  ],
  [
    'ck_course_kind',
    'a course is of a kind that there is',
    change('course', ':course', `kind = 'external'`),
    change('course', ':course', `kind = 'other'`),
  ],
  ['ck_course_prerequisite_not_itself', 'no course requires itself', requires(':other', ':course'), requires(':course', ':course')],
  ['fk_course_prerequisite_requires_id', 'nor one that is not there', requires(':other', ':course'), requires(':other', ':new')],

  // SCORM
  ['ck_scorm_launch_success', 'an item was passed, failed, or says nothing', launch({ success: 'failed' }), launch({ success: 'maybe' })],
  [
    'ck_scorm_launch_done',
    'what was failed does not count',
    launch({ done: true, success: 'passed' }),
    launch({ done: true, success: 'failed' }),
  ],
  [
    'ck_scorm_launch_committed',
    'what has come has a number and a time',
    launch({ sequence: 1, committed_at: 'now()' }),
    launch({ sequence: 1 }),
  ],
  [
    'ck_scorm_launch_credited',
    'no more time is counted than was spent',
    launch({ seconds: 9, credited: 9 }),
    launch({ seconds: 9, credited: 10 }),
  ],
]
