import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { isRefusal, type Refusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { closeRegister, registerSums } from '../bookings/rules/register.js'
import { CloseTheRegister } from './close-the-register.js'
import { registerSentence } from './register.messages.js'
import { unmarkedAt } from './register-page.js'
import { UUID } from './register.pages.js'
import { RegisterQueries, type RegisterSheet } from './register.queries.js'
import { ReopenTheRegister } from './reopen-the-register.js'

@Controller('occurrences/:id/register')
export class ClosurePages {
  constructor(
    private readonly register: RegisterQueries,
    private readonly closing: CloseTheRegister,
    private readonly reopening: ReopenTheRegister,
    private readonly clock: Clock,
  ) {}

  @Get('closure')
  @Access('trainer', 'administrator')
  async check(@Me() me: Who, @Param('id', UUID) id: string) {
    const sheet = await this.register.sheet(id, me)
    if (!sheet) throw new NotFoundException()
    return sheet.occurrence.registerClosedAt ? redirect(`/occurrences/${id}/register`) : closurePage(sheet, this.clock.now())
  }

  /** Closing twice is harmless: the second is shown the closed register. */
  @Post('closure')
  @Access('trainer', 'administrator')
  async close(@Me() me: Who, @Param('id', UUID) id: string) {
    const now = this.clock.now()
    const closed = await this.closing.run(me, id, now)
    if (!isRefusal(closed)) return redirect(`/occurrences/${id}/register`, `The register is closed: ${closed.present} present`)
    const sheet = await this.register.sheet(id, me)
    if (!sheet) throw new NotFoundException()
    return closed.refused === 'register-already-closed' ? redirect(`/occurrences/${id}/register`) : closurePage(sheet, now, closed)
  }

  @Get('reopening')
  @Access('administrator')
  ask(@Me() me: Who, @Param('id', UUID) id: string) {
    return this.reopeningPage(me, id, '')
  }

  @Post('reopening')
  @Access('administrator')
  async reopen(@Me() me: Who, @Param('id', UUID) id: string, @Body() body: { reason?: unknown }) {
    const reason = typeof body.reason === 'string' ? body.reason : ''
    const reopened = await this.reopening.run(me, id, reason, this.clock.now())
    if (!isRefusal(reopened)) return redirect(`/occurrences/${id}/register`, 'The register is open again')
    return this.reopeningPage(me, id, reason, reopened)
  }

  private async reopeningPage(me: Who, id: string, reason: string, refusal?: Refusal) {
    const sheet = await this.register.sheet(id, me)
    if (!sheet) throw new NotFoundException()
    if (!sheet.occurrence.registerClosedAt) return redirect(`/occurrences/${id}/register`)
    const errors = refusal ? [{ field: 'reason', message: registerSentence(refusal) }] : []
    return view('modules/register/views/reopening.njk', { occurrence: sheet.occurrence, reason, errors }, refusal ? 422 : 200)
  }
}

/** What closing would do, or what still stands in its way: the page asks the very rule that closes. */
function closurePage(sheet: RegisterSheet, now: Date, refused?: Refusal) {
  const { occurrence, rows, cancelled } = sheet
  const plan = closeRegister(sheet, now)
  const obstacle = isRefusal(plan) ? plan : null
  const ids = new Set([obstacle?.facts.unmarked, obstacle?.facts.walkIns].flat())
  const unmarked = occurrence.sessions.map(session => ({ ...session, people: unmarkedAt(rows, session.number) }))
  const facts = {
    occurrence,
    cancelled,
    sums: registerSums(sheet),
    obstacle: obstacle && { code: obstacle.refused, sentence: registerSentence(obstacle) },
    unmarked: unmarked.filter(session => session.people.length > 0),
    open: rows.filter(row => occurrence.sessions.some(session => !row.marks[session.number])).length,
    named: rows.filter(row => ids.has(row.bookingId)),
    noShows: isRefusal(plan) ? [] : rows.filter(row => plan.outcomes.some(o => o.bookingId === row.bookingId && o.outcome === 'no-show')),
  }
  const errors = refused ? [{ field: 'closure', message: registerSentence(refused) }] : []
  return view('modules/register/views/closure.njk', { ...facts, errors }, refused ? 409 : 200)
}
