import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { bookingSentence } from '../bookings.messages.js'
import { whyNotCancel } from '../cancel-a-booking.js'
import { overrideOf, SendForm } from '../forms/desk.form.js'
import { SendAColleague } from '../send-a-colleague.js'
import { deskBooking } from './desk-booking.js'
import { movingError } from './moving.messages.js'
import { peopleFound } from './people-found.queries.js'

interface More {
  values?: Partial<SendForm>
  errors?: FieldError[]
  q?: string
  overtaken?: boolean
}

/** The desk sends a colleague of the same agency instead, over what they lack where there is a reason. */
@Controller('desk/bookings/:id')
@Access('administrator')
export class DeskColleaguePages {
  constructor(
    private readonly database: DataSource,
    private readonly sendAColleague: SendAColleague,
    private readonly clock: Clock,
  ) {}

  @Get('colleague')
  ask(@Param('id') id: string, @Me() me: Who, @Query('q') q: unknown) {
    return this.page(id, me, { values: { over: [] }, q: typeof q === 'string' ? q : '' })
  }

  @Post('substitution')
  async send(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(SendForm, body)
    if (errors.length) return this.page(id, me, { values, errors }, 422)
    const found = await deskBooking(this.database, id)
    if (!found) throw new NotFoundException()
    const { booking } = found
    const asked = { email: values.email, override: overrideOf(values), approved: values.approved === 'yes' }
    const answer = await this.sendAColleague.run(id, me, asked, key, this.clock.now())
    if (!isRefusal(answer))
      return redirect(
        `/desk/occurrences/${booking.occurrenceId}/bookings`,
        answer.state === 'requested'
          ? `The place of ${booking.personName} is held for ${answer.name} until their line manager approves it.`
          : `${answer.name} comes instead of ${booking.personName}. We have written to both.`,
      )
    if (answer.refused === 'not-found') throw new NotFoundException()
    if (answer.refused === 'already-cancelled') return this.page(id, me, { values, overtaken: true }, 409)
    return this.page(id, me, { values, errors: [movingError(answer, 'email')] }, 409)
  }

  private async page(id: string, me: Who, more: More, status = 200) {
    const found = await deskBooking(this.database, id)
    if (!found) throw new NotFoundException()
    const { booking, became } = found
    const refusal = became ? null : whyNotCancel(booking, me, this.clock.now())
    const people = more.q && booking.agencyId ? await peopleFound(this.database, more.q, booking.agencyId) : null
    const facts = { booking, became, refusal: refusal && bookingSentence(refusal) }
    return view('modules/bookings/views/desk-colleague.njk', { ...facts, people, ...more }, status)
  }
}
