import type { ImportFile } from './files.js'
import type { Problems } from './problems.js'

const NOT_E_LEARNING = `
  SELECT s.line, jsonb_build_object('course', s.course_key) FROM import_enrolment s JOIN import_all_course c ON c.id = s.course_id
  WHERE c.kind = 'scheduled'`

const NOT_SCHEDULED = `
  SELECT s.line, jsonb_build_object('course', s.course_key) FROM import_waiting_entry s JOIN import_all_course c ON c.id = s.course_id
  WHERE c.kind <> 'scheduled'`

const ENTRY_MOVED = `
  SELECT s.line, jsonb_build_object('entry', s.key) FROM import_waiting_entry s JOIN waiting_entry w ON w.id = s.id
  WHERE w.course_id <> s.course_id OR w.person_id <> s.person_id`

const OTHER_COURSES_DATE = `
  SELECT s.line, jsonb_build_object('occurrence', o.key, 'course', s.course_key)
  FROM import_waiting_entry s CROSS JOIN LATERAL unnest(s.occurrence_ids) AS item (id) JOIN import_all_occurrence o ON o.id = item.id
  WHERE o.course_id <> s.course_id`

const WAITING = `
  SELECT id, line, person_id, course_id, joined_at FROM import_waiting_entry WHERE ended_at IS NULL AND NOT bad
  UNION ALL
  SELECT w.id, NULL, w.person_id, w.course_id, w.joined_at FROM waiting_entry w
  WHERE w.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM import_waiting_entry i WHERE i.id = w.id)`

const WAITS_TWICE = `
  SELECT s.line, jsonb_build_object('person', s.person_key, 'course', s.course_key,
    'other', CASE WHEN r.first_line IS NULL THEN 'one loaded already' ELSE 'line ' || r.first_line END)
  FROM (SELECT line, row_number() OVER each AS place, first_value(line) OVER each AS first_line
    FROM (${WAITING}) w WINDOW each AS (PARTITION BY person_id, course_id ORDER BY (line IS NULL) DESC, joined_at, line)) r
  JOIN import_waiting_entry s ON s.line = r.line WHERE r.place > 1 AND s.person_id IS NOT NULL AND s.course_id IS NOT NULL`

const BOOKED_TOO = `
  SELECT s.line, jsonb_build_object('person', s.person_key, 'course', s.course_key)
  FROM import_waiting_entry s
  WHERE s.ended_at IS NULL AND NOT s.bad AND (
    EXISTS (SELECT 1 FROM import_booking i WHERE i.person_id = s.person_id AND i.course_id = s.course_id AND i.state = 'booked')
    OR EXISTS (SELECT 1 FROM booking b WHERE b.person_id = s.person_id AND b.course_id = s.course_id AND b.state IN ('requested', 'booked')
      AND NOT b.walk_in AND NOT EXISTS (SELECT 1 FROM import_booking i WHERE i.id = b.id)))`

export async function checkLearning(problems: Problems, enrolments: ImportFile, waiting: ImportFile): Promise<void> {
  await problems.find(enrolments, 'course', 'not-e-learning', NOT_E_LEARNING)
  await problems.find(waiting, 'course', 'no-waiting-list', NOT_SCHEDULED)
  await problems.find(waiting, 'key', 'entry-moved', ENTRY_MOVED)
  await problems.find(waiting, 'dates', 'other-courses-date', OTHER_COURSES_DATE)
  await problems.find(waiting, 'person', 'waits-twice', WAITS_TWICE)
  await problems.find(waiting, 'person', 'booked-too', BOOKED_TOO)
}
