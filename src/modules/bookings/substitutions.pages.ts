import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { isRefusal, type Refusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import type { LaneOccurrence } from './booking-lane.facts.js'
import { readOccurrence } from './booking-lane.statements.js'
import { bookingDetails } from './booking.queries.js'
import { bookingSentence, type AnyBookingCode } from './bookings.messages.js'
import { mayHandle, whyNotCancel } from './cancel-a-booking.js'
import { quote, quoteSentence } from './cancellation-quote.js'
import { ColleagueForm } from './forms/booking.form.js'
import { SendAColleague, type Substituted } from './send-a-colleague.js'

/** Sending a colleague instead: who may come and what it costs first, then the button. */
@Controller('bookings/:id')
@Access('delegate')
export class SubstitutionsPages {
  constructor(
    private readonly database: DataSource,
    private readonly sendAColleague: SendAColleague,
    private readonly clock: Clock,
  ) {}

  @Get('send-a-colleague')
  ask(@Param('id') id: string, @Me() me: Who) {
    return this.page(id, me)
  }

  @Post('substitution')
  async send(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(ColleagueForm, body)
    if (errors.length) return this.page(id, me, { values, errors }, 422)
    const answer = await this.sendAColleague.run(id, me, values, key, this.clock.now())
    if (!isRefusal(answer)) return redirect(`/bookings/${id}`, sentence(answer))
    if (answer.refused === 'not-found') throw new NotFoundException()
    return this.page(id, me, { values, errors: [atField(answer)] }, 409)
  }

  private async page(id: string, me: Who, more: object = {}, status = 200) {
    const now = this.clock.now()
    const booking = await bookingDetails(this.database, id)
    if (!booking || !mayHandle(booking, me)) throw new NotFoundException()
    const read = readOccurrence(booking.occurrenceId)
    const [occurrence] = await this.database.query<LaneOccurrence[]>(read.text, read.values)
    const refusal = whyNotCancel(booking, me, now)
    const own = booking.personId === me.id
    const charge = quote(booking, own ? 'delegate' : 'organiser', now, true)
    const words = { sentence: quoteSentence(charge), refusal: refusal && bookingSentence(refusal), needs: occurrence?.needs ?? [] }
    return view('modules/bookings/views/send-a-colleague.njk', { booking, own, charge, ...words, ...more }, status)
  }
}

const sentence = ({ name, state }: Substituted): string =>
  state === 'requested'
    ? `The place is held for ${name} until their line manager approves it. We have written to both of you.`
    : `${name} has your place now. We have written to both of you.`

const atField = (refusal: Refusal<AnyBookingCode>): FieldError => ({ field: 'email', message: bookingSentence(refusal) })
