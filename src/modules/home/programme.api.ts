import { Controller, Get, Query } from '@nestjs/common'
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiQuery, ApiTags } from '@nestjs/swagger'
import { Clock } from '../../shared/clock.js'
import { Access } from '../../web/access.js'
import { readJson } from '../../web/forms.js'
import { freePlaces } from '../bookings/rules/places.js'
import { cursorOf, endOf, OccurrencesQuery, readCursor, startOf } from './forms/occurrences.query.js'
import { type OccurrenceRow, OccurrencesQueries } from './occurrences.queries.js'
import { bookingWindow } from './rules/booking-window.js'

const PER_PAGE = 100

class CourseName {
  @ApiProperty({ example: 'neglect-l2' }) key: string
  @ApiProperty({ example: 'Understanding Neglect Level 2' }) title: string
}

class OccurrenceItem {
  @ApiProperty({ format: 'uuid' }) id: string
  @ApiProperty() course: CourseName
  @ApiProperty() startsAt: Date
  @ApiProperty() endsAt: Date
  @ApiProperty({ nullable: true, type: String, example: 'Goscote Learning Centre' }) venue: string | null
  @ApiProperty({ example: 20 }) places: number
  @ApiProperty({ example: 5, description: 'Neither booked nor held for an offer' }) placesLeft: number
  @ApiProperty({ example: 0, description: 'How many wait for the course and could make this date' }) waiting: number
  @ApiProperty({ description: 'Whether the occurrence takes bookings here now; places are another matter' }) bookingOpen: boolean
  @ApiPropertyOptional({ description: 'Where it is booked, when not here' }) externalUrl?: string
}

class OccurrenceList {
  @ApiProperty({ type: [OccurrenceItem] }) items: OccurrenceItem[]
  @ApiPropertyOptional({ description: 'There is more: ask again with this as `cursor`' }) next?: string
}

@ApiTags('Programme')
@Controller('api/v1/occurrences')
@Access('anyone')
export class ProgrammeApi {
  constructor(
    private readonly occurrences: OccurrencesQueries,
    private readonly clock: Clock,
  ) {}

  /** The programme: coming occurrences in order of time, unless `from` says otherwise. Cancelled ones are left out. */
  @Get()
  @ApiQuery({ type: OccurrencesQuery })
  @ApiOkResponse({ type: OccurrenceList })
  async list(@Query() query: object): Promise<OccurrenceList> {
    const now = this.clock.now()
    const asked = readJson(OccurrencesQuery, query)
    const limit = Number(asked.limit ?? PER_PAGE)
    const rows = await this.occurrences.list({
      course: asked.course ?? null,
      from: asked.from ? startOf(asked.from) : now,
      to: asked.to ? endOf(asked.to) : null,
      placesLeft: asked.placesLeft === 'true',
      after: readCursor(asked.cursor),
      limit: limit + 1,
    })
    const items = rows.slice(0, limit)
    return { items: items.map(row => itemOf(row, now)), ...(rows.length > limit && { next: cursorOf(items.at(-1)!) }) }
  }
}

function itemOf(row: OccurrenceRow, now: Date): OccurrenceItem {
  const { id, startsAt, endsAt, venue, places, waiting } = row
  return {
    ...{ id, course: { key: row.courseKey, title: row.courseTitle }, startsAt, endsAt, venue, places },
    placesLeft: row.external ? 0 : freePlaces(row),
    waiting,
    bookingOpen: bookingWindow(row, now) === 'open',
    ...(row.external && row.externalUrl && { externalUrl: row.externalUrl }),
  }
}
