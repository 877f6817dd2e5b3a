import { Body, Controller, Get, HttpCode, NotFoundException, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { AnswerAReturn } from './answer-a-return.js'
import { sheetOf } from './returns.queries.js'
import { answeredPage, sheetPage, typedAnswers } from './sheet-page.js'

/** The newest return that one's own agency was asked for, for its training leads. */
@Controller('my-agency/return')
@Access('training lead')
export class MyReturnPages {
  constructor(
    private readonly database: DataSource,
    private readonly answering: AnswerAReturn,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who) {
    const sheet = await this.sheet(me)
    return sheet ? sheetPage(sheet, placeOf(me)) : view('modules/returns/views/none.njk')
  }

  @Post()
  @HttpCode(200)
  async answer(@Body() body: Record<string, unknown>, @Me() me: Who) {
    const sheet = await this.sheet(me)
    if (!sheet) throw new NotFoundException()
    const typed = typedAnswers(body)
    const answered = await this.answering.run({ year: sheet.year, agencyKey: sheet.agencyKey }, typed, this.clock.now())
    if ('refused' in answered && answered.refused === 'not-found') throw new NotFoundException()
    return answeredPage(answered, typed, placeOf(me), (await this.sheet(me)) ?? sheet)
  }

  private async sheet({ agencyId }: Who) {
    return agencyId ? sheetOf(this.database, { agencyId }) : undefined
  }
}

const placeOf = ({ name }: Who) => ({ path: '/my-agency/return', who: 'lead' as const, by: name })
