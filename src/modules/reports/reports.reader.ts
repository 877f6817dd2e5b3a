import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Period } from '../../shared/periods.js'
import { csvOf } from './figures-csv.js'
import { FiguresQueries } from './figures.queries.js'
import { countedFor, report, type Dimension, type Report } from './rules/report.js'

/** The figures of periods, for pages, the API and commands alike: whoever asks gets the same numbers. */
@Injectable()
export class ReportsReader {
  private readonly figures: FiguresQueries

  constructor(database: DataSource) {
    this.figures = new FiguresQueries(database)
  }

  /** Reports of several periods, in their order. `everything`: for the business unit, small groups included. */
  async reports(periods: readonly Period[], by: readonly Dimension[], everything: boolean): Promise<Report[]> {
    const counted = await this.figures.count(periods, countedFor(by))
    return counted.map(({ total, groups }) => report(total, groups, by, everything))
  }

  /** A report as lines of CSV. */
  csv(period: Period, one: Report): string {
    return csvOf(period, one)
  }
}
