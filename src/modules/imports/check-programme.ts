import { repeated } from './check-keys.js'
import type { ImportFile } from './files.js'
import type { Problems } from './problems.js'

const NO_SESSION = `SELECT line, jsonb_build_object('occurrence', key) FROM import_occurrence WHERE starts_at IS NULL AND key IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM import_session n WHERE n.occurrence_key = import_occurrence.key)`

const OCCURRENCE_MOVED = `
  SELECT s.line, jsonb_build_object('occurrence', s.key, 'course', c.key)
  FROM import_occurrence s JOIN occurrence o ON o.id = s.id JOIN course c ON c.id = o.course_id
  WHERE s.course_id <> o.course_id AND s.event_id <> o.event_id AND EXISTS (SELECT 1 FROM booking b WHERE b.occurrence_id = o.id)`

const REOPENED = `
  SELECT s.line, jsonb_build_object('occurrence', s.key)
  FROM import_occurrence s JOIN occurrence o ON o.id = s.id
  WHERE o.register_closed_at IS NOT NULL AND s.register_closed_at IS NULL AND NOT s.bad`

const CLOSED_TOO_SOON = `
  SELECT line, jsonb_build_object('occurrence', key) FROM import_occurrence WHERE register_closed_at < starts_at`

const CLOSES_LATE = `
  SELECT line, jsonb_build_object('occurrence', key) FROM import_occurrence WHERE booking_closes_at > ends_at`

// Bookings that the folder names are told at their own lines.
const loadedBookings = (where: string) => `
  SELECT s.line, jsonb_build_object('occurrence', s.key, 'bookings', count(*))
  FROM import_occurrence s JOIN booking b ON b.occurrence_id = s.id
  WHERE ${where} AND NOT s.bad AND NOT EXISTS (SELECT 1 FROM import_booking i WHERE i.id = b.id)
  GROUP BY s.line, s.key`

const CANCELLED_WITH_BOOKINGS = loadedBookings(`s.cancelled_at IS NOT NULL AND b.state <> 'cancelled'`)
const CLOSED_WITH_OPEN = loadedBookings(`s.register_closed_at IS NOT NULL AND b.state IN ('requested', 'booked')`)

const OVERLAP = `
  SELECT line, jsonb_build_object('occurrence', occurrence_key)
  FROM (SELECT *, max(ends_at) OVER (PARTITION BY occurrence_id ORDER BY starts_at, line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM import_session WHERE NOT bad AND occurrence_id IS NOT NULL) s
  WHERE starts_at < before`

// A register marked here would lose what was marked for a session that is no longer there.
const MARKED_SESSION_GONE = `
  SELECT min(s.line), jsonb_build_object('occurrence', s.occurrence_key)
  FROM import_session s JOIN session t ON t.occurrence_id = s.occurrence_id
  WHERE EXISTS (SELECT 1 FROM register_mark m WHERE m.session_id = t.id)
  GROUP BY s.occurrence_id, s.occurrence_key HAVING max(t.number) > count(DISTINCT s.line)`

export async function checkProgramme(problems: Problems, occurrences: ImportFile, sessions: ImportFile): Promise<void> {
  await problems.find(occurrences, 'key', 'no-session', NO_SESSION)
  await problems.find(occurrences, 'event', 'occurrence-moved', OCCURRENCE_MOVED)
  await problems.find(occurrences, 'registerClosedAt', 'register-reopened', REOPENED)
  await problems.find(occurrences, 'registerClosedAt', 'closed-too-soon', CLOSED_TOO_SOON)
  await problems.find(occurrences, 'bookingClosesAt', 'closes-late', CLOSES_LATE)
  await problems.find(occurrences, 'cancelledAt', 'cancelled-with-bookings', CANCELLED_WITH_BOOKINGS)
  await problems.find(occurrences, 'registerClosedAt', 'closed-with-open-bookings', CLOSED_WITH_OPEN)
  const startsTwice = repeated(sessions, ['occurrence_id', 'starts_at'], `'occurrence', occurrence_key`)
  await problems.find(sessions, 'startsAt', 'session-twice', startsTwice)
  await problems.find(sessions, 'startsAt', 'sessions-overlap', `${OVERLAP} AND line NOT IN (SELECT line FROM (${startsTwice}) twice)`)
  await problems.find(sessions, 'occurrence', 'marked-session-gone', MARKED_SESSION_GONE)
}
