/** How a table is watched; `about` and `part` are SQL in which `it` is the row. */
export interface Watched {
  table: string
  /** Left out: counters that follow from other rows, and copies of what is kept whole elsewhere. */
  unsaid?: string[]
  /** That they changed is said, their values never are. */
  hidden?: string[]
  /** The person it is about; left out: its `person_id`, where it has one. */
  about?: string
  /** To whose history it belongs too. */
  part?: string
}

const OF_TRAINER = '(SELECT t.person_id FROM trainer t WHERE t.id = it.trainer_id)'
const OF_BOOKING = '(SELECT b.person_id FROM booking b WHERE b.id = it.booking_id)'

/**
 * The tables that are watched. What a table of a later migration needs is one line there, `SELECT audit_watch('its_name')`;
 * which tables are not watched, and why not, stands in docs/audit.md.
 */
export const WATCHED: Watched[] = [
  { table: 'person', about: 'it.id', hidden: ['password_hash'], unsaid: ['last_signed_in_at', 'signed_out'] },
  { table: 'agency' },
  { table: 'provider' },
  { table: 'topic' },
  { table: 'course' },
  { table: 'course_prerequisite', part: 'it.course_id' },
  { table: 'event', part: 'it.course_id' },
  { table: 'occurrence', part: 'it.course_id', unsaid: ['booked', 'held', 'overbooked', 'calendar_sequence'] },
  { table: 'session', part: 'it.occurrence_id' },
  { table: 'occurrence_trainer', part: 'it.occurrence_id', about: OF_TRAINER },
  { table: 'venue' },
  { table: 'venue_room', part: 'it.venue_id' },
  { table: 'trainer' },
  { table: 'trainer_course', about: OF_TRAINER, part: 'it.course_id' },
  { table: 'trainer_absence', about: OF_TRAINER },
  { table: 'cancellation_policy' },
  { table: 'policy_version', part: 'it.policy_id' },
  { table: 'terms_version', part: 'it.course_id' },
  { table: 'closed_day' },
  { table: 'retention_setting' },
  { table: 'erasure' },
  { table: 'merged_person', about: 'it.into_id', hidden: ['address_hash', 'password_hash'] },
  { table: 'booking', part: 'it.occurrence_id' },
  { table: 'booking_condition', about: OF_BOOKING, part: 'it.booking_id' },
  {
    table: 'approval',
    about: OF_BOOKING,
    part: 'it.booking_id',
    unsaid: ['manager_nonce', 'deputy_nonce', 'manager_hash', 'deputy_hash', 'chase_at', 'chased_at'],
  },
  { table: 'waiting_entry', part: 'it.course_id' },
  { table: 'offer', part: 'it.occurrence_id', unsaid: ['why'] },
  // Who took the place is a name of somebody else.
  { table: 'charge', about: OF_BOOKING, part: 'it.booking_id', unsaid: ['refilled_by'] },
  { table: 'charge_export' },
  { table: 'register_mark', about: OF_BOOKING, part: 'it.booking_id' },
  { table: 'register_change', part: 'it.occurrence_id' },
  { table: 'learning_record', part: 'it.course_id', unsaid: ['certificate_due'] },
  { table: 'certificate', part: 'it.course_id' },
  { table: 'name_spelling' },
  { table: 'transcript', unsaid: ['content', 'digest', 'signature'] },
  { table: 'evidence', part: 'it.course_id' },
  { table: 'enrolment', part: 'it.course_id', unsaid: ['position', 'progress', 'seconds', 'last_seen_at', 'nudges', 'nudged_at'] },
  { table: 'module', part: 'it.course_id', unsaid: ['draft', 'revision'] },
  { table: 'module_version', part: '(SELECT m.course_id FROM module m WHERE m.id = it.module_id)', unsaid: ['content'] },
  { table: 'scorm_package', unsaid: ['manifest'] },
  { table: 'evaluation_form' },
  { table: 'evaluation_form_version', part: 'it.form_id', unsaid: ['content'] },
  { table: 'bank_question' },
  { table: 'measure' },
  { table: 'course_evaluation', part: 'it.course_id' },
  { table: 'impact_statement', unsaid: ['words'] },
  { table: 'answer_tag' },
  { table: 'message_template' },
  { table: 'message_preference' },
]

const list = (names: string[] = []) => `'{${names.join(',')}}'`
const sql = (text: string | undefined) => (text === undefined ? 'NULL' : `'${text}'`)

/** The statement that watches it. */
export const watch = ({ table, unsaid, hidden, about, part }: Watched) =>
  `SELECT audit_watch(to_regclass('${table}'), ${list(unsaid)}, ${list(hidden)}, ${sql(about)}, ${sql(part)})`
