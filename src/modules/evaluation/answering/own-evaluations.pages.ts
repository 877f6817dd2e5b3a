import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { AnswerAStage } from './answer-a-stage.js'
import { posted, readPosted, sheetPage } from './answering-page.js'
import { ownEvaluations } from './own-evaluations.queries.js'
import { sheetOf } from './sheet.queries.js'

/** What somebody who has signed in was asked, answers and has answered: their own only. */
@Controller('my-learning/evaluations')
@Access('delegate')
export class OwnEvaluationsPages {
  constructor(
    private readonly database: DataSource,
    private readonly answering: AnswerAStage,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Me() me: Who) {
    const evaluations = await ownEvaluations(this.database, me.id, this.clock.now())
    return view('modules/evaluation/answering/views/own-evaluations.njk', { evaluations })
  }

  @Get(':id')
  async show(@Me() me: Who, @Param('id') id: string, @Query('part') part: unknown) {
    const sheet = await this.sheet(me, id)
    if (!sheet) throw new NotFoundException()
    return sheetPage(sheet, placeOf(id), part)
  }

  @Post(':id')
  @HttpCode(200)
  async answer(@Me() me: Who, @Param('id') id: string, @Body() body: Record<string, unknown>) {
    const read = readPosted(body)
    const opening = { id, personId: me.id }
    const page = await posted(this.answering, opening, placeOf(id), read, this.clock.now(), () => this.sheet(me, id, read.version))
    if (!page) throw new NotFoundException()
    return page
  }

  private sheet({ id: personId }: Who, id: string, version: string | null = null) {
    return sheetOf(this.database, { id, personId }, this.clock.now(), version)
  }
}

const placeOf = (id: string) => ({ path: `/my-learning/evaluations/${id}`, own: true })
