import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { longMoment } from '../../shared/dates.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { bookingDetails } from './booking.queries.js'
import { bookingSentence } from './bookings.messages.js'
import { CancelABooking, mayHandle, whyNotCancel } from './cancel-a-booking.js'
import { quote, quoteSentence } from './cancellation-quote.js'
import { CancelForm } from './forms/booking.form.js'

/** Cancelling: the deadline and the charge first, then the button. */
@Controller('bookings/:id')
@Access('delegate')
export class CancellationsPages {
  constructor(
    private readonly database: DataSource,
    private readonly cancelABooking: CancelABooking,
    private readonly clock: Clock,
  ) {}

  @Get('cancel')
  ask(@Param('id') id: string, @Me() me: Who) {
    return this.page(id, me)
  }

  @Post('cancellation')
  async cancel(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(CancelForm, body)
    if (errors.length) return this.page(id, me, { values, errors }, 422)
    const answer = await this.cancelABooking.run(id, me, values, key, this.clock.now())
    if (!isRefusal(answer)) return redirect(`/bookings/${id}`, 'The booking is cancelled.')
    if (answer.refused === 'not-found') throw new NotFoundException()
    const changed = answer.refused === 'charge-changed' ? [{ field: 'reason', message: bookingSentence(answer) }] : []
    return this.page(id, me, { values, errors: changed }, 409)
  }

  private async page(id: string, me: Who, more: object = {}, status = 200) {
    const now = this.clock.now()
    const booking = await bookingDetails(this.database, id)
    if (!booking || !mayHandle(booking, me)) throw new NotFoundException()
    const refusal = whyNotCancel(booking, me, now)
    const own = booking.personId === me.id
    const charge = quote(booking, own ? 'delegate' : 'organiser', now)
    const words = {
      deadline: ['moved', 'not-approved', 'on-condition'].includes(charge.why.code) ? '' : longMoment(charge.deadline),
      sentence: quoteSentence(charge),
      refusal: refusal && bookingSentence(refusal),
    }
    return view('modules/bookings/views/cancel.njk', { booking, own, charge, ...words, ...more }, status)
  }
}
