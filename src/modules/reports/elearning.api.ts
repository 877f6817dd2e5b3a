import { Controller, Get, Query } from '@nestjs/common'
import { ApiBearerAuth, ApiQuery, ApiTags } from '@nestjs/swagger'
import { isRefusal } from '../../shared/refusal.js'
import { Access, holds, Me, type Who } from '../../web/access.js'
import { Problem } from '../../web/problem.js'
import { ElearningQueries } from './elearning.queries.js'
import { fieldOf, reportSentence } from './reports.messages.js'
import { askedPeriod } from './rules/asked.js'

@ApiTags('Reports')
@ApiBearerAuth()
@Controller('api/v1/reports')
@Access('report reader', 'administrator')
export class ElearningFiguresApi {
  constructor(private readonly elearning: ElearningQueries) {}

  /**
   * Who signed up for e-learning between two days, by course and agency group; of one course also which answers go wrong; without a course
   * where pathways are left. Groups too small to be shown have no values.
   */
  @Get('e-learning')
  @ApiQuery({ name: 'from', example: '2023-04-01' })
  @ApiQuery({ name: 'to', example: '2024-03-31' })
  @ApiQuery({ name: 'course', required: false, example: 'neglect-l1' })
  async show(@Me() me: Who, @Query('from') from: unknown, @Query('to') to: unknown, @Query('course') asked: unknown) {
    const period = askedPeriod(from, to)
    if (isRefusal(period)) {
      const message = reportSentence(period)
      throw new Problem(422, 'fields-invalid', `${message}.`, { errors: [{ field: fieldOf(period), message }] })
    }
    const course = typeof asked === 'string' && asked !== '' ? asked : null
    return { period, ...(await this.elearning.report({ period, course, everything: holds(me, 'administrator') })) }
  }
}
