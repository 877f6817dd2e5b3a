import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { whenInWords } from '../../../shared/dates.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { bookingSentence } from '../bookings.messages.js'
import { whyNotCancel } from '../cancel-a-booking.js'
import { overrideOf, SwapForm } from '../forms/desk.form.js'
import { deskBooking } from './desk-booking.js'
import { placesToSwap, type PlaceToSwap } from './desk-dates.queries.js'
import { movingError } from './moving.messages.js'
import { SwapDates } from './swap-dates.js'

/** Two people change places between two dates of a course. */
@Controller('desk/bookings/:id/swap')
@Access('administrator')
export class DeskSwapPages {
  constructor(
    private readonly database: DataSource,
    private readonly swapDates: SwapDates,
    private readonly clock: Clock,
  ) {}

  @Get()
  ask(@Param('id') id: string, @Me() me: Who) {
    return this.page(id, me, { values: { over: [], by: 'delegate' } })
  }

  @Post()
  async swap(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(SwapForm, body)
    if (errors.length) return this.page(id, me, { values, errors }, 422)
    const found = await deskBooking(this.database, id)
    if (!found) throw new NotFoundException()
    const asked = { with: values.with, by: values.by, note: values.reason, override: overrideOf(values) }
    const answer = await this.swapDates.run(id, me, asked, key, this.clock.now())
    const { occurrenceId, personName } = found.booking
    if (!isRefusal(answer))
      return redirect(`/desk/occurrences/${occurrenceId}/bookings`, `${personName} has changed places. We have written to both of them.`)
    if (answer.refused === 'not-found') throw new NotFoundException()
    return this.page(id, me, { values, errors: [movingError(answer, 'with')], overtaken: answer.refused === 'already-cancelled' }, 409)
  }

  private async page(id: string, me: Who, more: { values?: Partial<SwapForm>; errors?: FieldError[]; overtaken?: boolean }, status = 200) {
    const found = await deskBooking(this.database, id)
    if (!found) throw new NotFoundException()
    const { booking, became } = found
    const now = this.clock.now()
    const places = became ? [] : await placesToSwap(this.database, booking.courseId, booking.occurrenceId, now)
    const refusal = became ? null : whyNotCancel(booking, me, now)
    const facts = { booking, became, groups: byDate(places), refusal: refusal && bookingSentence(refusal) }
    return view('modules/bookings/views/desk-swap.njk', { ...facts, ...more }, status)
  }
}

/** The people of each date, the dates in order. */
function byDate(places: PlaceToSwap[]) {
  const groups = new Map<string, { when: string; items: { value: string; text: string }[] }>()
  for (const { id, name, agency, occurrenceId, startsAt, endsAt, reference } of places) {
    const group = groups.get(occurrenceId) ?? { when: whenInWords(startsAt, endsAt), items: [] }
    group.items.push({ value: id, text: [name, agency, reference].filter(Boolean).join(', ') })
    groups.set(occurrenceId, group)
  }
  return [...groups.values()]
}
