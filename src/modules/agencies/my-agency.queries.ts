import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { type Day, londonDate, londonDayBounds } from '../../shared/dates.js'
import type { Period } from '../../shared/periods.js'
import { COLLEAGUE } from './people/people.queries.js'
import { WARN_DAYS } from './rules/standing-cell.js'

/** What waits for a training lead's hand. */
export interface ForALead {
  name: string
  /** Requests that this lead may answer; null where the agency leaves that to line managers. */
  approvals: number | null
  /** Learning elsewhere that waits for a decision. */
  evidence: number
  expiring: number
  charges: number
  chargesPence: number
  people: number
}

/** The numbers of one period, of what was booked for the agency. */
export interface AgencyNumbers {
  bookings: number
  attended: number
  noShows: number
  late: number
  elearning: number
  chargedPence: number
}

/** Of every person and course the record that lasts longest; `p` the person. Those that count for good never run out. */
const LASTING = `
  SELECT r.person_id, r.course_id, max(r.valid_until) AS until FROM learning_record r JOIN person p ON p.id = r.person_id JOIN course c ON c.id = r.course_id
  WHERE ${COLLEAGUE} AND NOT c.retired GROUP BY r.person_id, r.course_id HAVING bool_and(r.valid_until IS NOT NULL)`

/** A request that is open: nobody has answered, and there is still a place to be had. */
export const OPEN_REQUEST = `a.state = 'open' AND b.state = 'requested' AND o.cancelled_at IS NULL`

const HAND = `
  SELECT g.name,
    CASE WHEN g.leads_approve THEN (SELECT count(*)::int FROM approval a JOIN booking b ON b.id = a.booking_id JOIN person p ON p.id = b.person_id
      JOIN occurrence o ON o.id = b.occurrence_id
      WHERE b.agency_id = $1 AND p.agency_id = $1 AND p.id <> $4 AND ${OPEN_REQUEST} AND a.runs_out_at > $2 AND o.starts_at > $2) END AS approvals,
    (SELECT count(*)::int FROM evidence e JOIN person p ON p.id = e.person_id WHERE e.state = 'handed in' AND p.agency_id = $1) AS evidence,
    (SELECT count(*)::int FROM (${LASTING}) l WHERE l.until >= $3::date AND l.until <= $3::date + ${WARN_DAYS}) AS expiring,
    (SELECT count(*)::int FROM charge h WHERE h.agency_id = $1 AND h.state = 'proposed') AS charges,
    (SELECT coalesce(sum(h.pence), 0)::int FROM charge h WHERE h.agency_id = $1 AND h.state = 'proposed') AS "chargesPence",
    (SELECT count(*)::int FROM person p WHERE ${COLLEAGUE}) AS people
  FROM agency g WHERE g.id = $1`

// As figures.md counts: of occurrences that began in the period and were neither cancelled nor another provider's.
const NUMBERS = `
  SELECT n.n, count(b.id) FILTER (WHERE NOT b.walk_in AND b.state NOT IN ('cancelled', 'requested'))::int AS bookings,
    count(b.id) FILTER (WHERE NOT b.walk_in AND b.state IN ('attended', 'partly attended'))::int AS attended,
    count(b.id) FILTER (WHERE NOT b.walk_in AND b.state = 'no-show')::int AS "noShows",
    count(b.id) FILTER (WHERE b.state = 'cancelled' AND b.late)::int AS late,
    (SELECT count(*)::int FROM enrolment e WHERE e.agency_id = $1 AND e.signed_up_at >= n.starts AND e.signed_up_at < n.ends) AS elearning,
    coalesce(sum((SELECT sum(h.pence) FROM charge h WHERE h.booking_id = b.id AND h.state IN ('proposed', 'confirmed'))), 0)::int AS "chargedPence"
  FROM unnest($2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS n (starts, ends, n)
    LEFT JOIN (booking b JOIN occurrence o ON o.id = b.occurrence_id AND o.cancelled_at IS NULL AND o.external_url = '')
      ON b.agency_id = $1 AND o.starts_at >= n.starts AND o.starts_at < n.ends
  GROUP BY n.n, n.starts, n.ends ORDER BY n.n`

export interface Expiring {
  personId: string
  personName: string
  jobRole: string
  courseKey: string
  courseTitle: string
  kind: string
  until: Day
  /** The next date on which they have a place; null: none. */
  bookedAt: Date | null
  requested: boolean
  waiting: boolean
  total: number
}

const EXPIRING = `
  SELECT p.id AS "personId", p.name AS "personName", p.job_role AS "jobRole", c.key AS "courseKey", c.title AS "courseTitle", c.kind,
    l.until::text AS until, k.starts_at AS "bookedAt", coalesce(k.requested, false) AS requested,
    EXISTS (SELECT 1 FROM waiting_entry w WHERE w.person_id = p.id AND w.course_id = c.id AND w.ended_at IS NULL) AS waiting,
    count(*) OVER ()::int AS total
  FROM (${LASTING}) l JOIN person p ON p.id = l.person_id JOIN course c ON c.id = l.course_id
    LEFT JOIN LATERAL (SELECT o.starts_at, b.state = 'requested' AS requested FROM booking b JOIN occurrence o ON o.id = b.occurrence_id
      WHERE b.person_id = p.id AND b.course_id = c.id AND b.state IN ('requested', 'booked') AND o.ends_at > $2 AND o.cancelled_at IS NULL
      ORDER BY o.starts_at LIMIT 1) k ON true
  WHERE l.until >= $3::date AND l.until <= $4::date ORDER BY l.until, lower(p.name), c.title LIMIT $5 OFFSET $6`

export interface OpenRequest {
  bookingId: string
  personName: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  managerName: string
  runsOutAt: Date
}

const REQUESTS = `
  SELECT b.id AS "bookingId", p.name AS "personName", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
    a.manager_name AS "managerName", a.runs_out_at AS "runsOutAt"
  FROM booking b JOIN approval a ON a.booking_id = b.id JOIN person p ON p.id = b.person_id JOIN occurrence o ON o.id = b.occurrence_id
    JOIN course c ON c.id = b.course_id JOIN agency g ON g.id = b.agency_id
  WHERE b.agency_id = $1 AND p.agency_id = $1 AND p.id <> $3 AND g.leads_approve AND ${OPEN_REQUEST} AND a.runs_out_at > $2 AND o.starts_at > $2
  ORDER BY a.runs_out_at, p.name LIMIT 200`

/** What a training lead's first pages count, of their own agency. */
@Injectable()
export class MyAgencyQueries {
  constructor(private readonly database: DataSource) {}

  /** What waits for a hand. One query. */
  async forALead(agencyId: string, personId: string, now: Date): Promise<ForALead> {
    const [row] = await this.database.query<[ForALead]>(HAND, [agencyId, now, londonDate(now), personId])
    return row
  }

  /** The numbers of several periods, in their order. One query. */
  numbers(agencyId: string, periods: readonly Period[]): Promise<AgencyNumbers[]> {
    const starts = periods.map(({ from }) => londonDayBounds(from).start)
    const ends = periods.map(({ to }) => londonDayBounds(to).end)
    return this.database.query(NUMBERS, [agencyId, starts, ends])
  }

  /** What runs out up to and on a day, the soonest first; what has been done again is left out. One query. */
  expiring(agencyId: string, until: Day, now: Date, limit: number, offset: number): Promise<Expiring[]> {
    return this.database.query(EXPIRING, [agencyId, now, londonDate(now), until, limit, offset])
  }

  /** Requests that this lead may answer, the most pressing first; none where the agency leaves it to line managers. One query. */
  requests(agencyId: string, personId: string, now: Date): Promise<OpenRequest[]> {
    return this.database.query(REQUESTS, [agencyId, now, personId])
  }
}
