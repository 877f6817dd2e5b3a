import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common'
import { ApiBearerAuth, ApiBody, ApiHeader, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../shared/clock.js'
import { isRefusal, type Refusal } from '../../shared/refusal.js'
import { Access, holds, Me, type Who } from '../../web/access.js'
import { readJson } from '../../web/forms.js'
import { Problem, refusalProblem } from '../../web/problem.js'
import { RequestKey } from '../../web/request-key.js'
import { namedManager } from './approval/forms/manager.form.js'
import { BookAPlace } from './book-a-place.js'
import type { BookingAsked } from './booking-lane.facts.js'
import { isUuid } from './booking.queries.js'
import { bookingSentence, type AnyBookingCode } from './bookings.messages.js'
import { BookingsReader } from './bookings.reader.js'
import { CancelABooking } from './cancel-a-booking.js'
import { BookThePath, type PathAnswer } from './condition/book-the-path.js'
import { ApiBookingForm } from './forms/booking.form.js'

const FOR_ADMINISTRATORS = 'Only an administrator books for somebody else, or over the rules.'
const NOT_FOUND: Refusal<'not-found'> = { refused: 'not-found', facts: {} }

/** A refusal of bookings as a problem: 404 for what is not there or not theirs, 409 for the rest. */
export const bookingProblem = (refusal: Refusal<AnyBookingCode>) =>
  refusalProblem(refusal, bookingSentence(refusal), refusal.refused === 'not-found' ? 404 : 409)

const keyAndTitle = ({ key, title }: { key: string; title: string }) => ({ key, title })

@ApiTags('Bookings')
@ApiBearerAuth()
@Controller('api/v1')
@Access('delegate')
export class BookingsApi {
  constructor(
    private readonly book: BookAPlace,
    private readonly cancelABooking: CancelABooking,
    private readonly bookings: BookingsReader,
    private readonly path: BookThePath,
    private readonly clock: Clock,
  ) {}

  @Post('occurrences/:id/bookings')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ type: ApiBookingForm, required: false })
  async create(@Param('id') id: string, @Body() body: object | undefined, @RequestKey() key: string | undefined, @Me() me: Who) {
    const form = readJson(ApiBookingForm, body ?? {})
    const { personId = me.id, override = null, approved = false, accepted, access = '', dietary = '' } = form
    if ((personId !== me.id || override || approved) && !holds(me, 'administrator'))
      throw new Problem(403, 'not-allowed', FOR_ADMINISTRATORS)
    const { approvers, errors } = namedManager(form, personId === me.id ? me.email : '')
    if (errors.length) throw new Problem(422, 'fields-invalid', errors.map(e => e.message).join(' '), { errors })
    const asked = { personId, bookedById: me.id, key, override, approvers, approved, accepted, access, dietary }
    const answer = isUuid(id) ? await this.take(id, asked, form.onCondition ?? false) : NOT_FOUND
    if (isRefusal(answer)) throw await this.problem(answer, id, personId)
    return answer
  }

  private take(id: string, asked: BookingAsked, onCondition: boolean): Promise<PathAnswer> {
    return onCondition ? this.path.run(id, asked, null, this.clock.now()) : this.book.run(id, asked)
  }

  /** Who lacks something is told whether the place can be had on condition, and on which. */
  private async problem(refusal: Refusal<AnyBookingCode>, id: string, personId: string) {
    if (refusal.refused !== 'prerequisites-missing') return bookingProblem(refusal)
    const offer = await this.path.offerOn(id, personId, this.clock.now())
    const courses = offer?.courses.map(({ key, title }) => ({ key, title }))
    const condition = offer ? { condition: { courses, until: offer.until } } : {}
    return new Problem(409, refusal.refused, bookingSentence(refusal), {
      ...refusal.facts,
      canBookOnCondition: offer !== null,
      ...condition,
    })
  }

  @Delete('bookings/:id')
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @HttpCode(200)
  async cancel(@Param('id') id: string, @RequestKey() key: string | undefined, @Me() me: Who) {
    const answer = await this.cancelABooking.run(id, me, {}, key, this.clock.now())
    if (isRefusal(answer)) throw bookingProblem(answer)
    return answer
  }

  @Get('me/bookings')
  async mine(@Me() me: Who) {
    const rows = await this.bookings.bookingsOf(me.id)
    const items = rows.map(row => ({
      id: row.id,
      reference: row.reference,
      state: row.state,
      ...(row.condition && {
        condition: { state: row.condition.state, courses: row.condition.courses.map(keyAndTitle), until: row.condition.until },
      }),
      occurrence: { id: row.occurrenceId, startsAt: row.startsAt, endsAt: row.endsAt, venue: row.venue },
      course: { key: row.courseKey, title: row.courseTitle },
    }))
    return { items }
  }
}
