import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { financialYear, financialYearPeriod, yearBefore } from '../../shared/periods.js'
import { Access, holds, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { RollupQueries } from './rollup.queries.js'
import { monthsOfYear, usualYear, yearsOf } from './rules/rollup.js'
import { utilisationTables } from './rules/utilisation.js'

/** How well the places were used, by month and by course, beside the year before. */
@Controller('reports/utilisation')
@Access('report reader', 'administrator')
export class UtilisationPages {
  constructor(
    private readonly rollup: RollupQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who, @Query('year') asked: unknown) {
    const { months, asOf } = await this.rollup.known()
    const years = yearsOf(months).map(({ year }) => year)
    const year = years.find(one => one === asked) ?? usualYear(years, this.clock.now())
    if (!year) return view('modules/reports/views/utilisation.njk', { asOf: null, years: [] })
    const before = financialYear(yearBefore(financialYearPeriod(year)).from)
    const rows = await this.rollup.rows([...monthsOfYear(year), ...monthsOfYear(before)])
    const tables = utilisationTables(rows, year, before, holds(me, 'administrator'))
    return view('modules/reports/views/utilisation.njk', { asOf, years: years.toReversed(), year, before, ...tables })
  }
}
