import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Period } from '../../shared/periods.js'
import { elearningCsvOf } from './elearning-csv.js'
import { ElearningQueries, type ElearningReport } from './elearning.queries.js'
import { csvOf } from './figures-csv.js'
import { FiguresQueries } from './figures.queries.js'
import { countedFor, report, type Dimension, type Report } from './rules/report.js'

export type { ElearningReport }

/** The figures of periods, for pages, the API and commands alike: whoever asks gets the same numbers. */
@Injectable()
export class ReportsReader {
  private readonly figures: FiguresQueries
  private readonly learning: ElearningQueries

  constructor(database: DataSource) {
    this.figures = new FiguresQueries(database)
    this.learning = new ElearningQueries(database)
  }

  /** Reports of several periods, in their order. `everything`: for the business unit, small groups included. */
  async reports(periods: readonly Period[], by: readonly Dimension[], everything: boolean): Promise<Report[]> {
    const counted = await this.figures.count(periods, countedFor(by))
    return counted.map(({ total, groups }) => report(total, groups, by, everything))
  }

  /** What is told of e-learning: of all of it, or of the course with this key. */
  elearning(period: Period, course: string | null, everything: boolean): Promise<ElearningReport> {
    return this.learning.report({ period, course, everything })
  }

  /** What is told of e-learning, as more lines of the same CSV. */
  elearningCsv(period: Period, one: ElearningReport): string {
    return elearningCsvOf(period, one)
  }

  /** A report as lines of CSV. */
  csv(period: Period, one: Report): string {
    return csvOf(period, one)
  }
}
