import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Clock } from '../../shared/clock.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { DeskQueries } from './desk.queries.js'
import { VenueForm } from './forms/desk.forms.js'
import { SaveVenue } from './save-venue.js'
import { Venue } from './venue.entity.js'

@Controller('desk/venues')
@Access('administrator')
export class VenueDeskPages {
  constructor(
    private readonly database: DataSource,
    private readonly desk: DeskQueries,
    private readonly venues: SaveVenue,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    return view('modules/courses/views/venue-list.njk', { venues: await this.desk.venues(this.clock.now()) })
  }

  @Get('new')
  blank() {
    return view('modules/courses/views/venue-form.njk', { values: {} })
  }

  @Post()
  add(@Body() body: { idempotencyKey?: string }, @Me() me: Who) {
    return this.save(null, body, me)
  }

  @Get(':key')
  async open(@Param('key') key: string) {
    const venue = await this.database.getRepository(Venue).findOneBy({ key })
    if (!venue) throw new NotFoundException()
    return view('modules/courses/views/venue-form.njk', { key, values: venue })
  }

  @Post(':key')
  change(@Param('key') key: string, @Body() body: { idempotencyKey?: string }, @Me() me: Who) {
    return this.save(key, body, me)
  }

  private async save(key: string | null, body: { idempotencyKey?: string }, me: Who) {
    const { values, errors } = readForm(VenueForm, body)
    const answer = errors.length ? { errors } : await this.venues.run(key, values, { personId: me.id, key: body.idempotencyKey })
    if (!answer) throw new NotFoundException()
    if ('errors' in answer) return view('modules/courses/views/venue-form.njk', { key, values, ...answer }, 422)
    return redirect('/desk/venues', `${values.name} is saved.`)
  }
}
