import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { longDate } from '../../shared/dates.js'
import { isRefusal } from '../../shared/refusal.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm, type FieldError } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { BookAPlace } from './book-a-place.js'
import type { BookingMade } from './booking-lane.facts.js'
import { isUuid } from './booking.queries.js'
import { BookThePath } from './condition/book-the-path.js'
import { deskError } from './desk.messages.js'
import { deskGroups } from './desk/desk-rows.js'
import { peopleFound } from './desk/people-found.queries.js'
import { bookingsDesk, deskOccurrence, personByEmail } from './desk.queries.js'
import { BookForForm } from './forms/booking.form.js'
import { acceptedNow, termsShown } from './policies/terms.queries.js'
import { OfferFreedPlaces } from './waiting/offer-freed-places.js'
import { freePlaces } from './rules/places.js'

const NOBODY: FieldError = { field: 'email', message: 'Nobody is registered with that e-mail address. Check it, or ask them to register' }

/** The desk of one occurrence: who comes, who waits, and booking for somebody. */
@Controller('desk/occurrences/:id/bookings')
@Access('administrator')
export class DeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly book: BookAPlace,
    private readonly offers: OfferFreedPlaces,
    private readonly path: BookThePath,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('id') id: string) {
    await this.offers.settleDue(this.clock.now())
    const desk = isUuid(id) ? await bookingsDesk(this.database, id) : null
    if (!desk) throw new NotFoundException()
    const { occurrence, bookings, waiting } = desk
    const facts = { occurrence, placesLeft: freePlaces(occurrence), open: occurrence.cancelledAt === null }
    return view('modules/bookings/views/desk.njk', { ...facts, groups: deskGroups(bookings, waiting, new Date(occurrence.startsAt)) })
  }

  @Get('for-somebody')
  askFor(@Param('id') id: string, @Query('q') q: unknown) {
    return this.form(id, { values: { over: [] }, q: typeof q === 'string' ? q : '' })
  }

  @Post()
  async bookFor(@Param('id') id: string, @Body() body: object, @RequestKey() key: string | undefined, @Me() me: Who) {
    const { values, errors } = readForm(BookForForm, body)
    if (!isUuid(id)) throw new NotFoundException()
    const person = errors.length ? undefined : await personByEmail(this.database, values.email)
    if (!person) return this.form(id, { values, errors: errors.length ? errors : [NOBODY] }, 422)
    const { over, approved, onCondition, accepted, reason = '', access = '', dietary = '' } = values
    const override = over.length ? { over, reason } : null
    const asked = { personId: person.id, bookedById: me.id, key, override, approved: approved === 'yes', accepted, access, dietary }
    const now = this.clock.now()
    const answer = await (onCondition === 'yes' ? this.path.run(id, asked, null, now) : this.book.run(id, asked))
    if (!isRefusal(answer)) return redirect(`/desk/occurrences/${id}/bookings`, told(person.name, answer))
    if (answer.refused === 'not-found') throw new NotFoundException()
    const occurrence = await deskOccurrence(this.database, id)
    return this.form(
      id,
      { values, errors: [deskError(answer, id, occurrence?.needs ?? [], occurrence !== null && now >= new Date(occurrence.startsAt))] },
      409,
    )
  }

  /** The form, with the people found or with what was typed; nothing of the list, which may be long. */
  private async form(id: string, more: { q?: string; values?: Partial<BookForForm>; errors?: FieldError[] }, status = 200) {
    const occurrence = isUuid(id) ? await deskOccurrence(this.database, id) : null
    if (!occurrence) throw new NotFoundException()
    const people = more.q ? await peopleFound(this.database, more.q) : null
    const agreed = { ...acceptedNow(occurrence, this.clock.now()), ...(await termsShown(this.database, occurrence)) }
    const facts = { occurrence, placesLeft: freePlaces(occurrence), people, ...agreed }
    return view('modules/bookings/views/book-for.njk', { ...facts, ...more }, status)
  }
}

function told(name: string, { state, reference, condition }: BookingMade): string {
  const kept = condition
    ? `, on condition that they complete ${condition.courses.map(({ title }) => title).join(' and ')} by ${longDate(condition.until)}`
    : ''
  return state === 'requested'
    ? `${name}’s place waits for their line manager${kept}: ${reference}.`
    : `${name} has a place${kept}: ${reference}.`
}
