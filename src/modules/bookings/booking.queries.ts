import type { DataSource, EntityManager } from 'typeorm'
import type { Copy } from '../people/agency.entity.js'
import type { RunsIf } from '../courses/rules/viability.js'
import type { CancelledBy } from './booking.entity.js'
import { CONDITION_SQL, type ConditionRow, keptOn, type KeptOn } from './condition/kept-on.js'
import type { ApprovalState } from './rules/approval.js'
import type { BookingState } from './rules/booking-states.js'

type Reading = Pick<DataSource | EntityManager, 'query'>

/** One booking with all that its page, its cancellation and its mails need. */
export interface BookingDetails {
  id: string
  reference: string
  state: BookingState
  walkIn: boolean
  personId: string
  personName: string
  personEmail: string
  personAgencyId: string | null
  managerName: string
  managerEmail: string
  /** Of what the agency wants line managers told. */
  copies: Copy[]
  agencyId: string | null
  agencyName: string | null
  agencyGroup: string | null
  occurrenceId: string
  courseId: string
  courseKey: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  occurrenceCancelledAt: Date | null
  registerClosedAt: Date | null
  venue: string
  venueAccess: string
  mapUrl: string
  joiningDetails: string
  /** The start of which the person said that they are still coming; null: they have not said so. */
  comingFor: Date | null
  onlineUrl: string
  /** The policy in the version that the place was taken under. */
  policyName: string | null
  policy: unknown
  policyId: string | null
  policyVersion: number
  termsId: string | null
  promisedFor: Date | null
  promised: Date[] | null
  cancelledAt: Date | null
  cancelledBy: CancelledBy | null
  cancelReason: string
  overrideReason: string
  late: boolean
  /** With how few people its date runs. */
  runs: RunsIf
  calendarSequence: number
  bookedAt: Date
  /** When the organiser last changed the time or the place, or moved this person here. */
  movedAt: Date | null
  /** The booking that this one became, on another date or a colleague's; null: none. */
  followedById: string | null
  chargePence: number
  /** On what the place is kept; null: on nothing. */
  condition: KeptOn | null
  /** What a line manager was asked; null: nobody was. */
  approval: { state: ApprovalState; managerName: string; runsOutAt: Date } | null
  access: string
  dietary: string
  sessions: { startsAt: Date; endsAt: Date }[]
}

const DETAILS = `
  SELECT b.id, b.reference, b.state, b.walk_in AS "walkIn", b.person_id AS "personId", p.name AS "personName", p.email AS "personEmail",
    p.agency_id AS "personAgencyId", p.manager_name AS "managerName", p.manager_email AS "managerEmail", coalesce(a.copies, '{}') AS copies,
    b.agency_id AS "agencyId", a.name AS "agencyName", a.agency_group AS "agencyGroup", b.occurrence_id AS "occurrenceId",
    b.course_id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
    o.cancelled_at AS "occurrenceCancelledAt", o.register_closed_at AS "registerClosedAt",
    concat_ws(', ', (SELECT name FROM venue_room WHERE id = o.room_id), nullif(v.name, ''), nullif(v.address, ''), nullif(v.postcode, '')) AS venue, concat_ws('. ', upper(left(v.features[1], 1)) || substr(array_to_string(v.features, ', '), 2), nullif(v.access, '')) AS "venueAccess",
    coalesce(v.map_url, '') AS "mapUrl", o.joining_details AS "joiningDetails", b.coming_for AS "comingFor", o.online_url AS "onlineUrl", y.name AS "policyName", y.definition AS policy,
    b.policy_id AS "policyId", b.policy_version AS "policyVersion", b.terms_id AS "termsId", b.promised_for AS "promisedFor", b.promised,
    b.cancelled_at AS "cancelledAt", b.cancelled_by AS "cancelledBy", b.cancel_reason AS "cancelReason",
    b.override_reason AS "overrideReason", b.late, o.calendar_sequence AS "calendarSequence",
    json_build_object('fewest', o.fewest, 'decideOn', o.decide_on, 'confirmed', o.confirmed_at IS NOT NULL) AS runs,
    b.booked_at AS "bookedAt", greatest(o.moved_at, CASE WHEN b.moved_by = 'organiser' THEN b.booked_at END) AS "movedAt",
    (SELECT f.id FROM booking f WHERE f.follows_id = b.id) AS "followedById",
    coalesce((SELECT sum(g.pence)::int FROM charge g WHERE g.booking_id = b.id AND g.state NOT IN ('waived', 'credited')), 0) AS "chargePence",
    (SELECT json_build_object('state', q.state, 'managerName', q.manager_name, 'runsOutAt', q.runs_out_at)
      FROM approval q WHERE q.booking_id = b.id) AS approval, ${CONDITION_SQL} AS condition,
    coalesce(n.access, '') AS access, coalesce(n.dietary, '') AS dietary,
    coalesce((SELECT json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number)
      FROM session s WHERE s.occurrence_id = o.id), '[]') AS sessions
  FROM booking b JOIN person p ON p.id = b.person_id JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id
    LEFT JOIN agency a ON a.id = b.agency_id LEFT JOIN venue v ON v.id = o.venue_id
    LEFT JOIN policy_version y ON y.policy_id = b.policy_id AND y.number = b.policy_version LEFT JOIN need n ON n.booking_id = b.id
  WHERE b.id = $1`

type Row = Omit<BookingDetails, 'sessions' | 'approval' | 'condition'> & {
  condition: ConditionRow | null
  sessions: { startsAt: string; endsAt: string }[]
  approval: { state: ApprovalState; managerName: string; runsOutAt: string } | null
}

/** The booking with this id; null when there is none (or the id is no id). */
export async function bookingDetails(source: Reading, id: string): Promise<BookingDetails | null> {
  const [row] = isUuid(id) ? await source.query<Row[]>(DETAILS, [id]) : []
  if (!row) return null
  const approval = row.approval && { ...row.approval, runsOutAt: new Date(row.approval.runsOutAt) }
  const condition = keptOn(row.condition, row.startsAt)
  return { ...row, approval, condition, sessions: row.sessions.map(s => ({ startsAt: new Date(s.startsAt), endsAt: new Date(s.endsAt) })) }
}

/** What comes out of an address is a text; one that is no UUID names no row, and asking Postgres would be an error. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
