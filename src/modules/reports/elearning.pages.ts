import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, holds, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { ElearningQueries } from './elearning.queries.js'
import { FiguresQueries } from './figures.queries.js'
import { choosePeriod, type AskedFigures } from './forms/asked-figures.js'
import { fieldOf, reportSentence } from './reports.messages.js'

/** What is told of e-learning: by course and agency group, where a pathway is left, and which answers go wrong. */
@Controller('reports/e-learning')
@Access('report reader', 'administrator')
export class ElearningFiguresPages {
  constructor(
    private readonly elearning: ElearningQueries,
    private readonly figures: FiguresQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who, @Query() asked: AskedFigures & { course?: unknown }) {
    const chosen = choosePeriod(asked, await this.figures.span(), this.clock.now())
    if (isRefusal(chosen.period)) {
      const errors = [{ field: fieldOf(chosen.period), message: reportSentence(chosen.period) }]
      return view('modules/reports/views/e-learning.njk', { ...chosen, period: null, errors }, 422)
    }
    const course = typeof asked.course === 'string' && asked.course !== '' ? asked.course : null
    const report = await this.elearning.report({ period: chosen.period, course, everything: holds(me, 'administrator') })
    return view('modules/reports/views/e-learning.njk', { ...chosen, course, report })
  }
}
