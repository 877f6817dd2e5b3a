import type { ClientBase } from 'pg'

// Everything the folder says something about: the occurrence itself, its sessions, its bookings, and where those were before.
const TOUCHED = `
  CREATE TEMP TABLE import_touched ON COMMIT DROP AS
  SELECT id FROM import_occurrence UNION SELECT occurrence_id FROM import_session UNION SELECT occurrence_id FROM import_booking
  UNION SELECT was_on FROM import_booking WHERE was_on IS NOT NULL`

const COUNTERS = `
  UPDATE occurrence o SET booked = live.n
  FROM (SELECT t.id, count(b.id)::int AS n FROM import_touched t
    LEFT JOIN booking b ON b.occurrence_id = t.id AND b.state IN ('requested', 'booked') AND NOT b.walk_in GROUP BY t.id) live
  WHERE o.id = live.id AND o.booked <> live.n`

const UNLEARNED = `
  DELETE FROM learning_record r USING import_booking s WHERE s.existed AND r.source = 'booking:' || s.id AND s.state <> 'attended'`

const KEEP_TRUE = `
  ON CONFLICT (source) DO UPDATE SET person_id = EXCLUDED.person_id, course_id = EXCLUDED.course_id, how = EXCLUDED.how,
    completed_on = EXCLUDED.completed_on, valid_until = EXCLUDED.valid_until, certificate_due = true
  WHERE (learning_record.person_id, learning_record.course_id, learning_record.completed_on, learning_record.valid_until)
    IS DISTINCT FROM (EXCLUDED.person_id, EXCLUDED.course_id, EXCLUDED.completed_on, EXCLUDED.valid_until)`

// As the closing of a register does it: full attendance is learning, on the London day of the last session. Bookings of others on an
// occurrence of the folder are looked at only where that day has moved.
const LEARNED = `
  INSERT INTO learning_record (id, source, person_id, course_id, completed_on, how, valid_until, recorded_at)
  SELECT coalesce(i.record_id, gen_random_uuid()), 'booking:' || b.id, b.person_id, b.course_id, last.day, 'attended',
    (last.day + make_interval(months => c.valid_months))::date, $1
  FROM import_touched t
  JOIN booking b ON b.occurrence_id = t.id AND b.state = 'attended'
  JOIN course c ON c.id = b.course_id
  JOIN (SELECT occurrence_id, (max(starts_at) AT TIME ZONE 'Europe/London')::date AS day FROM session GROUP BY occurrence_id) last
    ON last.occurrence_id = t.id
  LEFT JOIN import_booking i ON i.id = b.id LEFT JOIN learning_record r ON r.source = 'booking:' || b.id
  WHERE i.id IS NOT NULL OR r.completed_on <> last.day
  ${KEEP_TRUE}`

const NOT_COMPLETED = `
  DELETE FROM learning_record r USING import_enrolment s JOIN enrolment e ON e.id = s.id
  WHERE s.existed AND r.source = 'enrolment:' || s.id AND s.completed_at IS NULL AND e.module_version_id IS NULL`

const COMPLETED = `
  INSERT INTO learning_record (id, source, person_id, course_id, completed_on, how, valid_until, recorded_at)
  SELECT s.record_id, 'enrolment:' || s.id, s.person_id, s.course_id, done.day, 'e-learning',
    (done.day + make_interval(months => c.valid_months))::date, $1
  FROM import_enrolment s JOIN enrolment e ON e.id = s.id AND e.module_version_id IS NULL JOIN course c ON c.id = s.course_id
  CROSS JOIN LATERAL (SELECT (s.completed_at AT TIME ZONE 'Europe/London')::date AS day) done
  WHERE s.completed_at IS NOT NULL
  ${KEEP_TRUE}`

// What a file says anew of a record that was loaded before has to be seen on its certificate.
const PUT_RIGHT = `
  UPDATE learning_record r SET certificate_due = true FROM import_learning_record s WHERE s.id = r.id AND s.changed AND NOT r.certificate_due`

const LAST_NUMBERS = `
  INSERT INTO waiting_list (course_id, last_number)
  SELECT course_id, max(number) FROM import_waiting_entry WHERE NOT existed GROUP BY course_id
  ON CONFLICT (course_id) DO UPDATE SET last_number = EXCLUDED.last_number`

/** Brings what follows from the rows up to date: counters of places, learning records, the numbers of waiting lists. */
export async function writeDerived(client: ClientBase, now: Date): Promise<void> {
  for (const step of [TOUCHED, 'ANALYZE import_touched', COUNTERS, UNLEARNED]) await client.query(step)
  await client.query(LEARNED, [now])
  await client.query(NOT_COMPLETED)
  await client.query(COMPLETED, [now])
  await client.query(PUT_RIGHT)
  await client.query(LAST_NUMBERS)
}
