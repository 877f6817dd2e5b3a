import { Controller, Get, Query } from '@nestjs/common'
import { ApiBearerAuth, ApiQuery, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, holds, Me, type Who } from '../../web/access.js'
import { Problem } from '../../web/problem.js'
import { FiguresQueries } from './figures.queries.js'
import { fieldOf, reportSentence } from './reports.messages.js'
import { ReportsReader } from './reports.reader.js'
import { askedDimensions, askedPeriod } from './rules/asked.js'
import { FIGURES } from './rules/figures.js'

@ApiTags('Reports')
@ApiBearerAuth()
@Controller('api/v1/reports')
@Access('report reader', 'administrator')
export class FiguresApi {
  constructor(
    private readonly reports: ReportsReader,
    private readonly figures: FiguresQueries,
    private readonly clock: Clock,
  ) {}

  /** The figures of two days and those between, and of the groups asked for. Groups too small to be shown have no values. */
  @Get('figures')
  @ApiQuery({ name: 'from', example: '2023-04-01' })
  @ApiQuery({ name: 'to', example: '2024-03-31' })
  @ApiQuery({ name: 'by', required: false, example: 'agency-group,course,quarter' })
  async show(@Me() me: Who, @Query('from') from: unknown, @Query('to') to: unknown, @Query('by') words: unknown) {
    const period = askedPeriod(from, to)
    const by = askedDimensions(words)
    const wrong = [period, by].filter(one => isRefusal(one)).map(one => ({ field: fieldOf(one), message: reportSentence(one) }))
    if (isRefusal(period) || isRefusal(by))
      throw new Problem(422, 'fields-invalid', wrong.map(one => `${one.message}.`).join(' '), { errors: wrong })
    const [[report], leftOut] = await Promise.all([
      this.reports.reports([period], by, holds(me, 'administrator')),
      this.figures.leftOut(period, this.clock.now()),
    ])
    const { figures, hidden, groups } = report!
    return {
      period,
      figures,
      hidden,
      groups,
      notYetCounted: leftOut.filter(one => !one.cancelled).map(({ id, courseTitle, startsAt }) => ({ id, course: courseTitle, startsAt })),
      definitions: Object.fromEntries(FIGURES.map(({ key, definition }) => [key, definition])),
    }
  }
}
