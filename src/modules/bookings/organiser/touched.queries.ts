import type { EntityManager } from 'typeorm'
import type { Completion } from '../../courses/rules/prerequisites.js'
import type { Copy } from '../../people/agency.entity.js'
import { asJson } from '../booking-facts.sql.js'
import { CONDITION_SQL, type ConditionRow } from '../condition/kept-on.js'

/** Somebody with a live booking on an occurrence, in the order in which they booked. */
export interface TouchedBooking {
  id: string
  reference: string
  state: 'requested' | 'booked'
  personId: string
  agencyId: string | null
  name: string
  email: string
  /** They have another live booking on the course. */
  elsewhere: boolean
  completed: Completion[]
  /** On what their place is kept; null: on nothing. */
  condition: ConditionRow | null
  /** Their line manager, and of what their agency wants managers told. */
  managerName: string
  managerEmail: string
  copies: Copy[]
}

/** Somebody with an open offer for it. */
export interface TouchedOffer {
  id: string
  kind: string
  runsOutAt: string
  name: string
  email: string
}

export interface TouchedPeople {
  bookings: TouchedBooking[]
  offers: TouchedOffer[]
  trainers: { personId: string; name: string; email: string }[]
  /** How many wait for the course and could make this date: any date, or this one by name. */
  waiting: number
}

const BOOKINGS = `
  SELECT b.id, b.reference, b.state, b.person_id AS "personId", b.agency_id AS "agencyId", p.name, p.email,
    p.manager_name AS "managerName", p.manager_email AS "managerEmail", coalesce(a.copies, '{}') AS copies,
    EXISTS (SELECT 1 FROM booking e WHERE e.person_id = b.person_id AND e.course_id = b.course_id AND e.id <> b.id
      AND e.state IN ('requested', 'booked')) AS elsewhere,
    coalesce((SELECT json_agg(json_build_object('courseId', l.course_id, 'completedOn', l.completed_on, 'validUntil', l.valid_until))
      FROM learning_record l JOIN course_prerequisite n ON n.requires_id = l.course_id AND n.course_id = b.course_id
      WHERE l.person_id = b.person_id), '[]') AS completed, ${CONDITION_SQL} AS condition
  FROM booking b JOIN person p ON p.id = b.person_id LEFT JOIN agency a ON a.id = b.agency_id
  WHERE b.occurrence_id = $1 AND b.state IN ('requested', 'booked') AND NOT b.walk_in ORDER BY b.booked_at, b.id`
const OFFERS = `
  SELECT f.id, f.kind, f.runs_out_at AS "runsOutAt", p.name, p.email
  FROM offer f JOIN waiting_entry w ON w.id = f.entry_id AND w.ended_at IS NULL JOIN person p ON p.id = f.person_id
  WHERE f.occurrence_id = $1 AND f.state = 'open' AND f.runs_out_at > $2 ORDER BY f.made_at, f.id`
const TRAINERS = `
  SELECT p.id AS "personId", p.name, p.email FROM trainer t JOIN person p ON p.id = t.person_id
  WHERE t.id = ANY(coalesce($3::uuid[], ARRAY(SELECT x.trainer_id FROM occurrence_trainer x WHERE x.occurrence_id = $1))) ORDER BY p.name`
const WAITING = `
  SELECT count(*)::int FROM waiting_entry w JOIN occurrence o ON o.id = $1
  WHERE w.course_id = o.course_id AND w.ended_at IS NULL AND (w.occurrence_ids = '{}' OR o.id = ANY(w.occurrence_ids))`
const TOUCHED = `SELECT ${asJson(BOOKINGS)} AS bookings, ${asJson(OFFERS)} AS offers, ${asJson(TRAINERS)} AS trainers, (${WAITING}) AS waiting`

/** Everybody whom a change of this occurrence touches. One query, however many. `trainerIds`: who is to deliver it; left out: who does. */
export async function touchedPeople(
  tx: Pick<EntityManager, 'query'>,
  occurrenceId: string,
  now: Date,
  trainerIds: string[] | null = null,
): Promise<TouchedPeople> {
  const [row] = await tx.query<[TouchedPeople]>(TOUCHED, [occurrenceId, now, trainerIds])
  return row
}
