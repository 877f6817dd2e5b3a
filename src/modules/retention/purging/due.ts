import { GONE, REMOVED } from '../../../shared/removed.js'
import type { PeriodKey } from '../rules/periods.js'

/**
 * One place from which a kind of data goes. `due` finds what is too old ($1: the cutoff): the row's `id`, a `reference` that names nobody,
 * and since when. `remove` takes those away whose ids `due` has found: $1 the ids, $2 the moment.
 */
export interface Part {
  due: string
  remove: string
}

const empty = (column: string) => `${column} = CASE WHEN ${column} = '' THEN '' ELSE '${REMOVED}' END`

const NEEDS: Part = {
  due: `SELECT t.booking_id AS id, b.reference, o.ends_at AS since FROM need t JOIN booking b ON b.id = t.booking_id
    JOIN occurrence o ON o.id = b.occurrence_id WHERE o.ends_at < $1`,
  remove: `DELETE FROM need WHERE booking_id = ANY($1)`,
}

// What is still to be sent is not old, however long it has been waiting. A failed one can no longer be sent again.
const MESSAGES: Part = {
  due: `SELECT t.id, t.kind AS reference, t.created_at AS since FROM message t
    WHERE t.created_at < $1 AND t.cleared_at IS NULL AND t.state <> 'due'`,
  remove: `UPDATE message SET to_name = '', to_email = '', data = '{}', calendar = NULL, outcome = NULL, cleared_at = $2,
    state = CASE state WHEN 'failed' THEN 'dropped' ELSE state END WHERE id = ANY($1) AND cleared_at IS NULL AND state <> 'due'`,
}

const APPROVERS: Part = {
  due: `SELECT t.booking_id AS id, b.reference, t.answered_at AS since FROM approval t JOIN booking b ON b.id = t.booking_id
    WHERE t.answered_at < $1 AND t.state <> 'open' AND (t.manager_email <> '' OR t.deputy_email <> '')`,
  remove: `UPDATE approval SET manager_name = '', manager_email = '', deputy_name = '', deputy_email = '', manager_hash = NULL, deputy_hash = NULL
    WHERE booking_id = ANY($1) AND state <> 'open'`,
}

// All of one manager's at once, under one new name that nobody can trace back: how many managers answered stays what it was.
const MANAGERS: Part = {
  due: `SELECT t.id, b.reference, w.since FROM evaluation_invitation t JOIN booking b ON b.id = t.booking_id
    JOIN (SELECT lower(manager_email) AS email, max(coalesce(asked_at, due_at)) AS since FROM evaluation_invitation
      WHERE manager_email IS NOT NULL AND manager_email NOT LIKE 'gone-%' GROUP BY 1
      HAVING max(coalesce(asked_at, due_at)) < $1 AND bool_and(state IN ('answered', 'closed'))) w ON w.email = lower(t.manager_email)`,
  remove: `UPDATE evaluation_invitation i SET manager_name = NULL, manager_email = w.gone
    FROM (SELECT email, 'gone-' || gen_random_uuid() AS gone FROM (SELECT DISTINCT lower(manager_email) AS email FROM evaluation_invitation
      WHERE id = ANY($1)) one) w WHERE lower(i.manager_email) = w.email AND i.manager_email NOT LIKE 'gone-%'`,
}

const CONTACTS: Part = {
  due: `SELECT t.id, a.key || ' ' || y.year AS reference, y.closed_at AS since FROM agency_return t JOIN training_return y ON y.id = t.return_id
    JOIN agency a ON a.id = t.agency_id WHERE y.closed_at < $1 AND t.contact_email NOT IN ('', '${GONE}')`,
  remove: `UPDATE agency_return SET contact_name = '', sent_by = '', next_at = NULL,
    contact_email = CASE WHEN asked_at IS NULL THEN '' ELSE '${GONE}' END WHERE id = ANY($1)`,
}

const BOOKING_REASONS: Part = {
  due: `SELECT t.id, t.reference, o.ends_at AS since FROM booking t JOIN occurrence o ON o.id = t.occurrence_id
    WHERE o.ends_at < $1 AND (t.cancel_reason NOT IN ('', '${REMOVED}') OR t.override_reason NOT IN ('', '${REMOVED}'))`,
  remove: `UPDATE booking SET ${empty('cancel_reason')}, ${empty('override_reason')} WHERE id = ANY($1)`,
}

const APPROVAL_REASONS: Part = {
  due: `SELECT t.booking_id AS id, b.reference, o.ends_at AS since FROM approval t JOIN booking b ON b.id = t.booking_id
    JOIN occurrence o ON o.id = b.occurrence_id WHERE o.ends_at < $1 AND t.reason NOT IN ('', '${REMOVED}')`,
  remove: `UPDATE approval SET ${empty('reason')} WHERE booking_id = ANY($1)`,
}

const REGISTER_REASONS: Part = {
  due: `SELECT t.id, c.key || ' ' || to_char(o.starts_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS reference, o.ends_at AS since
    FROM register_change t JOIN occurrence o ON o.id = t.occurrence_id JOIN course c ON c.id = o.course_id
    WHERE o.ends_at < $1 AND t.reason NOT IN ('', '${REMOVED}')`,
  remove: `UPDATE register_change SET ${empty('reason')} WHERE id = ANY($1)`,
}

const EVIDENCE_REASONS: Part = {
  due: `SELECT t.id, c.key AS reference, t.handed_in_at AS since FROM evidence t JOIN course c ON c.id = t.course_id
    WHERE t.handed_in_at < $1 AND t.state <> 'handed in' AND (t.words NOT IN ('', '${REMOVED}') OR t.reason NOT IN ('', '${REMOVED}'))`,
  remove: `UPDATE evidence SET ${empty('words')}, ${empty('reason')} WHERE id = ANY($1)`,
}

const OFFERS: Part = {
  due: `SELECT t.id, c.key AS reference, t.made_at AS since FROM offer t JOIN occurrence o ON o.id = t.occurrence_id JOIN course c ON c.id = o.course_id
    WHERE t.made_at < $1 AND t.state <> 'open' AND t.why <> '{}'`,
  remove: `UPDATE offer SET why = '{}' WHERE id = ANY($1)`,
}

const files = (state: string): Part => ({
  due: `SELECT t.upload_id AS id, c.key AS reference, t.decided_at AS since FROM evidence t JOIN course c ON c.id = t.course_id
    WHERE t.upload_id IS NOT NULL AND t.decided_at < $1 AND t.state = '${state}'`,
  remove: `DELETE FROM upload WHERE id = ANY($1)`,
})

const RUN_TIME: Part = {
  due: `SELECT t.id, c.key AS reference, coalesce(e.completed_at, e.closed_at) AS since FROM scorm_launch t JOIN enrolment e ON e.id = t.enrolment_id
    JOIN course c ON c.id = e.course_id WHERE t.cmi IS NOT NULL AND coalesce(e.completed_at, e.closed_at) < $1`,
  remove: `UPDATE scorm_launch SET cmi = NULL WHERE id = ANY($1)`,
}

const QUOTES: Part = {
  due: `SELECT t.invitation_id AS id, b.reference, t.chosen_at AS since FROM impact_statement t JOIN evaluation_invitation i ON i.id = t.invitation_id
    JOIN booking b ON b.id = i.booking_id WHERE t.chosen_at < $1`,
  remove: `DELETE FROM impact_statement WHERE invitation_id = ANY($1)`,
}

const CHARGES: Part = {
  due: `SELECT t.id, b.reference, t.decided_at AS since FROM charge t JOIN booking b ON b.id = t.booking_id
    WHERE t.decided_at < $1 AND (t.reason NOT IN ('', '${REMOVED}') OR t.evidence NOT IN ('', '${REMOVED}'))`,
  remove: `UPDATE charge SET ${empty('reason')}, ${empty('evidence')} WHERE id = ANY($1)`,
}

/** Written answers are read and written back one by one, by a rule; see `written-answers.ts`. */
export const ANSWERS_DUE = `SELECT t.invitation_id AS id, b.reference, t.submitted_at AS since FROM evaluation_answer t
    JOIN evaluation_invitation i ON i.id = t.invitation_id JOIN booking b ON b.id = i.booking_id
    WHERE t.submitted_at < $1 AND t.words_removed_at IS NULL`

// The audit keeps its last year, whatever is asked of it.
const AUDIT_BEFORE = `least($1::timestamptz, now() - interval '1 year')`
export const AUDIT_DUE = `SELECT t.id, t.subject AS reference, t.at AS since FROM audit t WHERE t.at < ${AUDIT_BEFORE}`
export const AUDIT_LET_GO = `SELECT audit_let_go(${AUDIT_BEFORE}, $2) AS count`

// Whoever holds a role or is to deliver something is in use, whether they sign in or not.
export const ACCOUNTS_DUE = `SELECT t.id, left(t.id::text, 8) AS reference, u.since FROM person t CROSS JOIN LATERAL (
      SELECT greatest(t.registered_at, t.last_signed_in_at,
        (SELECT max(greatest(b.booked_at, o.ends_at)) FROM booking b JOIN occurrence o ON o.id = b.occurrence_id WHERE b.person_id = t.id),
        (SELECT max(greatest(e.signed_up_at, e.completed_at, e.last_seen_at)) FROM enrolment e WHERE e.person_id = t.id),
        (SELECT max(greatest(r.recorded_at, r.completed_on::timestamptz)) FROM learning_record r WHERE r.person_id = t.id),
        (SELECT max(w.joined_at) FROM waiting_entry w WHERE w.person_id = t.id)) AS since) u
    WHERE t.erased_at IS NULL AND t.roles = '{}' AND t.registered_at < $1 AND u.since < $1
      AND NOT EXISTS (SELECT 1 FROM trainer r WHERE r.person_id = t.id AND r.active)`

/** Kinds that go in ways of their own. */
type Apart = 'answers' | 'audit' | 'accounts'

/** From where each other kind goes. */
export const PARTS: Record<Exclude<PeriodKey, Apart>, readonly Part[]> = {
  needs: [NEEDS],
  messages: [MESSAGES],
  managers: [APPROVERS, MANAGERS, CONTACTS],
  reasons: [BOOKING_REASONS, APPROVAL_REASONS, REGISTER_REASONS, EVIDENCE_REASONS],
  waiting: [OFFERS],
  evidence: [files('accepted')],
  refused: [files('refused')],
  elearning: [RUN_TIME],
  quotes: [QUOTES],
  charges: [CHARGES],
}

const APART: Record<Apart, string> = { answers: ANSWERS_DUE, audit: AUDIT_DUE, accounts: ACCOUNTS_DUE }
const isApart = (key: PeriodKey): key is Apart => key in APART

export const dueOf = (key: PeriodKey): readonly string[] => (isApart(key) ? [APART[key]] : PARTS[key].map(({ due }) => due))
