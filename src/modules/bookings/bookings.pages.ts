import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { londonDate } from '../../shared/dates.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { runsInWords } from '../courses/rules/viability.js'
import { readManager } from './approval/forms/manager.form.js'
import { BookAPlace } from './book-a-place.js'
import { bookingPreview } from './booking-preview.js'
import { bookingDetails, type BookingDetails, isUuid } from './booking.queries.js'
import { bookingSentence, NO_PLACE } from './bookings.messages.js'
import { mayHandle, whyNotCancel } from './cancel-a-booking.js'
import { quote, quoteSentence } from './cancellation-quote.js'
import { JoiningGates } from './coming/joining-gates.writer.js'
import { isOpen } from './condition/kept-on.js'
import { BookThePath } from './condition/book-the-path.js'
import { type BookingForm, PathForm } from './forms/booking.form.js'
import { termsShown } from './policies/terms.queries.js'
import type { Approvers } from './rules/approval.js'
import { isLive } from './rules/booking-states.js'

/** Book, check, done. */
@Controller()
@Access('delegate')
export class BookingsPages {
  constructor(
    private readonly database: DataSource,
    private readonly book: BookAPlace,
    private readonly path: BookThePath,
    private readonly clock: Clock,
    private readonly gates: JoiningGates,
  ) {}

  @Get('occurrences/:id/book')
  async check(@Param('id') id: string, @Me() me: Who) {
    return this.checkPage(id, me, {})
  }

  @Post('occurrences/:id/bookings')
  async create(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(PathForm, body)
    const manager = readManager(body, me.email)
    const typed = { ...values, ...manager.values }
    if (errors.length || manager.errors.length)
      return this.checkPage(id, me, { values: typed, errors: [...manager.errors, ...errors] }, 422)
    if (!isUuid(id)) throw new NotFoundException()
    const { accepted, access = '', dietary = '' } = values
    const asked = { personId: me.id, bookedById: me.id, key, approvers: manager.values, accepted, access, dietary }
    const now = this.clock.now()
    const answer = await (values.onCondition ? this.path.run(id, asked, values.shownUntil ?? null, now) : this.book.run(id, asked))
    if (!isRefusal(answer)) return redirect(`/bookings/${answer.id}/done`)
    if (answer.refused === 'not-found') throw new NotFoundException()
    if (answer.refused === 'manager-missing')
      return this.checkPage(id, me, { values: typed, errors: [{ field: 'managerName', message: bookingSentence(answer) }] }, 409)
    // What was typed stays, should the place have come back meanwhile.
    return this.checkPage(id, me, { values: typed, sentence: bookingSentence(answer), justNow: answer.refused === 'full' }, 409)
  }

  @Get('bookings/:id/done')
  done(@Param('id') id: string, @Me() me: Who) {
    return this.bookingPage(id, me, { done: true })
  }

  @Get('bookings/:id')
  show(@Param('id') id: string, @Me() me: Who) {
    return this.bookingPage(id, me, {})
  }

  private async checkPage(
    id: string,
    me: Who,
    more: { justNow?: boolean; values?: BookingForm & Partial<Approvers>; errors?: FieldError[]; sentence?: string },
    status = 200,
  ) {
    const now = this.clock.now()
    const preview = isUuid(id) ? await bookingPreview(this.database, id, me.id, now) : null
    if (!preview) throw new NotFoundException()
    const { refusal } = preview
    const onPath = refusal?.refused === 'prerequisites-missing' ? await this.path.offer(preview, now) : null
    if (!refusal || onPath) {
      const values = { ...preview.approval?.approvers, ...more.values }
      const shown = await termsShown(this.database, preview.occurrence)
      return view('modules/bookings/views/book.njk', { ...preview, ...shown, ...more, values, onPath }, status)
    }
    const heading = more.justNow ? 'The last place has just gone' : NO_PLACE[refusal.refused]
    return view('modules/bookings/views/no-place.njk', { ...preview, heading, sentence: bookingSentence(refusal) }, status)
  }

  private async bookingPage(id: string, me: Who, more: object) {
    const booking = await bookingDetails(this.database, id)
    if (!booking || !mayHandle(booking, me)) throw new NotFoundException()
    const now = this.clock.now()
    const own = booking.personId === me.id
    const cancellation = whyNotCancel(booking, me, now) ? null : quoteSentence(quote(booking, own ? 'delegate' : 'organiser', now))
    const held = own && booking.state === 'booked' ? (await this.gates.held([id], now)).get(id) : undefined
    return view('modules/bookings/views/booking.njk', {
      booking,
      runs: runsOf(booking, now),
      cancellation,
      own,
      held,
      ...keptFacts(booking),
      ...more,
    })
  }
}

/** Whether its date may still not run, in words; nothing once it has begun. */
const runsOf = ({ runs, state, startsAt }: BookingDetails, now: Date): string =>
  isLive(state) && startsAt > now ? runsInWords(runs, londonDate(now)) : ''

/** The condition that a live booking hangs on, and what to begin with. */
function keptFacts({ condition, state }: BookingDetails) {
  const kept = isOpen(condition) && isLive(state) ? condition : null
  return { kept, toStart: kept?.courses.find(course => !course.done) }
}
