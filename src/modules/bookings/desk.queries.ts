import type { DataSource } from 'typeorm'
import type { LaneOccurrence } from './booking-lane.facts.js'
import { readOccurrence } from './booking-lane.statements.js'
import type { CancelledBy } from './booking.entity.js'
import type { Charge } from './charge.entity.js'
import { CONDITION_SQL, type ConditionRow } from './condition/kept-on.js'
import type { ApprovalState, Approver } from './rules/approval.js'
import type { BookingState } from './rules/booking-states.js'
import type { OfferKind, OfferState } from './rules/offers.js'

/** One booking as the desk sees it, cancelled ones too. */
export interface DeskBooking {
  id: string
  reference: string
  state: BookingState
  walkIn: boolean
  personId: string
  name: string
  email: string
  agency: string | null
  access: string
  dietary: string
  overrideReason: string
  /** They said that they are still coming, to this very date. */
  coming: boolean
  /** Who booked, when it was not the person. */
  bookedBy: string | null
  cancelledBy: CancelledBy | null
  /** Who entered the cancellation; null: nobody did, or it was long ago. */
  enteredBy: string | null
  cancelledAt: Date | null
  cancelAskedAt: Date | null
  cancelReason: string
  late: boolean
  charge: { id: string; pence: number; state: Charge['state'] } | null
  movedBy: CancelledBy | null
  /** What it was before: the same person's on another date, or the colleague's whose place it took. */
  before: { id: string; name: string; startsAt: string; endsAt: string } | null
  /** What became of it, in the same way. */
  after: { id: string; name: string; startsAt: string; endsAt: string } | null
  messages: number
  /** On what the place is kept; null: on nothing. */
  condition: ConditionRow | null
  /** What a line manager was asked; null: nobody was. */
  approval: { state: ApprovalState; managerName: string; runsOutAt: string; answeredBy: Approver | null } | null
}

/** Somebody in the course's queue, head first; `comes`: they could make this date; `offer`: their last one for it. */
export interface DeskWaiting {
  personId: string
  name: string
  email: string
  agency: string | null
  id: string
  joinedAt: Date
  comes: boolean
  offer: { kind: OfferKind; state: OfferState; runsOutAt: string } | null
}

export interface BookingsDesk {
  occurrence: LaneOccurrence
  bookings: DeskBooking[]
  waiting: DeskWaiting[]
}

const OTHER = (joined: string) => `
    (SELECT json_build_object('id', f.id, 'name', fp.name, 'startsAt', fo.starts_at, 'endsAt', fo.ends_at)
      FROM booking f JOIN person fp ON fp.id = f.person_id JOIN occurrence fo ON fo.id = f.occurrence_id WHERE ${joined})`
const CHARGE = `
    (SELECT json_build_object('id', g.id, 'pence', g.pence, 'state', g.state) FROM charge g WHERE g.booking_id = b.id ORDER BY g.proposed_at DESC LIMIT 1)`

/** Messages about booking `b` to whomever, and those to its person `p` that were written to everybody of the date. */
export const ABOUT_BOOKING = `(m.subject IN ('booking:' || b.id, 'approval:' || b.id) OR (m.to_email = p.email AND m.subject LIKE '%:' || b.id))`

const BOOKINGS = `
  SELECT b.id, b.reference, b.state, b.walk_in AS "walkIn", p.id AS "personId", p.name, p.email, coalesce(a.name, p.agency_other) AS agency,
    coalesce(n.access, '') AS access, coalesce(n.dietary, '') AS dietary, b.override_reason AS "overrideReason",
    CASE WHEN b.booked_by_id <> b.person_id THEN k.name END AS "bookedBy", b.cancelled_by AS "cancelledBy",
    b.cancel_reason AS "cancelReason", b.late, x.name AS "enteredBy", b.cancelled_at AS "cancelledAt", b.cancel_asked_at AS "cancelAskedAt",
    b.moved_by AS "movedBy", ${CHARGE} AS charge, ${OTHER('f.id = b.follows_id')} AS before, ${OTHER('f.follows_id = b.id')} AS after,
    (SELECT count(*)::int FROM message m WHERE ${ABOUT_BOOKING}) AS messages, coalesce(b.coming_for = o.starts_at, false) AS coming,
    CASE WHEN q.booking_id IS NOT NULL THEN json_build_object('state', q.state, 'managerName', q.manager_name, 'runsOutAt', q.runs_out_at,
      'answeredBy', q.answered_by) END AS approval, ${CONDITION_SQL} AS condition
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN person p ON p.id = b.person_id LEFT JOIN agency a ON a.id = b.agency_id
    LEFT JOIN need n ON n.booking_id = b.id LEFT JOIN person k ON k.id = b.booked_by_id LEFT JOIN approval q ON q.booking_id = b.id
    LEFT JOIN person x ON x.id = b.cancelled_by_person_id
  WHERE b.occurrence_id = $1 ORDER BY b.state = 'cancelled', lower(p.name), b.booked_at`

const WAITING = `
  SELECT w.id, p.id AS "personId", p.name, p.email, coalesce(a.name, p.agency_other) AS agency, w.joined_at AS "joinedAt",
    (w.occurrence_ids = '{}' OR $2 = ANY(w.occurrence_ids)) AS comes,
    (SELECT json_build_object('kind', f.kind, 'state', f.state, 'runsOutAt', f.runs_out_at) FROM offer f
      WHERE f.entry_id = w.id AND f.occurrence_id = $2 ORDER BY f.made_at DESC LIMIT 1) AS offer
  FROM waiting_entry w JOIN person p ON p.id = w.person_id LEFT JOIN agency a ON a.id = p.agency_id
  WHERE w.course_id = $1 AND w.ended_at IS NULL ORDER BY NOT w.displaced, w.number`

/** The occurrence alone; null when there is none. */
export async function deskOccurrence(database: DataSource, occurrenceId: string): Promise<LaneOccurrence | null> {
  const read = readOccurrence(occurrenceId)
  const [occurrence] = await database.query<LaneOccurrence[]>(read.text, read.values)
  return occurrence ?? null
}

/** Everything about who comes to an occurrence; null when there is none. Three queries. For administrators: it shows needs. */
export async function bookingsDesk(database: DataSource, occurrenceId: string): Promise<BookingsDesk | null> {
  const occurrence = await deskOccurrence(database, occurrenceId)
  if (!occurrence) return null
  const [bookings, waiting] = await Promise.all([
    database.query<DeskBooking[]>(BOOKINGS, [occurrenceId]),
    database.query<DeskWaiting[]>(WAITING, [occurrence.courseId, occurrenceId]),
  ])
  return { occurrence, bookings, waiting }
}

/** The account with this address, in whatever case it was typed; undefined when nobody has it. */
export async function personByEmail(database: DataSource, email: string): Promise<{ id: string; name: string } | undefined> {
  const [person] = await database.query<{ id: string; name: string }[]>('SELECT id, name FROM person WHERE email = $1', [
    email.toLowerCase(),
  ])
  return person
}
