import { Injectable } from '@nestjs/common'
import { stringify } from 'csv-stringify/sync'
import { DataSource } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { londonDate } from '../../shared/dates.js'
import { newId } from '../../shared/ids.js'
import { refuse, type Refusal } from '../../shared/refusal.js'

/** One list that finance was given; `pence`: what it asks for less what it gives back. */
export interface MadeExport {
  number: number
  madeAt: Date
  madeBy: string
  charges: number
  credits: number
  pence: number
}

/** What the next list would hold. */
export type Waiting = Pick<MadeExport, 'charges' | 'credits' | 'pence'>

// Two who make one at the same moment must not both take the next number, nor the same charges.
const ONE_AT_A_TIME = 'LOCK TABLE charge_export IN SHARE ROW EXCLUSIVE MODE'
const NEXT = 'SELECT coalesce(max(number), 0)::int + 1 AS number FROM charge_export'
const WAITS = `state = 'confirmed' AND export_id IS NULL`
const WAITS_FOR_CREDIT = `state = 'credited' AND credit_export_id IS NULL`

const WAITING = `
  SELECT count(*) FILTER (WHERE ${WAITS})::int AS charges, count(*) FILTER (WHERE ${WAITS_FOR_CREDIT})::int AS credits,
    coalesce(sum(CASE WHEN ${WAITS} THEN pence WHEN ${WAITS_FOR_CREDIT} THEN -pence END), 0)::int AS pence
  FROM charge WHERE state IN ('confirmed', 'credited')`

const MADE = `
  SELECT x.number, x.made_at AS "madeAt", p.name AS "madeBy",
    (SELECT count(*)::int FROM charge g WHERE g.export_id = x.id) AS charges,
    (SELECT count(*)::int FROM charge g WHERE g.credit_export_id = x.id) AS credits,
    ((SELECT coalesce(sum(g.pence), 0) FROM charge g WHERE g.export_id = x.id) -
      (SELECT coalesce(sum(g.pence), 0) FROM charge g WHERE g.credit_export_id = x.id))::int AS pence
  FROM charge_export x JOIN person p ON p.id = x.made_by_id ORDER BY x.number DESC LIMIT 100`

const LINES = `
  SELECT x.number, CASE WHEN g.credit_export_id = x.id THEN 'credit' ELSE 'charge' END AS line, a.name AS agency, a.agency_group AS "agencyGroup",
    b.reference, p.name AS person, c.title AS course, o.starts_at AS "startsAt", g.kind,
    CASE WHEN g.credit_export_id = x.id THEN -g.pence ELSE g.pence END AS pence, g.why, CASE WHEN g.credit_export_id = x.id THEN g.reason END AS reason
  FROM charge_export x JOIN charge g ON g.export_id = x.id OR g.credit_export_id = x.id JOIN booking b ON b.id = g.booking_id
    JOIN person p ON p.id = b.person_id JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = o.course_id
    LEFT JOIN agency a ON a.id = g.agency_id
  WHERE x.number = $1 ORDER BY a.name NULLS LAST, o.starts_at, b.reference, line`

interface Line {
  number: number
  line: 'charge' | 'credit'
  agency: string | null
  agencyGroup: string | null
  reference: string
  person: string
  course: string
  startsAt: Date
  kind: string
  pence: number
  why: string
  reason: string | null
}

const HEAD = ['export', 'line', 'agency', 'agency group', 'reference', 'person', 'course', 'date', 'for', 'pounds', 'why', 'reason']

/** Lists for finance: each confirmed charge is on one of them, and each that is credited later on one more, with the amount turned round. */
@Injectable()
export class ExportCharges {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
  ) {}

  async waiting(): Promise<Waiting> {
    const [row] = await this.database.query<[Waiting]>(WAITING)
    return row
  }

  /** The last hundred, newest first. */
  made(): Promise<MadeExport[]> {
    return this.database.query(MADE)
  }

  /** Makes the next list out of all that waits; the number it has. */
  make(by: { personId: string; key: string | undefined }, now: Date): Promise<{ number: number } | Refusal<'nothing-to-export'>> {
    return this.transaction.run(tx =>
      once(tx, by, async () => {
        await tx.query(ONE_AT_A_TIME)
        const [waiting] = await tx.query<[Waiting]>(WAITING)
        if (waiting.charges + waiting.credits === 0) return refuse('nothing-to-export')
        const [{ number }] = await tx.query<[{ number: number }]>(NEXT)
        const id = newId()
        await tx.query('INSERT INTO charge_export (id, number, made_at, made_by_id) VALUES ($1, $2, $3, $4)', [
          id,
          number,
          now,
          by.personId,
        ])
        await tx.query(`UPDATE charge SET export_id = $1 WHERE ${WAITS}`, [id])
        await tx.query(`UPDATE charge SET credit_export_id = $1 WHERE ${WAITS_FOR_CREDIT} AND export_id <> $1`, [id])
        return { number }
      }),
    )
  }

  /** One list as CSV, the same each time; null: there is none of this number. */
  async csv(number: number): Promise<string | null> {
    const lines = await this.database.query<Line[]>(LINES, [number])
    return lines.length ? stringify([HEAD, ...lines.map(cells)], { escape_formulas: true }) : null
  }
}

// An amount is a number to a spreadsheet; a minus before it is not the beginning of a formula, as csv-stringify sees it in a text.
const cells = (line: Line): (string | number | null)[] => [
  ...[
    line.number,
    line.line,
    line.agency,
    line.agencyGroup,
    line.reference,
    line.person,
    line.course,
    londonDate(line.startsAt),
    line.kind,
  ],
  ...[line.pence / 100, line.why, line.reason],
]
