import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { Access } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { SecretPage } from '../../../web/secret-page.js'
import { EVALUATIONS } from '../asking/links.js'
import { AnswerAStage } from './answer-a-stage.js'
import { posted, readPosted, sheetPage } from './answering-page.js'
import { sheetOf } from './sheet.queries.js'

/** What the link of a mail opens: one person's questions of one stage, without an account. Opening it changes nothing, for mail scanners do. */
@Controller('evaluations')
@Access('anyone')
export class AnsweringByLinkPages {
  constructor(
    private readonly database: DataSource,
    private readonly answering: AnswerAStage,
    private readonly clock: Clock,
  ) {}

  /** After a manager's sending: their link opens nothing any more, so this page needs none. */
  @Get('thank-you')
  thanks() {
    return view('modules/evaluation/answering/views/thank-you-manager.njk')
  }

  @Get(':secret')
  @SecretPage()
  async show(@Param('secret') secret: string, @Query('part') part: unknown) {
    const sheet = await this.sheet(secret)
    if (!sheet) throw new NotFoundException()
    return sheetPage(sheet, placeOf(secret), part)
  }

  @Post(':secret')
  @SecretPage()
  @HttpCode(200)
  async answer(@Param('secret') secret: string, @Body() body: Record<string, unknown>) {
    const read = readPosted(body)
    const page = await posted(this.answering, { secret }, placeOf(secret), read, this.clock.now(), () => this.sheet(secret, read.version))
    if (!page) throw new NotFoundException()
    return page
  }

  private sheet(secret: string, version: string | null = null) {
    return sheetOf(this.database, { secret }, this.clock.now(), version)
  }
}

const placeOf = (secret: string) => ({ path: `${EVALUATIONS}/${secret}`, own: false })
