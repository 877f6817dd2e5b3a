import type { DataSource } from 'typeorm'
import type { LaneOccurrence } from './booking-lane.facts.js'
import { readOccurrence } from './booking-lane.statements.js'
import type { CancelledBy } from './booking.entity.js'
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
  cancelReason: string
  late: boolean
  /** On what the place is kept; null: on nothing. */
  condition: ConditionRow | null
  /** What a line manager was asked; null: nobody was. */
  approval: { state: ApprovalState; managerName: string; runsOutAt: string; answeredBy: Approver | null } | null
}

/** Somebody in the course's queue, head first; `comes`: they could make this date; `offer`: their last one for it. */
export interface DeskWaiting {
  name: string
  email: string
  agency: string | null
  joinedAt: Date
  comes: boolean
  offer: { kind: OfferKind; state: OfferState; runsOutAt: string } | null
}

export interface BookingsDesk {
  occurrence: LaneOccurrence
  bookings: DeskBooking[]
  waiting: DeskWaiting[]
}

const BOOKINGS = `
  SELECT b.id, b.reference, b.state, b.walk_in AS "walkIn", p.name, p.email, coalesce(a.name, p.agency_other) AS agency,
    coalesce(n.access, '') AS access, coalesce(n.dietary, '') AS dietary, b.override_reason AS "overrideReason",
    CASE WHEN b.booked_by_id <> b.person_id THEN k.name END AS "bookedBy", b.cancelled_by AS "cancelledBy",
    b.cancel_reason AS "cancelReason", b.late, coalesce(b.coming_for = o.starts_at, false) AS coming,
    CASE WHEN q.booking_id IS NOT NULL THEN json_build_object('state', q.state, 'managerName', q.manager_name, 'runsOutAt', q.runs_out_at,
      'answeredBy', q.answered_by) END AS approval, ${CONDITION_SQL} AS condition
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN person p ON p.id = b.person_id LEFT JOIN agency a ON a.id = b.agency_id
    LEFT JOIN need n ON n.booking_id = b.id LEFT JOIN person k ON k.id = b.booked_by_id LEFT JOIN approval q ON q.booking_id = b.id
  WHERE b.occurrence_id = $1 ORDER BY b.state = 'cancelled', lower(p.name), b.booked_at`

const WAITING = `
  SELECT p.name, p.email, coalesce(a.name, p.agency_other) AS agency, w.joined_at AS "joinedAt",
    (w.occurrence_ids = '{}' OR $2 = ANY(w.occurrence_ids)) AS comes,
    (SELECT json_build_object('kind', f.kind, 'state', f.state, 'runsOutAt', f.runs_out_at) FROM offer f
      WHERE f.entry_id = w.id AND f.occurrence_id = $2 ORDER BY f.made_at DESC LIMIT 1) AS offer
  FROM waiting_entry w JOIN person p ON p.id = w.person_id LEFT JOIN agency a ON a.id = p.agency_id
  WHERE w.course_id = $1 AND w.ended_at IS NULL ORDER BY NOT w.displaced, w.number`

/** Everything about who comes to an occurrence; null when there is none. Three queries. For administrators: it shows needs. */
export async function bookingsDesk(database: DataSource, occurrenceId: string): Promise<BookingsDesk | null> {
  const read = readOccurrence(occurrenceId)
  const [occurrence] = await database.query<LaneOccurrence[]>(read.text, read.values)
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
