import { Controller, Get, Query } from '@nestjs/common'
import { stringify } from 'csv-stringify/sync'
import { Clock } from '../../shared/clock.js'
import { londonDate } from '../../shared/dates.js'
import { financialYear, financialYearPeriod, yearBefore } from '../../shared/periods.js'
import { Access } from '../../web/access.js'
import { Download, view } from '../../web/reply.js'
import { HalfDaysQueries } from './half-days.queries.js'
import { halfDaysTable } from './rules/half-days.js'

const YEARS_BACK = 4

/** Half-days that each agency's trainers gave in a financial year, beside the places that its people used. */
@Controller('desk/trainers')
@Access('administrator')
export class HalfDaysPages {
  constructor(
    private readonly queries: HalfDaysQueries,
    private readonly clock: Clock,
  ) {}

  @Get('half-days')
  async show(@Query('year') asked: unknown) {
    const { year, years } = this.years(asked)
    const table = halfDaysTable(await this.queries.of(financialYearPeriod(year)))
    return view('modules/reports/views/half-days.njk', { year, years, ...table })
  }

  @Get('half-days.csv')
  async csv(@Query('year') asked: unknown) {
    const { year } = this.years(asked)
    const { rows } = halfDaysTable(await this.queries.of(financialYearPeriod(year)))
    const lines = [['agency', 'half-days given', 'places used'], ...rows.map(row => [row.name, row.halfDays, row.used])]
    return new Download('text/csv; charset=utf-8', stringify(lines, { escape_formulas: true }), `half-days-${year}.csv`)
  }

  /** This financial year and some before; any other is answered with this one. */
  private years(asked: unknown): { year: string; years: string[] } {
    const years = [financialYear(londonDate(this.clock.now()))]
    while (years.length <= YEARS_BACK) years.push(financialYear(yearBefore(financialYearPeriod(years.at(-1)!)).from))
    return { year: years.find(year => year === asked) ?? years[0]!, years }
  }
}
