import { Controller, Get, NotFoundException, Query, Req, Res } from '@nestjs/common'
import { ApiBearerAuth, ApiHeader, ApiQuery, ApiTags } from '@nestjs/swagger'
import type { Request, Response } from 'express'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access } from '../../../web/access.js'
import { Problem } from '../../../web/problem.js'
import { readStatementsAsked } from './rules/statements-asked.js'
import { StatementsQueries } from './statements.queries.js'

/** What this feed keeps to, said with every answer. */
export const XAPI_VERSION = '1.0.3'
const OURS = /^1\.0(\.\d+)?$/
// No transaction that writes a statement takes nearly as long: what is older than this has come, if it ever comes.
const SETTLED_MS = 60_000

/** What was learned in e-learning, as xAPI statements: to be read as from any store of statements, and not written to. */
@ApiTags('E-learning')
@ApiBearerAuth()
@ApiHeader({ name: 'X-Experience-API-Version', required: true, example: XAPI_VERSION })
@Controller('api/v1/xapi')
@Access('administrator')
export class StatementsApi {
  constructor(
    private readonly statements: StatementsQueries,
    private readonly clock: Clock,
  ) {}

  /** Which versions of xAPI can be read here. */
  @Get('about')
  about() {
    return { version: [XAPI_VERSION, '1.0.2', '1.0.1', '1.0.0'] }
  }

  /** One statement by its id, or a page of those that were asked for, newest first; `more` leads to the next page. */
  @Get('statements')
  @ApiQuery({ name: 'statementId', required: false })
  @ApiQuery({
    name: 'agent',
    required: false,
    example: '{"account":{"homePage":"https://training.example.org","name":"<id of the person>"}}',
  })
  @ApiQuery({ name: 'verb', required: false, example: 'http://adlnet.gov/expapi/verbs/completed' })
  @ApiQuery({ name: 'activity', required: false })
  @ApiQuery({ name: 'registration', required: false })
  @ApiQuery({ name: 'since', required: false, example: '2026-03-01T00:00:00Z' })
  @ApiQuery({ name: 'until', required: false })
  @ApiQuery({ name: 'limit', required: false, example: '50' })
  @ApiQuery({ name: 'format', required: false, enum: ['exact', 'ids', 'canonical'] })
  @ApiQuery({ name: 'ascending', required: false, example: 'true' })
  async read(
    @Query() given: Record<string, unknown>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    response.set('X-Experience-API-Consistent-Through', new Date(this.clock.now().getTime() - SETTLED_MS).toISOString())
    if (!OURS.test(request.get('X-Experience-API-Version') ?? ''))
      throw new Problem(400, 'version-missing', `Send the header X-Experience-API-Version: ${XAPI_VERSION}.`)
    const asked = readStatementsAsked(given)
    if (isRefusal(asked)) throw new Problem(400, 'parameter-invalid', asked.refused)
    if (asked.voided) throw new NotFoundException()
    if (asked.statementId) {
      const one = await this.statements.one(asked.statementId, asked.format)
      if (!one) throw new NotFoundException()
      response.set('Last-Modified', new Date(one.stored).toUTCString())
      return one
    }
    const { statements, next } = await this.statements.page(asked)
    return { statements, more: next ? moreOf(given as Record<string, string>, next) : '' }
  }
}

function moreOf(given: Record<string, string>, next: string): string {
  return `/api/v1/xapi/statements?${new URLSearchParams({ ...given, after: next }).toString()}`
}
