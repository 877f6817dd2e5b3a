import { REMOVED } from '../../../shared/removed.js'

const emptied = (column: string) => `${column} = CASE WHEN ${column} = '' THEN '' ELSE '${REMOVED}' END`
const OWN_BOOKING = `b.id = t.booking_id AND b.person_id = $1`

const BOOKINGS = [
  `DELETE FROM need t USING booking b WHERE ${OWN_BOOKING}`,
  `UPDATE booking SET ${emptied('cancel_reason')}, ${emptied('override_reason')} WHERE person_id = $1`,
  `UPDATE approval t SET manager_name = '', manager_email = '', deputy_name = '', deputy_email = '', manager_hash = NULL, deputy_hash = NULL,
    ${emptied('reason')}, state = CASE t.state WHEN 'open' THEN 'withdrawn' ELSE t.state END, answered_at = coalesce(t.answered_at, $2)
    FROM booking b WHERE ${OWN_BOOKING}`,
  `UPDATE offer SET why = '{}' WHERE person_id = $1`,
  `UPDATE charge t SET ${emptied('reason')}, ${emptied('evidence')}
    FROM booking b WHERE ${OWN_BOOKING}`,
]

// What figures are counted from stays: that there was a booking, a course done, a score. A record needs no certificate any more.
const LEARNING = [
  `UPDATE learning_record SET note = '', certificate_due = false WHERE person_id = $1`,
  `UPDATE scorm_launch t SET cmi = NULL FROM enrolment e WHERE e.id = t.enrolment_id AND e.person_id = $1`,
  `UPDATE enrolment SET closed_at = $2 WHERE person_id = $1 AND module_version_id IS NOT NULL AND completed_at IS NULL AND closed_at IS NULL`,
  `UPDATE xapi_statement SET statement = '{}', claim = NULL, state = CASE state WHEN 'due' THEN 'refused' ELSE state END,
    outcome = CASE state WHEN 'due' THEN 'The person was erased.' ELSE outcome END WHERE person_id = $1`,
  `UPDATE evidence SET state = 'taken back' WHERE person_id = $1 AND state = 'handed in'`,
  `DELETE FROM upload u WHERE u.uploaded_by_id = $1 AND NOT EXISTS (SELECT 1 FROM module_picture x WHERE x.upload_id = u.id)`,
  `DELETE FROM upload u USING evidence e WHERE e.upload_id = u.id AND e.person_id = $1`,
  `UPDATE evidence SET provider = '${REMOVED}', ${emptied('words')}, ${emptied('reason')} WHERE person_id = $1`,
  `UPDATE certificate SET name = '', name_shown = false, withdrawn_at = coalesce(withdrawn_at, $2), withdrawn_why = coalesce(withdrawn_why, 'erased'),
    ${emptied('withdrawn_reason')} WHERE person_id = $1`,
  `UPDATE transcript SET content = '', digest = id::text, signature = '', closed_at = coalesce(closed_at, $2) WHERE person_id = $1`,
]

const ANSWERS = [
  `DELETE FROM evaluation_answer a USING evaluation_invitation i WHERE i.id = a.invitation_id AND i.person_id = $1 AND a.submitted_at IS NULL`,
  `DELETE FROM impact_statement s USING evaluation_invitation i WHERE i.id = s.invitation_id AND i.person_id = $1`,
  `UPDATE committed_action t SET words = '${REMOVED}', outcome = '' FROM booking b WHERE ${OWN_BOOKING}`,
  `UPDATE evaluation_invitation SET next_at = NULL, link_nonce = NULL, link_hash = NULL, manager_name = NULL,
    state = CASE WHEN state IN ('due', 'asked') THEN 'closed' ELSE state END,
    closed_why = CASE WHEN state IN ('due', 'asked') THEN 'erased' ELSE closed_why END WHERE person_id = $1`,
]

const ACCOUNT = [
  ...['name_spelling', 'message_preference', 'calendar_feed', 'person_token', 'answered_request'].map(
    table => `DELETE FROM ${table} WHERE person_id = $1`,
  ),
  `DELETE FROM web_session WHERE sess->>'personId' = $1::text`,
  `DELETE FROM trainer_absence t USING trainer r WHERE r.id = t.trainer_id AND r.person_id = $1`,
  `DELETE FROM trainer_course t USING trainer r WHERE r.id = t.trainer_id AND r.person_id = $1`,
  `UPDATE trainer SET key = 'erased-' || id, active = false WHERE person_id = $1`,
  `UPDATE merged_person SET key = NULL, address_hash = '', password_hash = NULL WHERE into_id = $1`,
  `UPDATE erasure SET ${emptied('words')}, ${emptied('reason')} WHERE person_id = $1`,
]

/** What becomes of a person's own rows: $1 the person, $2 the moment, where a statement asks for it. In this order. */
export const OWN_ROWS: readonly string[] = [...BOOKINGS, ...LEARNING, ...ANSWERS, ...ACCOUNT]
