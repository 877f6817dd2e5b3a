import { Controller, Get, Query } from '@nestjs/common'
import { ApiBearerAuth, ApiQuery, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, holds, Me, type Who } from '../../../web/access.js'
import { Problem } from '../../../web/problem.js'
import { fieldOf, reportSentence } from '../reports.messages.js'
import { askedPeriod } from '../rules/asked.js'
import { answeredPeriod, askedBreakdown, askedFilter } from '../rules/impact-asked.js'
import { impactReport } from '../rules/impact-report.js'
import { impactAnswer } from './impact-answer.js'
import { ImpactQueries } from './impact.queries.js'

@ApiTags('Reports')
@ApiBearerAuth()
@Controller('api/v1/reports')
@Access('report reader', 'administrator')
export class ImpactApi {
  constructor(
    private readonly impact: ImpactQueries,
    private readonly clock: Clock,
  ) {}

  /**
   * What came of the courses that started between two days: per stage invited, answered and rate; per measure the pairs of answers of the same
   * booking, their means, change and spread; and which figures are left out. Outside the business unit whole financial years are answered for
   * (`period` says which), and one group at a time.
   */
  @Get('impact')
  @ApiQuery({ name: 'from', example: '2023-04-01' })
  @ApiQuery({ name: 'to', example: '2024-03-31' })
  @ApiQuery({ name: 'course', required: false, example: 'neglect-l2' })
  @ApiQuery({ name: 'topic', required: false })
  @ApiQuery({ name: 'priority', required: false })
  @ApiQuery({ name: 'agency-group', required: false, example: 'health' })
  @ApiQuery({ name: 'trainer', required: false })
  @ApiQuery({ name: 'quarter', required: false, example: '2023-24 Q1' })
  @ApiQuery({ name: 'by', required: false, example: 'agency-group' })
  async show(@Me() me: Who, @Query() asked: Record<string, unknown>) {
    const everything = holds(me, 'administrator')
    const period = askedPeriod(asked.from, asked.to)
    const filter = askedFilter(asked, everything)
    const errors = [period, filter].filter(isRefusal).map(one => {
      const refusal = one as Parameters<typeof fieldOf>[0]
      return { field: fieldOf(refusal), message: reportSentence(refusal) }
    })
    if (isRefusal(period) || isRefusal(filter)) throw new Problem(422, 'fields-invalid', `${errors[0]!.message}.`, { errors })
    const answered = answeredPeriod(period, everything)
    const { rows, meta } = await this.impact.ofPeriod(answered, this.clock.now())
    return impactAnswer(answered, filter, impactReport(rows, meta, { filter, by: askedBreakdown(asked.by), everything }))
  }
}
