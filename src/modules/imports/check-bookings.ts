import type { ImportFile } from './files.js'
import type { Problems } from './problems.js'

const againstOccurrence = (where: string): string => `
  SELECT s.line, jsonb_build_object('occurrence', o.key, 'state', s.state)
  FROM import_booking s JOIN import_all_occurrence o ON o.id = s.occurrence_id WHERE NOT s.bad AND ${where}`

const NO_OUTCOME_YET = againstOccurrence(
  `s.state IN ('attended', 'partly attended', 'no-show') AND o.register_closed_at IS NULL AND o.cancelled_at IS NULL`,
)
const OUTCOME_MISSING = againstOccurrence(`s.state = 'booked' AND o.register_closed_at IS NOT NULL`)
const OCCURRENCE_CANCELLED = againstOccurrence(`s.state <> 'cancelled' AND o.cancelled_at IS NOT NULL`)

/** Bookings as they will be, of the folder (with their line) and loaded ones. A loaded one stands before those of the folder. */
const all = (loadedStates: string): string => `
  SELECT id, line, person_id, occurrence_id, course_id, booked_at, state, walk_in, second_on_course FROM import_booking WHERE NOT bad
  UNION ALL
  SELECT b.id, NULL, b.person_id, b.occurrence_id, b.course_id, b.booked_at, b.state, b.walk_in, b.second_on_course
  FROM booking b WHERE b.state ${loadedStates} AND NOT EXISTS (SELECT 1 FROM import_booking i WHERE i.id = b.id)`
const LIVE = `IN ('requested', 'booked')`
const IN_TURN = '(line IS NULL) DESC, booked_at, line'

const secondOf = (what: string, loadedStates: string, where: string): string => `
  SELECT s.line, jsonb_build_object('person', s.person_key, 'course', c.key, 'occurrence', s.occurrence_key,
    'other', CASE WHEN r.first_line IS NULL THEN 'one loaded already' ELSE 'line ' || r.first_line END)
  FROM (SELECT line, row_number() OVER each AS place, first_value(line) OVER each AS first_line
    FROM (${all(loadedStates)}) b WHERE ${where} WINDOW each AS (PARTITION BY person_id, ${what} ORDER BY ${IN_TURN})) r
  JOIN import_booking s ON s.line = r.line LEFT JOIN import_all_course c ON c.id = s.course_id
  WHERE r.place > 1 AND s.person_id IS NOT NULL AND s.${what} IS NOT NULL`

const TWICE_ON_OCCURRENCE = secondOf('occurrence_id', `<> 'cancelled'`, `b.state <> 'cancelled'`)
// Two on the same occurrence are told as that alone.
const TWICE_ON_COURSE = `
  ${secondOf('course_id', LIVE, `b.state ${LIVE} AND NOT b.walk_in AND NOT b.second_on_course`)}
  AND s.line NOT IN (SELECT line FROM (${TWICE_ON_OCCURRENCE}) same)`

const PLACED = `
  SELECT line, occurrence_id, row_number() OVER (PARTITION BY occurrence_id ORDER BY ${IN_TURN}) AS place
  FROM (${all(LIVE)}) b WHERE state ${LIVE} AND NOT walk_in`

const NO_PLACE_LEFT = `
  SELECT b.line, jsonb_build_object('occurrence', o.key, 'room', o.room, 'place', b.place)
  FROM (${PLACED}) b JOIN import_all_occurrence o ON o.id = b.occurrence_id WHERE b.place > o.room AND b.line IS NOT NULL`

const TOO_FEW_PLACES = `
  SELECT o.line, jsonb_build_object('occurrence', o.key, 'places', o.places)
  FROM (${PLACED}) b JOIN import_all_occurrence o ON o.id = b.occurrence_id
  WHERE b.place > o.room AND b.line IS NULL AND o.line IS NOT NULL GROUP BY o.line, o.key, o.places`

const MARKED_MOVED = `
  SELECT s.line, jsonb_build_object('booking', s.key) FROM import_booking s JOIN booking b ON b.id = s.id
  WHERE (s.person_id <> b.person_id OR s.occurrence_id <> b.occurrence_id) AND EXISTS (SELECT 1 FROM register_mark m WHERE m.booking_id = b.id)`

export async function checkBookings(problems: Problems, occurrences: ImportFile, bookings: ImportFile): Promise<void> {
  await problems.find(bookings, 'state', 'register-open', NO_OUTCOME_YET)
  await problems.find(bookings, 'state', 'register-closed', OUTCOME_MISSING)
  await problems.find(bookings, 'state', 'occurrence-cancelled', OCCURRENCE_CANCELLED)
  await problems.find(bookings, 'person', 'twice-on-occurrence', TWICE_ON_OCCURRENCE)
  await problems.find(bookings, 'person', 'twice-on-course', TWICE_ON_COURSE)
  await problems.find(bookings, 'occurrence', 'no-place-left', NO_PLACE_LEFT)
  await problems.find(occurrences, 'places', 'too-few-places', TOO_FEW_PLACES)
  await problems.find(bookings, 'key', 'marked-booking-moved', MARKED_MOVED)
}
