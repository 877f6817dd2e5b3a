import type { Dimension } from './rules/report.js'

// Periods come cut into the quarters of the financial year, so that each row falls into one quarter of one period (`n`). The limits
// are the instants at which London's days begin; the last is not in it. Occurrences that are cancelled, held by others, or whose
// register is not closed are counted nowhere.
const PARTS = `
  part AS (
    SELECT * FROM unnest($1::int[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::boolean[]) AS p (n, quarter, starts, ends, last)),
  held AS (
    SELECT part.n, part.quarter, o.id, o.course_id, o.event_id, o.places, o.venue_id
    FROM part JOIN occurrence o ON o.starts_at >= part.starts AND o.starts_at < part.ends
    WHERE o.cancelled_at IS NULL AND NOT o.draft AND o.external_url = '' AND o.register_closed_at IS NOT NULL)`

const SETS: Record<Dimension, string> = {
  'agency-group': '(f.n, a.agency_group)',
  agency: '(f.n, f.agency_id, a.agency_group)',
  course: '(f.n, f.course_id)',
  quarter: '(f.n, f.quarter)',
}
const groupBy = (by: readonly Dimension[]): string => `GROUP BY GROUPING SETS (${['(f.n)', ...by.map(one => SETS[one])].join(', ')})`

const COLUMN: Record<Dimension, string> = {
  agency: 'f.agency_id',
  'agency-group': 'a.agency_group',
  course: 'f.course_id',
  quarter: 'f.quarter',
}

/** Which breakdown a row belongs to; '' for the whole. An agency's rows are told by its group too, so it is asked first. */
function which(by: readonly Dimension[]): string {
  const asked = (Object.keys(COLUMN) as Dimension[]).filter(one => by.includes(one))
  const cases = asked.map(one => `WHEN grouping(${COLUMN[one]}) = 0 THEN '${one}'`).join(' ')
  return cases ? `CASE ${cases} ELSE '' END` : `''`
}

/** A column that is there only where something is grouped by it. */
const where = (column: string, there: boolean): string => (there ? column : 'NULL')

const byAgency = (by: readonly Dimension[]): boolean => by.includes('agency') || by.includes('agency-group')

const namesOf = (by: readonly Dimension[]): string =>
  `${which(by)} AS by, ${where('f.quarter', by.includes('quarter'))} AS quarter, max(c.key) AS "courseKey", max(c.title) AS "courseTitle"`

/** What occurrences tell, of the whole and by course and quarter. Trainers are rows of their own: two of them offer no place twice. */
export function programmeStatement(all: readonly Dimension[]): string {
  const by = all.filter(one => one === 'course' || one === 'quarter')
  return `
  WITH ${PARTS},
  f AS (
    SELECT n, quarter, course_id, id, event_id, places, venue_id, NULL::uuid AS trainer_id FROM held
    UNION ALL
    SELECT h.n, h.quarter, h.course_id, NULL, NULL, NULL, NULL, t.trainer_id FROM held h JOIN occurrence_trainer t ON t.occurrence_id = h.id)
  SELECT f.n, ${namesOf(by)},
    count(DISTINCT f.event_id)::int AS events, count(f.id)::int AS "eventOccurrences", coalesce(sum(f.places), 0)::int AS "placesOffered",
    count(DISTINCT f.trainer_id)::int AS trainers, count(DISTINCT f.venue_id)::int AS venues
  FROM f JOIN course c ON c.id = f.course_id
  ${groupBy(by)}`
}

// A walk-in is no booking: it is counted apart, whatever became of it.
const BOOKING = `f.kind = 'booking' AND NOT f.walk_in`

// One row for each booking, each enrolment, and each person waiting at the end of each quarter; `final`: at the end of the period too.
const FACTS = `
  f AS (
    SELECT h.n, h.quarter, true AS final, h.course_id, b.agency_id, b.person_id, 'booking' AS kind, b.state, b.walk_in,
      CASE WHEN b.cancelled_by = 'organiser' THEN 'organiser' WHEN b.late THEN 'late' ELSE 'in time' END AS cancelled
    FROM held h JOIN booking b ON b.occurrence_id = h.id
    UNION ALL
    SELECT part.n, part.quarter, true, e.course_id, e.agency_id, e.person_id, 'enrolment',
      CASE WHEN e.completed_at IS NOT NULL THEN 'completed' WHEN e.started_at IS NOT NULL THEN 'in progress' ELSE 'not started' END, NULL, NULL
    FROM part JOIN enrolment e ON e.signed_up_at >= part.starts AND e.signed_up_at < part.ends
    UNION ALL
    SELECT part.n, part.quarter, part.last, w.course_id, w.agency_id, w.person_id, 'waiting', NULL, NULL, NULL
    FROM part JOIN waiting_entry w ON w.joined_at < part.ends AND (w.ended_at IS NULL OR w.ended_at >= part.ends))`

/**
 * What bookings, enrolments and waiting entries tell. Who waits is asked at the end of the period for everything but quarters, and at
 * the end of each quarter for these: the columns ending in `AtQuarters`.
 */
export const peopleStatement = (by: readonly Dimension[]): string => `
  WITH ${PARTS},
  ${FACTS}
  SELECT f.n, ${namesOf(by)}, max(a.key) AS "agencyKey", max(a.name) AS "agencyName", ${where('a.agency_group', byAgency(by))} AS "agencyGroup",
    count(*) FILTER (WHERE ${BOOKING} AND f.state NOT IN ('cancelled', 'requested'))::int AS bookings,
    count(*) FILTER (WHERE ${BOOKING} AND f.state = 'cancelled')::int AS cancellations,
    count(*) FILTER (WHERE ${BOOKING} AND f.state = 'cancelled' AND f.cancelled = 'in time')::int AS "cancelledInTime",
    count(*) FILTER (WHERE ${BOOKING} AND f.state = 'cancelled' AND f.cancelled = 'late')::int AS "cancelledLate",
    count(*) FILTER (WHERE ${BOOKING} AND f.state = 'cancelled' AND f.cancelled = 'organiser')::int AS "cancelledByOrganiser",
    count(*) FILTER (WHERE ${BOOKING} AND f.state IN ('attended', 'partly attended'))::int AS attended,
    count(*) FILTER (WHERE ${BOOKING} AND f.state = 'attended')::int AS completed,
    count(*) FILTER (WHERE ${BOOKING} AND f.state = 'no-show')::int AS "noShows",
    count(*) FILTER (WHERE f.kind = 'booking' AND f.walk_in)::int AS "walkIns",
    count(*) FILTER (WHERE f.kind = 'enrolment')::int AS "elearningTaken",
    count(*) FILTER (WHERE f.kind = 'enrolment' AND f.state = 'completed')::int AS "elearningCompleted",
    count(*) FILTER (WHERE f.kind = 'enrolment' AND f.state = 'in progress')::int AS "elearningInProgress",
    count(*) FILTER (WHERE f.kind = 'enrolment' AND f.state = 'not started')::int AS "elearningNotStarted",
    count(DISTINCT f.person_id) FILTER (WHERE f.kind = 'waiting' AND f.final)::int AS "onWaitingLists",
    count(DISTINCT f.person_id) FILTER (WHERE f.kind = 'waiting')::int AS "onWaitingListsAtQuarters",
    count(DISTINCT f.person_id) FILTER (WHERE f.final)::int AS people,
    count(DISTINCT f.person_id)::int AS "peopleAtQuarters"
  FROM f JOIN course c ON c.id = f.course_id LEFT JOIN agency a ON a.id = f.agency_id
  ${groupBy(by)}`

/** Occurrences of a period that are in no figure. */
export const LEFT_OUT = `
  SELECT o.id, c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.cancelled_at IS NOT NULL AS cancelled,
    coalesce((SELECT string_agg(p.name, ', ' ORDER BY p.name) FROM occurrence_trainer t JOIN trainer r ON r.id = t.trainer_id
      JOIN person p ON p.id = r.person_id WHERE t.occurrence_id = o.id), '') AS trainers
  FROM occurrence o JOIN course c ON c.id = o.course_id
  WHERE o.starts_at >= $1 AND o.starts_at < $2 AND o.external_url = '' AND NOT o.draft
    AND (o.cancelled_at IS NOT NULL OR (o.register_closed_at IS NULL AND o.starts_at <= $3))
  ORDER BY o.starts_at, o.id`
