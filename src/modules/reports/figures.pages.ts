import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, holds, Me, type Who } from '../../web/access.js'
import { Download, redirect, view } from '../../web/reply.js'
import { csvOf } from './figures-csv.js'
import { annualTable, groupTable } from './figures-tables.js'
import { FiguresQueries } from './figures.queries.js'
import { choosePeriod, type AskedFigures } from './forms/asked-figures.js'
import { fieldOf, reportSentence } from './reports.messages.js'
import { ReportsReader } from './reports.reader.js'
import { DIMENSIONS } from './rules/report.js'

@Controller('reports')
@Access('report reader', 'administrator')
export class FiguresPages {
  constructor(
    private readonly reports: ReportsReader,
    private readonly figures: FiguresQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who, @Query() asked: AskedFigures) {
    const now = this.clock.now()
    const chosen = choosePeriod(asked, await this.figures.span(), now)
    if (isRefusal(chosen.period) || !chosen.before) {
      const errors = isRefusal(chosen.period) ? [{ field: fieldOf(chosen.period), message: reportSentence(chosen.period) }] : []
      return view('modules/reports/views/figures.njk', { ...chosen, period: null, errors }, 422)
    }
    const { period, before, by } = chosen
    const everything = holds(me, 'administrator')
    const [reports, leftOut] = await Promise.all([
      this.reports.reports([period, before], [by], everything),
      this.figures.leftOut(period, now),
    ])
    return view('modules/reports/views/figures.njk', {
      ...chosen,
      everything,
      annual: annualTable(reports[0]!, reports[1]!),
      groups: groupTable(reports[0]!, by),
      notYetCounted: leftOut.filter(one => !one.cancelled),
      cancelled: leftOut.filter(one => one.cancelled),
      dimensions: DIMENSIONS,
    })
  }

  /** The same numbers for a spreadsheet: the whole period, then every breakdown. */
  @Get('figures.csv')
  async download(@Me() me: Who, @Query() asked: AskedFigures) {
    const { period } = choosePeriod(asked, await this.figures.span(), this.clock.now())
    // The page says what is wrong with the dates.
    if (isRefusal(period)) return redirect(`/reports?${new URLSearchParams(asked as Record<string, string>).toString()}`)
    const [report] = await this.reports.reports([period], DIMENSIONS, holds(me, 'administrator'))
    return new Download('text/csv; charset=utf-8', csvOf(period, report!), `figures-${period.from}-to-${period.to}.csv`)
  }
}
