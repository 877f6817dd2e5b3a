import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { ChargeState } from './rules/decisions.js'

/** One charge as the desk sees it. */
export interface ListedCharge {
  id: string
  state: ChargeState
  kind: 'late cancellation' | 'no-show'
  pence: number
  why: string
  proposedAt: Date
  bookingId: string
  reference: string
  person: string
  agency: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  /** Null: not known before the occurrence begins, or nothing to refill. */
  refilled: boolean | null
  refilledBy: string
}

export interface ChargeDetails extends ListedCharge {
  occurrenceId: string
  cancelledAt: Date | null
  cancelReason: string
  decidedAt: Date | null
  decidedBy: string | null
  reason: string
  evidence: string
  exportNumber: number | null
  creditExportNumber: number | null
}

/** What the list shows; an empty text: all of them. */
export interface ChargeFilter {
  state: ChargeState
  agency: string
}

export interface ChargeSums {
  state: ChargeState
  count: number
  pence: number
}

export const CHARGES_PER_PAGE = 25

const COLUMNS = `g.id, g.state, g.kind, g.pence, g.why, g.proposed_at AS "proposedAt", g.booking_id AS "bookingId", b.reference, p.name AS person,
  coalesce(a.name, 'No agency') AS agency, c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", g.refilled,
  g.refilled_by AS "refilledBy"`
const FROM = `FROM charge g JOIN booking b ON b.id = g.booking_id JOIN person p ON p.id = b.person_id JOIN occurrence o ON o.id = b.occurrence_id
  JOIN course c ON c.id = o.course_id LEFT JOIN agency a ON a.id = g.agency_id`

const LIST = `SELECT ${COLUMNS} ${FROM} WHERE g.state = $1 AND ($2 = '' OR a.key = $2) ORDER BY g.proposed_at, g.id LIMIT $3 OFFSET $4`

const SUMS = `
  SELECT g.state, count(*)::int AS count, sum(g.pence)::int AS pence FROM charge g LEFT JOIN agency a ON a.id = g.agency_id
  WHERE $1 = '' OR a.key = $1 GROUP BY g.state`

const ONE = `
  SELECT ${COLUMNS}, b.occurrence_id AS "occurrenceId", b.cancelled_at AS "cancelledAt", b.cancel_reason AS "cancelReason",
    g.decided_at AS "decidedAt", d.name AS "decidedBy", g.reason, g.evidence, x.number AS "exportNumber", y.number AS "creditExportNumber"
  ${FROM} LEFT JOIN person d ON d.id = g.decided_by_id LEFT JOIN charge_export x ON x.id = g.export_id
    LEFT JOIN charge_export y ON y.id = g.credit_export_id
  WHERE g.id = $1`

/** What the desk reads of charges. */
@Injectable()
export class ChargesQueries {
  constructor(private readonly database: DataSource) {}

  /** Those in one state, the oldest first. */
  list({ state, agency }: ChargeFilter, offset: number): Promise<ListedCharge[]> {
    return this.database.query(LIST, [state, agency, CHARGES_PER_PAGE, offset])
  }

  /** How many there are in each state, and what they come to; of one agency (its key), or of all. */
  sums(agency: string): Promise<ChargeSums[]> {
    return this.database.query(SUMS, [agency])
  }

  async one(id: string): Promise<ChargeDetails | null> {
    const [row] = await this.database.query<ChargeDetails[]>(ONE, [id])
    return row ?? null
  }

  /** Agencies that were ever charged, to choose from. */
  agencies(): Promise<{ value: string; text: string }[]> {
    return this.database.query(
      'SELECT a.key AS value, a.name AS text FROM agency a WHERE EXISTS (SELECT 1 FROM charge g WHERE g.agency_id = a.id) ORDER BY a.name',
    )
  }
}
