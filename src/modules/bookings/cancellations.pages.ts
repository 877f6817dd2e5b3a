import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { longMoment } from '../../shared/dates.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { bookingDetails } from './booking.queries.js'
import { bookingSentence } from './bookings.messages.js'
import { CancelABooking, mayHandle, whyNotCancel } from './cancel-a-booking.js'
import { quote, quoteSentence } from './cancellation-quote.js'

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
  async ask(@Param('id') id: string, @Me() me: Who) {
    const now = this.clock.now()
    const booking = await bookingDetails(this.database, id)
    if (!booking || !mayHandle(booking, me)) throw new NotFoundException()
    const refusal = whyNotCancel(booking, me, now)
    const own = booking.personId === me.id
    const charge = quote(booking, own ? 'delegate' : 'organiser', now)
    return view('modules/bookings/views/cancel.njk', {
      booking,
      own,
      charge,
      deadline: longMoment(charge.deadline),
      sentence: quoteSentence(charge),
      refusal: refusal && bookingSentence(refusal),
    })
  }

  @Post('cancellation')
  async cancel(@Param('id') id: string, @Body() body: { idempotencyKey?: string; reason?: string }, @Me() me: Who) {
    const reason = (body.reason ?? '').trim().slice(0, 1000)
    const answer = await this.cancelABooking.run(id, me, reason, body.idempotencyKey, this.clock.now())
    if (!isRefusal(answer)) return redirect(`/bookings/${id}`, 'The booking is cancelled. Thank you for giving the place back.')
    if (answer.refused === 'not-found') throw new NotFoundException()
    return redirect(`/bookings/${id}`, bookingSentence(answer))
  }
}
