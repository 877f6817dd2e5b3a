import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { periodBounds } from '../../shared/dates.js'
import type { Period } from '../../shared/periods.js'
import { ROWS } from './rows.statements.js'
import type { FigureKey } from './rules/figures.js'

export const ROWS_PER_PAGE = 50

/** Which rows: those behind one figure of a period, or of one group of it; keys as in the report. */
export interface AskedRows {
  figure: FigureKey
  period: Period
  course: string | null
  agency: string | null
  agencyGroup: string | null
}

/** A row in words; what does not apply is null. */
export interface CountedRow {
  what: string | null
  who: string | null
  agency: string | null
  when: Date
  detail: string
  occurrenceId: string | null
}

/** Lists the rows that a figure was counted from. */
@Injectable()
export class RowsQueries {
  constructor(private readonly database: DataSource) {}

  /** One page (from 1) of the rows, and how many there are. */
  async list({ figure, period, course, agency, agencyGroup }: AskedRows, page: number): Promise<{ rows: CountedRow[]; total: number }> {
    const { start, end } = periodBounds(period.from, period.to)
    const values = [start, end, course, agency, agencyGroup, ROWS_PER_PAGE, (page - 1) * ROWS_PER_PAGE]
    const rows = await this.database.query<(CountedRow & { total: number })[]>(ROWS[figure], values)
    return { rows, total: rows[0]?.total ?? 0 }
  }
}
