import type { ClientBase } from 'pg'

// Somebody who registered here before the folder named them is the same person: the folder's key becomes theirs.
const ADOPT = `
  UPDATE person p SET key = s.key
  FROM (SELECT DISTINCT ON (key) key, email FROM import_person WHERE key IS NOT NULL ORDER BY key, line) s
  WHERE p.email = s.email AND p.key IS NULL AND NOT EXISTS (SELECT 1 FROM person other WHERE other.key = s.key)
    AND NOT EXISTS (SELECT 1 FROM import_person twice WHERE twice.email = s.email AND twice.key <> s.key)`

/** Gives the keys of the folder to people who registered here under the same address. Before keys are resolved. */
export async function adoptRegistered(client: ClientBase): Promise<void> {
  await client.query(ADOPT)
}

// A trainer keeps the role whatever people.csv says, or the same folder would take it away and give it back each time.
const ROLES = `
  UPDATE import_person s SET roles = array_prepend('trainer', s.roles)
  WHERE NOT 'trainer' = ANY(s.roles) AND (EXISTS (SELECT 1 FROM import_trainer i WHERE i.person_id = s.id)
    OR EXISTS (SELECT 1 FROM trainer t WHERE t.person_id = s.id))`

const REGISTERED = 'UPDATE import_person SET registered_at = $1 WHERE registered_at IS NULL'

const MODE = `UPDATE import_course SET mode = CASE kind WHEN 'e-learning' THEN 'e-learning' ELSE 'face-to-face' END WHERE mode IS NULL`

// The courses and occurrences as they will be, of the folder and loaded ones.
const COURSES = `
  CREATE TEMP TABLE import_all_course ON COMMIT DROP AS
  SELECT coalesce(s.id, c.id) AS id, coalesce(s.key, c.key) AS key, coalesce(s.kind, c.kind) AS kind,
    CASE WHEN s.id IS NULL THEN c.valid_months ELSE s.valid_months END AS valid_months
  FROM import_course s FULL JOIN course c ON c.id = s.id`

// Numbered by their order in time; a session loaded before under the same number is the same one.
const SESSIONS = `
  UPDATE import_session s SET number = n.number, existed = t.id IS NOT NULL, id = coalesce(t.id, s.id)
  FROM (SELECT line, occurrence_id, (row_number() OVER (PARTITION BY occurrence_id ORDER BY starts_at, line))::smallint AS number
    FROM import_session WHERE occurrence_id IS NOT NULL) n
  LEFT JOIN session t ON t.occurrence_id = n.occurrence_id AND t.number = n.number
  WHERE n.line = s.line`

const OCCURRENCES = `
  UPDATE import_occurrence s SET course_id = coalesce(e.course_id, f.course_id), starts_at = coalesce(n.starts_at, o.starts_at),
    ends_at = coalesce(n.ends_at, o.ends_at)
  FROM import_occurrence s0 LEFT JOIN import_event e ON e.id = s0.event_id LEFT JOIN event f ON f.id = s0.event_id
  LEFT JOIN occurrence o ON o.id = s0.id
  LEFT JOIN (SELECT occurrence_id, min(starts_at) AS starts_at, max(ends_at) AS ends_at FROM import_session GROUP BY occurrence_id) n
    ON n.occurrence_id = s0.id
  WHERE s.line = s0.line`

const ALL_OCCURRENCES = `
  CREATE TEMP TABLE import_all_occurrence ON COMMIT DROP AS
  SELECT coalesce(s.id, o.id) AS id, coalesce(s.key, o.key) AS key, s.line, coalesce(s.course_id, e.course_id, o.course_id) AS course_id,
    coalesce(s.places, o.places) + coalesce(o.overbooked, 0) - coalesce(o.held, 0) AS room, coalesce(s.places, o.places) AS places,
    CASE WHEN s.id IS NULL THEN o.cancelled_at ELSE s.cancelled_at END AS cancelled_at,
    CASE WHEN s.id IS NULL THEN o.register_closed_at ELSE s.register_closed_at END AS register_closed_at
  FROM import_occurrence s FULL JOIN occurrence o ON o.id = s.id LEFT JOIN import_event e ON e.id = o.event_id`

const AGENCY_OF = 'CASE WHEN f.id IS NULL THEN p.agency_id ELSE f.agency_id END'
const PEOPLE_OF = 'LEFT JOIN import_person f ON f.id = s0.person_id LEFT JOIN person p ON p.id = s0.person_id'

const BOOKINGS = `
  UPDATE import_booking s SET course_id = o.course_id, was_on = b.occurrence_id, second_on_course = coalesce(b.second_on_course, false),
    agency_id = CASE WHEN s.existed THEN s.agency_id ELSE coalesce(s.agency_id, ${AGENCY_OF}) END
  FROM import_booking s0 LEFT JOIN import_all_occurrence o ON o.id = s0.occurrence_id LEFT JOIN booking b ON b.id = s0.id ${PEOPLE_OF}
  WHERE s.line = s0.line`

const ENROLMENTS = `
  UPDATE import_enrolment s SET agency_id = ${AGENCY_OF}
  FROM import_enrolment s0 ${PEOPLE_OF} WHERE s.line = s0.line AND s.agency_id IS NULL AND NOT s.existed`

const RECORDS = `
  UPDATE import_learning_record s SET recorded_at = $1,
    valid_until = coalesce(s.valid_until, (s.completed_on + make_interval(months => c.valid_months))::date)
  FROM import_all_course c WHERE c.id = s.course_id`

// Numbers go on where the course's list stands; who is on it already keeps theirs.
const WAITING = `
  UPDATE import_waiting_entry s SET agency_id = ${AGENCY_OF},
    occurrence_ids = CASE WHEN s.dates_key IS NULL THEN coalesce(w.occurrence_ids, '{}')
      ELSE ARRAY(SELECT o.id FROM unnest(s.dates_key) WITH ORDINALITY AS item (key, place)
        JOIN import_all_occurrence o ON o.key = item.key ORDER BY item.place) END,
    number = coalesce(l.last_number, 0) + s0.place
  FROM (SELECT *, row_number() OVER (PARTITION BY course_id, existed ORDER BY joined_at, line) AS place FROM import_waiting_entry) s0
  LEFT JOIN waiting_list l ON l.course_id = s0.course_id LEFT JOIN waiting_entry w ON w.id = s0.id ${PEOPLE_OF}
  WHERE s.line = s0.line`

const STEPS = [ROLES, MODE, COURSES, SESSIONS, OCCURRENCES, ALL_OCCURRENCES, BOOKINGS, ENROLMENTS, WAITING]

/** Fills in what rows get from one another, once every key is resolved. */
export async function derive(client: ClientBase, now: Date): Promise<void> {
  await client.query(REGISTERED, [now])
  for (const step of STEPS) await client.query(step)
  await client.query(RECORDS, [now])
  for (const table of ['import_all_course', 'import_all_occurrence', 'import_booking', 'import_session'])
    await client.query(`ANALYZE ${table}`)
}
