import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { whenInWords } from '../../../shared/dates.js'
import { pounds } from '../../../shared/money.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import type { BookingDetails } from '../booking.queries.js'
import { bookingSentence } from '../bookings.messages.js'
import { whyNotCancel } from '../cancel-a-booking.js'
import { askedAtOf, MoveForm, overrideOf, waiverOf } from '../forms/desk.form.js'
import { freePlaces } from '../rules/places.js'
import { deskBooking } from './desk-booking.js'
import { type DateToMoveTo, datesToMoveTo } from './desk-dates.queries.js'
import { MoveABooking, type MoveMade } from './move-a-booking.js'
import { movingError } from './moving.messages.js'
import { chargeJustNow, chargeOfWish, type ShownCharge, wasShown } from './shown-charge.js'

interface More {
  values?: Partial<MoveForm>
  errors?: FieldError[]
  check?: ShownCharge
  overtaken?: boolean
}

/** Moving a booking to another date of its course: where to, by whose wish, and what the old date costs, if anything. */
@Controller('desk/bookings/:id/move')
@Access('administrator')
export class DeskMovePages {
  constructor(
    private readonly database: DataSource,
    private readonly moveABooking: MoveABooking,
    private readonly clock: Clock,
  ) {}

  @Get()
  ask(@Param('id') id: string, @Me() me: Who) {
    return this.page(id, me, { values: { charge: 'rule', over: [] } })
  }

  @Post()
  async move(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(MoveForm, body)
    const { askedAt, errors: moment } = askedAtOf(values)
    if (errors.length || moment.length) return this.page(id, me, { values, errors: [...errors, ...moment] }, 422)
    const now = this.clock.now()
    const found = await deskBooking(this.database, id)
    if (!found) throw new NotFoundException()
    const { booking, became } = found
    const shown = chargeOfWish(booking, { by: values.by, askedAt }, now)
    if (!became && !isRefusal(shown) && !wasShown(shown, values.by, values.shown)) return this.page(id, me, { values, check: shown })
    const { by, to, reason: note } = values
    const asked = { by, to, note, askedAt, override: overrideOf(values), waiver: waiverOf(values) }
    const answer = await this.moveABooking.run(id, me, { ...asked, shownPence: isRefusal(shown) ? null : shown.pence }, key, now)
    if (!isRefusal(answer)) return redirect(`/desk/occurrences/${to}/bookings`, told(booking, answer))
    if (answer.refused === 'not-found') throw new NotFoundException()
    if (answer.refused === 'already-cancelled') return this.page(id, me, { values, overtaken: true }, 409)
    return this.page(id, me, { values, errors: [movingError(answer, 'to')] }, 409)
  }

  private async page(id: string, me: Who, more: More, status = 200) {
    const found = await deskBooking(this.database, id)
    if (!found) throw new NotFoundException()
    const { booking, became } = found
    const now = this.clock.now()
    const dates = became ? [] : await datesToMoveTo(this.database, booking.courseId, booking.occurrenceId, now)
    const refusal = became ? null : whyNotCancel(booking, me, now)
    const facts = {
      ...{ booking, became, dates: dates.map(inWords), justNow: chargeJustNow(booking, now) },
      refusal: refusal && bookingSentence(refusal),
    }
    return view('modules/bookings/views/desk-move.njk', { ...facts, ...more }, status)
  }
}

function inWords(date: DateToMoveTo) {
  const left = freePlaces(date)
  const room = left === 0 ? 'full' : left === 1 ? '1 place left' : `${left} places left`
  const hint = `${date.where}, ${room}${date.closed ? ', booking is not open' : ''}`
  return { value: date.id, text: whenInWords(date.startsAt, date.endsAt), hint }
}

const told = ({ personName }: BookingDetails, { reference, state, chargePence }: MoveMade): string =>
  [
    `${personName} is moved to this date: ${reference}.`,
    state === 'requested' ? 'Their line manager is asked anew.' : 'We have written to them.',
    chargePence > 0 ? `A charge of ${pounds(chargePence)} for the old date is proposed.` : '',
  ]
    .filter(Boolean)
    .join(' ')
