import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../../shared/clock.js'
import { addDays, londonDate, longDate, whenInWords } from '../../../shared/dates.js'
import { Access, Me, type Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { isUuid } from '../booking.queries.js'
import { deskOccurrence } from '../desk.queries.js'
import { freePlaces } from '../rules/places.js'
import type { ReserveAsked } from '../rules/reserved.js'
import { ReservePlaces } from './reserve-places.js'
import { reservedOf } from './reserved.queries.js'

/** The places of one date that are kept for agencies, at the desk. */
@Controller('desk/occurrences/:id/reserved')
@Access('administrator')
export class ReservedPages {
  constructor(
    private readonly database: DataSource,
    private readonly reserving: ReservePlaces,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@Param('id') id: string) {
    return this.page(id)
  }

  @Post()
  async reserve(@Param('id') id: string, @Body() body: Record<string, unknown>, @RequestKey() key: string | undefined, @Me() me: Who) {
    const text = (field: string) => (typeof body[field] === 'string' ? body[field].trim() : '')
    const values = { agency: text('agency'), places: text('places'), returnsOn: text('returnsOn') }
    if (!isUuid(id) || !(await deskOccurrence(this.database, id))) throw new NotFoundException()
    const answer = await this.reserving.reserve(id, values, { personId: me.id, key }, this.clock.now())
    if ('errors' in answer) return this.page(id, { values, errors: answer.errors }, 422)
    return redirect(`/desk/occurrences/${id}/reserved`, `${values.places} reserved for ${answer.reserved}.`)
  }

  @Post(':reserved/giving-back')
  async giveBack(@Param('id') id: string, @Param('reserved') reserved: string) {
    if (!isUuid(id) || !isUuid(reserved) || !(await deskOccurrence(this.database, id))) throw new NotFoundException()
    const places = await this.reserving.giveBack(id, reserved, this.clock.now())
    const words =
      places === 0 ? 'Nothing was left to give back.' : `${places} ${places === 1 ? 'place is' : 'places are'} everybody’s again.`
    return redirect(`/desk/occurrences/${id}/reserved`, words)
  }

  private async page(id: string, more: { values?: ReserveAsked; errors?: FieldError[] } = {}, status = 200) {
    const occurrence = isUuid(id) ? await deskOccurrence(this.database, id) : null
    if (!occurrence) throw new NotFoundException()
    const [reserved, agencies] = await Promise.all([
      reservedOf(this.database, id),
      this.database.query<{ value: string; text: string }[]>('SELECT key AS value, name AS text FROM agency ORDER BY lower(name), key'),
    ])
    const open = reserved.filter(one => !one.returnedAt)
    const rows = reserved.map(one => ({ ...one, until: longDate(addDays(londonDate(one.returnsAt), -1)) }))
    const facts = { occurrence, when: whenInWords(occurrence.startsAt, occurrence.endsAt), rows, agencies, free: freePlaces(occurrence) }
    const unused = open.reduce((sum, one) => sum + one.unused, 0)
    const over = occurrence.cancelledAt !== null || this.clock.now() >= new Date(occurrence.startsAt)
    return view('modules/bookings/reserved/views/reserved.njk', { ...facts, unused, over, ...more }, status)
  }
}
