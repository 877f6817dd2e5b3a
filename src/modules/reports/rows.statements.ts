import type { FigureKey } from './rules/figures.js'

// The same limits as the figures' own: what is listed here is what was counted there. $1 and $2: the period's first instant and the one
// after its last; $3: a course's key; $4: an agency's; $5: an agency group's; each null for all.
const HELD = `
  held AS (
    SELECT o.*, c.key AS course_key, c.title FROM occurrence o JOIN course c ON c.id = o.course_id
    WHERE o.starts_at >= $1 AND o.starts_at < $2 AND o.cancelled_at IS NULL AND NOT o.draft AND o.external_url = '' AND o.register_closed_at IS NOT NULL
      AND ($3::text IS NULL OR c.key = $3))`

const OF_NO_AGENCY = `$4::text IS NULL AND $5::text IS NULL`
export const GROUP_KEY = `trim(BOTH '-' FROM regexp_replace(lower(a.agency_group), '[^a-z0-9]+', '-', 'g'))`
const OF_AGENCY = `
  ($4::text IS NULL OR coalesce(a.key, 'not-listed') = $4) AND ($5::text IS NULL OR coalesce(${GROUP_KEY}, 'not-listed') = $5)`

const PAGE = `LIMIT $6 OFFSET $7`
const PRESENT = `(SELECT count(*) FROM booking b WHERE b.occurrence_id = h.id AND b.state IN ('attended', 'partly attended'))`
const TRAINERS = `
  (SELECT string_agg(p.name, ', ' ORDER BY p.name) FROM occurrence_trainer t JOIN trainer r ON r.id = t.trainer_id
    JOIN person p ON p.id = r.person_id WHERE t.occurrence_id = h.id)`

const OCCURRENCES = `
  WITH ${HELD}
  SELECT h.title AS what, ${TRAINERS} AS who, NULL AS agency, h.starts_at AS "when",
    h.places || ' places, ' || ${PRESENT} || ' present' AS detail, h.id AS "occurrenceId", count(*) OVER ()::int AS total
  FROM held h WHERE ${OF_NO_AGENCY} ORDER BY h.starts_at, h.id ${PAGE}`

const EVENTS = `
  WITH ${HELD}
  SELECT max(h.title) AS what, NULL AS who, NULL AS agency, min(h.starts_at) AS "when",
    count(*) || CASE count(*) WHEN 1 THEN ' occurrence' ELSE ' occurrences' END AS detail, NULL AS "occurrenceId",
    count(*) OVER ()::int AS total
  FROM held h WHERE ${OF_NO_AGENCY} GROUP BY h.event_id ORDER BY min(h.starts_at), h.event_id ${PAGE}`

const TRAINERS_USED = `
  WITH ${HELD}
  SELECT NULL AS what, p.name AS who, NULL AS agency, min(h.starts_at) AS "when",
    count(*) || CASE count(*) WHEN 1 THEN ' occurrence' ELSE ' occurrences' END AS detail, NULL AS "occurrenceId",
    count(*) OVER ()::int AS total
  FROM held h JOIN occurrence_trainer t ON t.occurrence_id = h.id JOIN trainer r ON r.id = t.trainer_id JOIN person p ON p.id = r.person_id
  WHERE ${OF_NO_AGENCY} GROUP BY r.id, p.name ORDER BY p.name, r.id ${PAGE}`

const VENUES_USED = `
  WITH ${HELD}
  SELECT v.name AS what, NULL AS who, NULL AS agency, min(h.starts_at) AS "when",
    count(*) || CASE count(*) WHEN 1 THEN ' occurrence' ELSE ' occurrences' END AS detail, NULL AS "occurrenceId",
    count(*) OVER ()::int AS total
  FROM held h JOIN venue v ON v.id = h.venue_id WHERE ${OF_NO_AGENCY} GROUP BY v.id, v.name ORDER BY v.name, v.id ${PAGE}`

const bookings = (which: string) => `
  WITH ${HELD}
  SELECT h.title AS what, p.name AS who, a.name AS agency, h.starts_at AS "when",
    concat_ws(', ', b.state, CASE WHEN b.walk_in THEN 'walk-in' END, CASE WHEN b.state = 'cancelled' AND b.late THEN 'late' END,
      CASE b.cancelled_by WHEN 'organiser' THEN 'by the organiser' WHEN 'condition' THEN 'let go' END) AS detail,
    h.id AS "occurrenceId", count(*) OVER ()::int AS total
  FROM held h JOIN booking b ON b.occurrence_id = h.id JOIN person p ON p.id = b.person_id LEFT JOIN agency a ON a.id = b.agency_id
  WHERE ${which} AND ${OF_AGENCY} ORDER BY h.starts_at, p.name, b.id ${PAGE}`

const ENROLMENTS = `
  SELECT c.title AS what, p.name AS who, a.name AS agency, e.signed_up_at AS "when",
    CASE WHEN e.completed_at IS NOT NULL THEN 'completed' WHEN e.started_at IS NOT NULL THEN 'in progress' ELSE 'not started' END AS detail,
    NULL AS "occurrenceId", count(*) OVER ()::int AS total
  FROM enrolment e JOIN course c ON c.id = e.course_id JOIN person p ON p.id = e.person_id LEFT JOIN agency a ON a.id = e.agency_id
  WHERE e.signed_up_at >= $1 AND e.signed_up_at < $2 AND ($3::text IS NULL OR c.key = $3) AND ${OF_AGENCY}
  ORDER BY e.signed_up_at, e.id ${PAGE}`

// Somebody who waits for two courses is one person waiting. The start of the period plays no part in who waits at its end.
const WAITING = `
  SELECT string_agg(c.title, ', ' ORDER BY c.title) AS what, p.name AS who, max(a.name) AS agency, min(w.joined_at) AS "when",
    'waiting' AS detail, NULL AS "occurrenceId", count(*) OVER ()::int AS total
  FROM waiting_entry w JOIN course c ON c.id = w.course_id JOIN person p ON p.id = w.person_id LEFT JOIN agency a ON a.id = w.agency_id
  WHERE $1::timestamptz IS NOT NULL AND w.joined_at < $2 AND (w.ended_at IS NULL OR w.ended_at >= $2)
    AND ($3::text IS NULL OR c.key = $3) AND ${OF_AGENCY}
  GROUP BY p.id, p.name ORDER BY p.name, p.id ${PAGE}`

const HELD_TO_THE_DAY = `NOT b.walk_in AND b.state NOT IN ('cancelled', 'requested')`

/** The statement that lists the rows behind each figure; of a percentage, the rows it is out of. */
export const ROWS: Readonly<Record<FigureKey, string>> = {
  events: EVENTS,
  eventOccurrences: OCCURRENCES,
  placesOffered: OCCURRENCES,
  bookings: bookings(HELD_TO_THE_DAY),
  cancellations: bookings(`NOT b.walk_in AND b.state = 'cancelled'`),
  attended: bookings(`NOT b.walk_in AND b.state IN ('attended', 'partly attended')`),
  completed: bookings(`NOT b.walk_in AND b.state = 'attended'`),
  noShows: bookings(`NOT b.walk_in AND b.state = 'no-show'`),
  walkIns: bookings('b.walk_in'),
  attendancePercent: bookings(HELD_TO_THE_DAY),
  noShowPercent: bookings(HELD_TO_THE_DAY),
  utilisationPercent: OCCURRENCES,
  trainers: TRAINERS_USED,
  venues: VENUES_USED,
  elearningTaken: ENROLMENTS,
  onWaitingLists: WAITING,
}
