import { BadRequestException, Body, Controller, Get, HttpCode, NotFoundException, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { isRefusal, type Refusal } from '../../shared/refusal.js'
import { Access, holds, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RegisterAsides } from './asides.writer.js'
import { fillTaps, postedTaps, type MarksBody } from './forms/marks-body.js'
import { TapForm } from './forms/tap.form.js'
import { MarkTheRegister, refusalToMark } from './mark-the-register.js'
import { registerSentence } from './register.messages.js'
import { sessionSteps, sessionToShow, sumsOf } from './register-page.js'
import { RegisterQueries, type RegisterSheet } from './register.queries.js'
import type { Tap } from './rules/taps.js'

export const UUID = new ParseUUIDPipe({ errorHttpStatusCode: 404 })
const MOST_TAPS = 2000

@Controller('occurrences/:id/register')
@Access('trainer', 'administrator')
export class RegisterPages {
  constructor(
    private readonly register: RegisterQueries,
    private readonly marking: MarkTheRegister,
    private readonly asides: RegisterAsides,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@Me() me: Who, @Param('id', UUID) id: string, @Query('session') session: unknown) {
    return this.page(me, id, session)
  }

  /** Both ways of marking: a whole session as a form, and taps one by one as JSON; these are answered with what became of each. */
  @Post('marks')
  @HttpCode(200)
  async mark(@Me() me: Who, @Param('id', UUID) id: string, @Body() body: MarksBody & { taps?: unknown }) {
    const now = this.clock.now()
    if (body.taps !== undefined) return this.marking.run(me, id, readTaps(body.taps), now).then(tapAnswer)
    const sheet = await this.register.sheet(id, me)
    if (!sheet) throw new NotFoundException()
    if (!sheet.occurrence.sessions.some(one => one.number === Number(body.session))) throw new BadRequestException()
    const taps = body.fill === undefined ? postedTaps(body, sheet, now) : fillTaps(body, sheet, now)
    const marked = await this.marking.run(me, id, taps, now)
    if (isRefusal(marked)) return this.page(me, id, body.session, marked)
    const back = body.back === 'closure' ? '/closure' : `?session=${Number(body.session)}`
    return redirect(`/occurrences/${id}/register${back}`, saved(taps.length))
  }

  private async page(me: Who, id: string, asked: unknown, refusal?: Refusal) {
    const now = this.clock.now()
    const [sheet, changes, asides] = await Promise.all([this.register.sheet(id, me), this.register.changes(id), this.asides.of(id, now)])
    if (!sheet) throw new NotFoundException()
    const session = sessionToShow(sheet, asked, now)
    const closed = refusalToMark(sheet, me, now)
    const facts = {
      ...sheet,
      session,
      closed: closed && registerSentence(closed),
      sums: sumsOf(sheet),
      marked: marksOf(sheet).length > 0,
      now: now.getTime(),
      changes,
      asides,
      sessions: sessionSteps(sheet.occurrence, sheet.rows, session),
    }
    const errors = refusal ? [{ field: 'register', message: registerSentence(refusal) }] : []
    const mayReopen = holds(me, 'administrator')
    return view('modules/register/views/register.njk', { ...facts, errors, mayReopen }, refusal ? 409 : 200)
  }
}

const saved = (count: number): string => (count === 0 ? 'Nothing had changed' : count === 1 ? '1 mark saved' : `${count} marks saved`)

function readTaps(taps: unknown): Tap[] {
  if (!Array.isArray(taps) || taps.length > MOST_TAPS) throw new BadRequestException()
  const read = taps.map(tap => readForm(TapForm, tap))
  if (read.some(({ errors }) => errors.length > 0)) throw new BadRequestException()
  return read.map(({ values }) => ({ ...values, at: new Date(values.at) }))
}

/** The register's script keeps a refused tap, and forgets each one that has an outcome. */
function tapAnswer(marked: Awaited<ReturnType<MarkTheRegister['run']>>) {
  if (isRefusal(marked)) return { refused: { code: marked.refused, sentence: `${registerSentence(marked)}.` } }
  return { outcomes: marked.outcomes, marks: marksOf(marked.sheet) }
}

export const marksOf = ({ rows }: RegisterSheet) =>
  rows.flatMap(({ bookingId, marks }) => Object.entries(marks).map(([session, mark]) => ({ bookingId, session: Number(session), mark })))
