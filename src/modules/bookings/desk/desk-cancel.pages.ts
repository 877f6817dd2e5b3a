import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { longMoment } from '../../../shared/dates.js'
import { pounds } from '../../../shared/money.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { bookingSentence } from '../bookings.messages.js'
import { whyNotCancel } from '../cancel-a-booking.js'
import { quote } from '../cancellation-quote.js'
import { askedAtOf, waiverOf, WishForm } from '../forms/desk.form.js'
import { CancelFromDesk } from './cancel-from-desk.js'
import { deskBooking } from './desk-booking.js'
import { movingError } from './moving.messages.js'
import { chargeJustNow, chargeOfWish, type ShownCharge, wasShown } from './shown-charge.js'

interface More {
  values?: Partial<WishForm>
  errors?: FieldError[]
  /** The charge of the moment that was entered, to be looked at before the button is pressed again. */
  check?: ShownCharge
  overtaken?: boolean
}

/** The desk cancels for whoever asked: by whom, when they asked, and what becomes of the charge, which is shown before. */
@Controller('desk/bookings/:id')
@Access('administrator')
export class DeskCancelPages {
  constructor(
    private readonly database: DataSource,
    private readonly cancelFromDesk: CancelFromDesk,
    private readonly clock: Clock,
  ) {}

  @Get('cancel')
  ask(@Param('id') id: string, @Me() me: Who) {
    return this.page(id, me, { values: { by: 'delegate', charge: 'rule' } })
  }

  @Post('cancellation')
  async cancel(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(WishForm, body)
    const { askedAt, errors: moment } = askedAtOf(values)
    if (errors.length || moment.length) return this.page(id, me, { values, errors: [...errors, ...moment] }, 422)
    const now = this.clock.now()
    const found = await deskBooking(this.database, id)
    if (!found) throw new NotFoundException()
    const shown = chargeOfWish(found.booking, { by: values.by, askedAt }, now)
    if (!found.became && !isRefusal(shown) && !wasShown(shown, values.by, values.shown)) return this.page(id, me, { values, check: shown })
    const asked = { by: values.by, askedAt, reason: values.reason, waiver: waiverOf(values) }
    const shownPence = isRefusal(shown) ? null : shown.pence
    const answer = await this.cancelFromDesk.run(id, me, { ...asked, shownPence }, key, now)
    if (!isRefusal(answer))
      return redirect(`/desk/occurrences/${found.booking.occurrenceId}/bookings`, told(found.booking.personName, answer))
    if (answer.refused === 'not-found') throw new NotFoundException()
    if (answer.refused === 'already-cancelled') return this.page(id, me, { values, overtaken: true }, 409)
    return this.page(id, me, { values, errors: [movingError(answer, 'reason')] }, 409)
  }

  private async page(id: string, me: Who, more: More, status = 200) {
    const found = await deskBooking(this.database, id)
    if (!found) throw new NotFoundException()
    const { booking, became } = found
    const now = this.clock.now()
    const refusal = became ? null : whyNotCancel(booking, me, now)
    const justNow = chargeJustNow(booking, now)
    const { why, deadline } = quote(booking, 'delegate', now)
    const facts = {
      ...{ booking, became, justNow, refusal: refusal && bookingSentence(refusal) },
      deadline: ['moved', 'not-approved', 'on-condition'].includes(why.code) ? '' : longMoment(deadline),
    }
    return view('modules/bookings/views/desk-cancel.njk', { ...facts, ...more }, status)
  }
}

const told = (name: string, { chargePence, late }: { chargePence: number; late: boolean }): string =>
  `The booking of ${name} is cancelled. ${chargePence > 0 ? `A charge of ${pounds(chargePence)} is proposed.` : late ? 'It was late; nothing is charged.' : 'There is no charge.'}`
