import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { hashSecret } from '../../shared/secrets.js'
import { Access } from '../../web/access.js'
import { SecretPage } from '../../web/secret-page.js'
import { AnswerAReturn } from './answer-a-return.js'
import { RETURNS } from './ask-agencies.js'
import { sheetOf } from './returns.queries.js'
import { answeredPage, sheetPage, typedAnswers } from './sheet-page.js'

/** What the link of a mail opens: one agency's return, without an account. Opening it changes nothing, for mail scanners do. */
@Controller('returns/:secret')
@Access('anyone')
export class ReturnLinkPages {
  constructor(
    private readonly database: DataSource,
    private readonly answering: AnswerAReturn,
    private readonly clock: Clock,
  ) {}

  @Get()
  @SecretPage()
  async show(@Param('secret') secret: string) {
    return sheetPage(await this.sheet(secret), placeOf(secret))
  }

  @Post()
  @SecretPage()
  @HttpCode(200)
  async answer(@Param('secret') secret: string, @Body() body: Record<string, unknown>) {
    const typed = typedAnswers(body)
    const answered = await this.answering.run({ hash: hashSecret(secret) }, typed, this.clock.now())
    if ('refused' in answered && answered.refused === 'not-found') throw new NotFoundException()
    return answeredPage(answered, typed, placeOf(secret), await this.sheet(secret))
  }

  private async sheet(secret: string) {
    const sheet = await sheetOf(this.database, { hash: hashSecret(secret) })
    if (!sheet) throw new NotFoundException()
    return sheet
  }
}

const placeOf = (secret: string) => ({ path: `${RETURNS}/${secret}`, who: 'link' as const, by: '' })
