import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common'
import { ApiBearerAuth, ApiBody, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../shared/clock.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readJson } from '../../web/forms.js'
import { refusalProblem } from '../../web/problem.js'
import { CloseTheRegister } from './close-the-register.js'
import { MarkForm } from './forms/mark.form.js'
import { readMarks } from './forms/read-marks.js'
import { ReopeningForm } from './forms/reopening.form.js'
import { PutTheRegister } from './put-the-register.js'
import { registerSentence } from './register.messages.js'
import { UUID } from './register.pages.js'
import { sumsOf } from './register-page.js'
import { RegisterQueries, type RegisterSheet } from './register.queries.js'
import { ReopenTheRegister } from './reopen-the-register.js'

@ApiTags('Register')
@ApiBearerAuth()
@Controller('api/v1/occurrences/:id/register')
@Access('trainer', 'administrator')
export class RegisterApi {
  constructor(
    private readonly register: RegisterQueries,
    private readonly putting: PutTheRegister,
    private readonly closing: CloseTheRegister,
    private readonly reopening: ReopenTheRegister,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who, @Param('id', UUID) id: string) {
    const sheet = await this.register.sheet(id, me)
    if (!sheet) throw problem(refuse('not-found'))
    return asJson(sheet)
  }

  /** Marks, and walk-ins by person: those named are set, all others stay as they are. All or nothing. */
  @Put()
  @ApiBody({ type: [MarkForm] })
  async put(@Me() me: Who, @Param('id', UUID) id: string, @Body() body: unknown) {
    const sheet = await this.putting.run(me, id, readMarks(body), this.clock.now())
    if (isRefusal(sheet)) throw problem(sheet)
    return asJson(sheet)
  }

  @Post('closure')
  @HttpCode(200)
  async close(@Me() me: Who, @Param('id', UUID) id: string) {
    const now = this.clock.now()
    const closed = await this.closing.run(me, id, now)
    if (isRefusal(closed)) throw problem(closed)
    return { closedAt: now, sums: closed }
  }

  @Post('reopening')
  @HttpCode(200)
  @Access('administrator')
  async reopen(@Me() me: Who, @Param('id', UUID) id: string, @Body() body: unknown) {
    const { reason } = readJson(ReopeningForm, body)
    const reopened = await this.reopening.run(me, id, reason, this.clock.now())
    if (isRefusal(reopened)) throw problem(reopened)
    return reopened
  }
}

const STATUS: Record<string, number> = { 'not-found': 404, 'not-on-register': 422, 'no-such-session': 422, 'nobody-found': 422 }

const problem = (refusal: Refusal) => refusalProblem(refusal, `${registerSentence(refusal)}.`, STATUS[refusal.refused] ?? 409)

/** The register for programs. Needs are not in it: they are for the page of who is in the room. */
function asJson(sheet: RegisterSheet) {
  const { occurrence, rows, cancelled } = sheet
  return {
    occurrence: occurrence.id,
    closedAt: occurrence.registerClosedAt,
    sessions: occurrence.sessions,
    sums: { ...sumsOf(sheet), cancelled },
    items: rows.map(({ bookingId, personId, name, agency, walkIn, state, marks }) => ({
      bookingId,
      personId,
      name,
      agency,
      walkIn,
      state,
      marks: Object.entries(marks).map(([session, mark]) => ({ session: Number(session), mark })),
    })),
  }
}
