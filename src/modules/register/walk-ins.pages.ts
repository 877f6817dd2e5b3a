import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import type { FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { AddAWalkIn } from './add-a-walk-in.js'
import { readWalkIn, type WalkInForm } from './forms/walk-in.form.js'
import { refusalToMark } from './mark-the-register.js'
import { registerSentence } from './register.messages.js'
import { sessionToShow } from './register-page.js'
import { UUID } from './register.pages.js'
import { RegisterQueries } from './register.queries.js'
import { RemoveAWalkIn } from './remove-a-walk-in.js'

interface Body {
  session?: unknown
  idempotencyKey?: string
}
interface Shown {
  values?: Partial<WalkInForm>
  errors?: FieldError[]
  newcomer?: boolean
}

@Controller('occurrences/:id/register/walk-ins')
@Access('trainer', 'administrator')
export class WalkInsPages {
  constructor(
    private readonly register: RegisterQueries,
    private readonly adding: AddAWalkIn,
    private readonly removing: RemoveAWalkIn,
    private readonly clock: Clock,
  ) {}

  @Get()
  form(@Me() me: Who, @Param('id', UUID) id: string, @Query('session') session: unknown) {
    return this.page(me, id, session, {})
  }

  @Post()
  async add(@Me() me: Who, @Param('id', UUID) id: string, @Body() body: Body) {
    const { values, errors, newcomer } = readWalkIn(body)
    if (errors.length > 0) return this.page(me, id, body.session, { values, errors, newcomer: newcomer !== undefined })
    const { email, mark } = values
    const session = Number(body.session)
    const asked = { who: me, occurrenceId: id, email, newcomer, session, mark, key: body.idempotencyKey }
    const added = await this.adding.run(asked, this.clock.now())
    if (!isRefusal(added))
      return redirect(`/occurrences/${id}/register?session=${session}`, `${added.name} is on the register as a walk-in`)
    if (added.refused === 'nobody-found') return this.page(me, id, body.session, { values, newcomer: true })
    return this.page(me, id, body.session, { values, errors: [{ field: 'email', message: registerSentence(added) }] })
  }

  @Post(':bookingId/removal')
  async remove(@Me() me: Who, @Param('id', UUID) id: string, @Param('bookingId', UUID) bookingId: string, @Body() body: Body) {
    const removed = await this.removing.run(me, id, bookingId, this.clock.now())
    if (isRefusal(removed) && removed.refused !== 'not-a-walk-in') {
      return this.page(me, id, body.session, { errors: [{ field: 'email', message: registerSentence(removed) }] })
    }
    const notice = isRefusal(removed) ? registerSentence(removed) : `${removed.name} was taken off the register`
    return redirect(`/occurrences/${id}/register/walk-ins?session=${encodeURIComponent(String(body.session))}`, notice)
  }

  private async page(me: Who, id: string, asked: unknown, { values = {}, errors = [], newcomer = false }: Shown) {
    const now = this.clock.now()
    const [sheet, agencies] = await Promise.all([this.register.sheet(id, me), newcomer ? this.register.agencies() : []])
    if (!sheet) throw new NotFoundException()
    const closed = refusalToMark(sheet, me, now)
    const told = closed && errors.length === 0 ? [{ field: 'email', message: registerSentence(closed) }] : errors
    const facts = { occurrence: sheet.occurrence, walkIns: sheet.rows.filter(row => row.walkIn), agencies, values, newcomer }
    const shown = { ...facts, errors: told, open: !closed, session: sessionToShow(sheet, asked, now) }
    return view('modules/register/views/walk-ins.njk', shown, closed ? 409 : errors.length > 0 ? 422 : 200)
  }
}
