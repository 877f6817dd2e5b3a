import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { londonDayBounds } from '../../../shared/dates.js'
import type { Period } from '../../../shared/periods.js'
import type { BookingState } from '../../bookings/rules/booking-states.js'

/** What of an agency's bookings is asked for. */
export const KINDS = ['all', 'live', 'attended', 'late', 'no-shows', 'charged'] as const
export type Kind = (typeof KINDS)[number]

const KIND_SQL: Record<Kind, string> = {
  all: 'true',
  live: `b.state IN ('requested', 'booked')`,
  attended: `b.state IN ('attended', 'partly attended')`,
  late: `b.state = 'cancelled' AND b.late`,
  'no-shows': `b.state = 'no-show'`,
  charged: 'g.id IS NOT NULL',
}

export interface AgencyBooking {
  id: string
  reference: string
  personName: string
  jobRole: string
  /** They work at the agency now; else only their history stands here. */
  colleague: boolean
  courseKey: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  state: BookingState
  dateCancelled: boolean
  cancelledBy: string | null
  late: boolean
  chargeKind: string | null
  chargeState: 'proposed' | 'confirmed' | 'waived' | 'credited' | null
  pence: number | null
  total: number
}

const FROM = `FROM booking b JOIN occurrence o ON o.id = b.occurrence_id LEFT JOIN charge g ON g.booking_id = b.id
  WHERE b.agency_id = $1 AND o.starts_at >= $2 AND o.starts_at < $3`

const LIST = (kind: Kind) => `
  SELECT b.id, b.reference, p.name AS "personName", p.job_role AS "jobRole", p.agency_id IS NOT DISTINCT FROM b.agency_id AS colleague,
    c.key AS "courseKey", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", b.state,
    o.cancelled_at IS NOT NULL AS "dateCancelled", b.cancelled_by AS "cancelledBy", b.late, g.kind AS "chargeKind", g.state AS "chargeState", g.pence,
    count(*) OVER ()::int AS total
  ${FROM.replace('LEFT JOIN charge', 'JOIN person p ON p.id = b.person_id JOIN course c ON c.id = b.course_id LEFT JOIN charge')} AND ${KIND_SQL[kind]}
  ORDER BY o.starts_at, lower(p.name), b.id, g.kind LIMIT $4 OFFSET $5`

export interface BookingSums {
  live: number
  attended: number
  late: number
  noShows: number
  cancelledInTime: number
  proposed: number
  proposedPence: number
  confirmed: number
  confirmedPence: number
  waived: number
  waivedPence: number
  credited: number
  creditedPence: number
}

const sum = (state: string) =>
  `count(g.id) FILTER (WHERE g.state = '${state}')::int AS ${state}, coalesce(sum(g.pence) FILTER (WHERE g.state = '${state}'), 0)::int AS "${state}Pence"`

const SUMS = `
  SELECT count(DISTINCT b.id) FILTER (WHERE b.state IN ('requested', 'booked'))::int AS live,
    count(DISTINCT b.id) FILTER (WHERE b.state IN ('attended', 'partly attended'))::int AS attended,
    count(DISTINCT b.id) FILTER (WHERE b.state = 'cancelled' AND b.late)::int AS late,
    count(DISTINCT b.id) FILTER (WHERE b.state = 'cancelled' AND NOT b.late)::int AS "cancelledInTime",
    count(DISTINCT b.id) FILTER (WHERE b.state = 'no-show')::int AS "noShows",
    ${['proposed', 'confirmed', 'waived', 'credited'].map(sum).join(', ')} ${FROM}`

export interface AgencyWaiting {
  personId: string
  personName: string
  courseKey: string
  courseTitle: string
  joinedAt: Date
  position: number
}

const WAITING = `
  SELECT p.id AS "personId", p.name AS "personName", c.key AS "courseKey", c.title AS "courseTitle", w.joined_at AS "joinedAt",
    (SELECT count(*)::int FROM waiting_entry a WHERE a.course_id = w.course_id AND a.ended_at IS NULL AND (NOT a.displaced, a.number) <= (NOT w.displaced, w.number)) AS position
  FROM waiting_entry w JOIN person p ON p.id = w.person_id JOIN course c ON c.id = w.course_id
  WHERE w.agency_id = $1 AND p.agency_id = $1 AND w.ended_at IS NULL ORDER BY c.title, w.number LIMIT 500`

export interface PersonsBooking {
  id: string
  courseKey: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  requested: boolean
  reference: string
  /** Booked for this agency: only then its lead may change it. */
  ours: boolean
}

const COMING = `
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id JOIN person p ON p.id = b.person_id
  WHERE b.state IN ('requested', 'booked') AND o.ends_at > $2 AND o.cancelled_at IS NULL`
const COMING_COLUMNS = `b.id, c.key AS "courseKey", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
    b.state = 'requested' AS requested, b.reference, p.id AS "personId", p.name AS "personName", p.job_role AS "jobRole"`
const NEXT = `SELECT ${COMING_COLUMNS}, true AS ours ${COMING} AND b.agency_id = $1 AND p.agency_id = $1 ORDER BY o.starts_at, lower(p.name), b.id LIMIT $3`
const OF_PERSON = `SELECT ${COMING_COLUMNS}, b.agency_id IS NOT DISTINCT FROM p.agency_id AS ours ${COMING} AND b.person_id = $1 ORDER BY o.starts_at, b.id`

export type NextBooking = PersonsBooking & { personId: string; personName: string; jobRole: string }

/** Bookings by the agency that they are credited to. */
@Injectable()
export class AgencyBookingsQueries {
  constructor(private readonly database: DataSource) {}

  /** Bookings on dates that began in the period (London days, both counted), in order of time; a booking with two charges stands twice. */
  list(agencyId: string, { from, to }: Period, kind: Kind, limit: number | null, offset: number): Promise<AgencyBooking[]> {
    return this.database.query(LIST(kind), [agencyId, londonDayBounds(from).start, londonDayBounds(to).end, limit, offset])
  }

  async sums(agencyId: string, { from, to }: Period): Promise<BookingSums> {
    const [row] = await this.database.query<[BookingSums]>(SUMS, [agencyId, londonDayBounds(from).start, londonDayBounds(to).end])
    return row
  }

  /** Colleagues who wait, by course and place in the queue. */
  waiting(agencyId: string): Promise<AgencyWaiting[]> {
    return this.database.query(WAITING, [agencyId])
  }

  /** The next places of colleagues. */
  next(agencyId: string, now: Date, limit: number): Promise<NextBooking[]> {
    return this.database.query(NEXT, [agencyId, now, limit])
  }

  /** The places to come of one person, whom the caller has found to be a colleague. */
  ofPerson(personId: string, now: Date): Promise<PersonsBooking[]> {
    return this.database.query(OF_PERSON, [personId, now])
  }
}
