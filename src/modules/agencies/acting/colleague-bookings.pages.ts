import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { longMoment, whenInWords } from '../../../shared/dates.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { type FieldError, readForm } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { ColleaguesReader } from '../../bookings/colleagues.reader.js'
import { ColleaguesWriter, isLeadRefusal, type LeadRefused } from '../../bookings/colleagues.writer.js'
import { agencyOf } from '../asked.js'
import { PeopleQueries } from '../people/people.queries.js'
import { CancelForColleagueForm, SwapForm } from './acting.form.js'

interface More {
  values?: object
  errors?: FieldError[]
}

/** A colleague's booking: cancelled by the agency, or their place given to another colleague; the charge first, then the button. */
@Controller('my-agency/bookings/:id')
@Access('training lead')
export class ColleagueBookingsPages {
  constructor(
    private readonly people: PeopleQueries,
    private readonly reader: ColleaguesReader,
    private readonly writer: ColleaguesWriter,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@Param('id') id: string, @Me() me: Who) {
    return this.page('colleague-booking', id, me)
  }

  @Get('cancel')
  askToCancel(@Param('id') id: string, @Me() me: Who) {
    return this.page('colleague-cancel', id, me)
  }

  @Post('cancellation')
  async cancel(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(CancelForColleagueForm, body)
    if (errors.length) return this.page('colleague-cancel', id, me, { values, errors }, 422)
    const { reason, shownPence } = values
    const answer = await this.writer.cancel(me, { bookingId: id, reason, shownPence }, key, this.clock.now())
    if (isLeadRefusal(answer)) return this.refused('colleague-cancel', id, me, answer, { values }, 'reason')
    return redirect(`/my-agency/bookings/${id}`, 'The booking is cancelled. We have written to your colleague.')
  }

  @Get('swap')
  askToSwap(@Param('id') id: string, @Me() me: Who) {
    return this.page('colleague-swap', id, me)
  }

  @Post('substitution')
  async swap(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(SwapForm, body)
    if (errors.length) return this.page('colleague-swap', id, me, { values, errors }, 422)
    const email = await this.addressOf(agencyOf(me), values.colleague)
    if (typeof email !== 'string') return this.page('colleague-swap', id, me, { values, errors: [email] }, 422)
    const answer = await this.writer.swap(me, { bookingId: id, email, shownPence: values.shownPence }, key, this.clock.now())
    if (isLeadRefusal(answer)) return this.refused('colleague-swap', id, me, answer, { values }, 'colleague')
    const waits = answer.state === 'requested' ? ' The place is held until their line manager has answered.' : ''
    return redirect(`/my-agency/bookings/${id}`, `${answer.name} comes instead.${waits} We have written to both.`)
  }

  /** The address of the one colleague who is meant; else what to do about it. */
  private async addressOf(agencyId: string, colleague: string): Promise<string | FieldError> {
    if (colleague.includes('@')) return colleague
    const found = await this.people.find(agencyId, colleague, 5)
    if (found.length === 1) return found[0]!.email
    const message =
      found.length === 0
        ? 'Nobody at your agency has that name. Check it, or enter their e-mail address'
        : `Several colleagues have that name. Enter the e-mail address: ${found.map(one => `${one.name}, ${one.email}`).join('; ')}`
    return { field: 'colleague', message }
  }

  private refused(template: string, id: string, me: Who, { refused, sentence }: LeadRefused, more: More, field: string) {
    if (refused === 'not-found') throw new NotFoundException()
    return this.page(template, id, me, { ...more, errors: [{ field, message: sentence }] }, 409)
  }

  private async page(template: string, id: string, me: Who, more: More = {}, status = 200) {
    const found = await this.reader.booking(me, id, this.clock.now())
    if (!found) throw new NotFoundException()
    const { booking } = found
    const until = booking.approval && booking.state === 'requested' ? longMoment(booking.approval.runsOutAt) : ''
    const facts = { ...found, until, own: booking.personId === me.id, when: whenInWords(booking.startsAt, booking.endsAt) }
    // What can no longer be done has no field to be wrong in.
    const errors = found.settled ? undefined : more.errors
    return view(`modules/agencies/views/${template}.njk`, { ...facts, ...more, errors }, status)
  }
}
