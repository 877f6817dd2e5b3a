import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { Access, holds, Me, type Who } from '../../../web/access.js'
import { Download, redirect, view } from '../../../web/reply.js'
import { FiguresQueries } from '../figures.queries.js'
import { impactReport } from '../rules/impact-report.js'
import { IMPACT_DIMENSIONS } from '../rules/impact-rows.js'
import { chooseImpact, type AskedImpact, type ChosenImpact } from './ask-impact.js'
import { impactCsv } from './impact-csv.js'
import { ImpactQueries, type ImpactData } from './impact.queries.js'
import { impactTables } from './impact-tables.js'

const VIEW = 'modules/reports/views/impact.njk'

/** What came of the courses: what changed first, then what was done with it, what stood in the way, and who answered. */
@Controller('reports/impact')
@Access('report reader', 'administrator')
export class ImpactPages {
  constructor(
    private readonly impact: ImpactQueries,
    private readonly figures: FiguresQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who, @Query() asked: AskedImpact) {
    const chosen = await this.choose(me, asked)
    if (!chosen.period) return view(VIEW, { ...chosen, groups: {} }, 422)
    const data = await this.impact.ofPeriod(chosen.period, this.clock.now())
    const report = impactReport(data.rows, data.meta, chosen)
    return view(VIEW, { ...chosen, report, ...impactTables(data, chosen, report) })
  }

  /** The same numbers for a spreadsheet, by every breakdown. */
  @Get('figures.csv')
  async download(@Me() me: Who, @Query() asked: AskedImpact) {
    const chosen = await this.choose(me, asked)
    const { period } = chosen
    // The page says what is wrong.
    if (!period) return redirect(`/reports/impact?${new URLSearchParams(asked as Record<string, string>).toString()}`)
    const data: ImpactData = await this.impact.ofPeriod(period, this.clock.now())
    const reports = IMPACT_DIMENSIONS.map(({ key }) => impactReport(data.rows, data.meta, { ...chosen, by: key }))
    return new Download('text/csv; charset=utf-8', impactCsv(period, reports), `impact-${period.from}-to-${period.to}.csv`)
  }

  private async choose(me: Who, asked: AskedImpact): Promise<ChosenImpact> {
    return chooseImpact(asked, await this.figures.span(), this.clock.now(), holds(me, 'administrator'))
  }
}
