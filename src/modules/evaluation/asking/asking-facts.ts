import type { BookingState } from '../../bookings/rules/booking-states.js'
import type { AskingFacts } from '../rules/asking.js'
import { DEFAULT_SETTINGS, type Stage, STAGES } from '../rules/stage-settings.js'

/** What the rules have to know of a booking; the aliases are those of `FACTS_OF_BOOKING`. */
export interface FactsRow {
  bookingState: BookingState
  dateCancelled: boolean
  present: boolean
  bookedAt: Date
  walkIn: boolean
  startsAt: Date
  firstEndsAt: Date
  endsAt: Date
  openedAt: Date | null
  stages: Stage[]
  gateJoining: boolean
  gateCertificate: boolean
  impactWeeks: number
  managerMonths: number
  settingsVersion: number
}

const { gateJoining, gateCertificate, impactWeeks, managerMonths } = DEFAULT_SETTINGS
const ALL_STAGES = `ARRAY[${STAGES.map(stage => `'${stage}'`).join(', ')}]`

/** The stages of the course `e`, which may have no settings of its own. */
export const STAGES_OF_COURSE = `coalesce(e.stages, ${ALL_STAGES})`

/** Columns, of: booking b, occurrence o, course_evaluation e and evaluation_occurrence w (both may be missing). */
export const FACTS = `b.state AS "bookingState", o.cancelled_at IS NOT NULL AS "dateCancelled", b.booked_at AS "bookedAt", b.walk_in AS "walkIn",
    EXISTS (SELECT 1 FROM register_mark k WHERE k.booking_id = b.id AND k.mark <> 'absent') AS present,
    o.starts_at AS "startsAt", o.ends_at AS "endsAt", w.opened_at AS "openedAt",
    coalesce((SELECT f.ends_at FROM session f WHERE f.occurrence_id = o.id AND f.number = 1), o.ends_at) AS "firstEndsAt",
    ${STAGES_OF_COURSE} AS stages, coalesce(e.gate_joining, ${gateJoining}) AS "gateJoining",
    coalesce(e.gate_certificate, ${gateCertificate}) AS "gateCertificate", coalesce(e.impact_weeks, ${impactWeeks}) AS "impactWeeks",
    coalesce(e.manager_months, ${managerMonths}) AS "managerMonths", coalesce(e.version, 0) AS "settingsVersion"`

export const FACTS_OF_BOOKING = `booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id
    JOIN person p ON p.id = b.person_id LEFT JOIN course_evaluation e ON e.course_id = b.course_id
    LEFT JOIN evaluation_occurrence w ON w.occurrence_id = o.id`

/** There is a form for this stage of this course: its own, or the default. */
export const hasForm = (stage: string): string =>
  `EXISTS (SELECT 1 FROM evaluation_form q WHERE q.state = 'published' AND q.stage = ${stage} AND (q.course_id = b.course_id OR q.course_id IS NULL))`

export function factsOf(row: FactsRow): Pick<AskingFacts, 'times' | 'settings' | 'booking'> {
  const { bookedAt, walkIn, startsAt, firstEndsAt, endsAt, openedAt } = row
  const { stages, gateJoining, gateCertificate, impactWeeks, managerMonths } = row
  return {
    times: { bookedAt, walkIn, startsAt, firstEndsAt, endsAt, openedAt },
    settings: { stages, gateJoining, gateCertificate, impactWeeks, managerMonths },
    booking: { state: row.bookingState, dateCancelled: row.dateCancelled, present: row.present },
  }
}
