import type { DataSource } from 'typeorm'
import { FACTS, FACTS_OF_BOOKING, factsOf, type FactsRow } from '../asking/asking-facts.js'
import { type Standing, standingOf } from '../rules/asking.js'
import { closesAt } from '../rules/due-dates.js'
import type { Stage } from '../rules/stage-settings.js'

/** One stage of one course, as its person sees it. */
export interface OwnEvaluation {
  id: string
  stage: Stage
  bookingId: string
  course: string
  startsAt: Date
  standing: Standing
  /** What waits for it. */
  gateJoining: boolean
  gateCertificate: boolean
  /** Something of it is saved, but not sent. */
  begun: boolean
  submittedAt: Date | null
  askedAt: Date | null
  managerName: string | null
  /** From then on it cannot be answered any more; null: it always can. */
  until: Date | null
}

type Row = FactsRow & Omit<OwnEvaluation, 'standing' | 'until'> & { state: 'due' | 'asked' | 'answered' | 'closed' }

const OWN = `
  SELECT i.id, i.stage, i.state, b.id AS "bookingId", c.title AS course, a.invitation_id IS NOT NULL AS begun, a.submitted_at AS "submittedAt",
    i.asked_at AS "askedAt", i.manager_name AS "managerName", ${FACTS}
  FROM evaluation_invitation i JOIN ${FACTS_OF_BOOKING.replace('booking b', 'booking b ON b.id = i.booking_id')}
    LEFT JOIN evaluation_answer a ON a.invitation_id = i.id AND i.stage <> 'manager'
  WHERE i.person_id = $1 ORDER BY o.starts_at DESC, b.id, array_position(ARRAY['pre', 'post', 'impact', 'manager'], i.stage)`

/** What a line manager was asked months after a colleague's course, and the link that answers it. */
export interface ManagersEvaluation {
  id: string
  personName: string
  course: string
  startsAt: Date
  until: Date | null
  nonce: string
}

// The address is read from the manager's own account, as confirmed. What the colleague answered themselves is in none of this.
const OF_MANAGER = `
  SELECT i.id, i.stage, i.state, p.name AS "personName", c.title AS course, i.link_nonce AS nonce, ${FACTS}
  FROM evaluation_invitation i JOIN ${FACTS_OF_BOOKING.replace('booking b', 'booking b ON b.id = i.booking_id')}
    JOIN person m ON m.id = $1 AND m.confirmed_at IS NOT NULL AND m.email = i.manager_email
  WHERE i.stage = 'manager' AND i.state = 'asked' AND i.link_nonce IS NOT NULL AND p.id <> m.id ORDER BY i.asked_at, i.id`

type ManagersRow = FactsRow & Omit<ManagersEvaluation, 'until'> & Pick<Row, 'stage' | 'state'>

/** What this person, as a line manager, can answer now. One query. */
export async function managersEvaluations(database: DataSource, personId: string, now: Date): Promise<ManagersEvaluation[]> {
  const rows = await database.query<ManagersRow[]>(OF_MANAGER, [personId])
  return rows.flatMap(row => {
    const facts = factsOf(row)
    const { id, personName, course, startsAt, nonce } = row
    const until = closesAt(row.stage, facts.times, facts.settings)
    return standingOf(row, facts, now) === 'open' ? [{ id, personName, course, startsAt, nonce, until }] : []
  })
}

/** Everything that one person was or will be asked, the newest course first. One query. */
export async function ownEvaluations(database: DataSource, personId: string, now: Date): Promise<OwnEvaluation[]> {
  const rows = await database.query<Row[]>(OWN, [personId])
  return rows.map(row => {
    const facts = factsOf(row)
    return { ...row, standing: standingOf(row, facts, now), until: closesAt(row.stage, facts.times, facts.settings) }
  })
}
