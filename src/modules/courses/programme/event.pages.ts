import { Controller, Get, NotFoundException, Param, ParseUUIDPipe } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { whenInWords } from '../../../shared/dates.js'
import { Access } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { viabilityOf } from '../rules/viability.js'

interface Row {
  id: string
  courseKey: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  venue: string | null
  places: number
  booked: number
  draft: boolean
  fewest: number | null
  confirmedAt: Date | null
  cancelledAt: Date | null
  external: boolean
}

const DATES = `
  SELECT o.id, c.key AS "courseKey", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", v.name AS venue, o.places, o.booked,
    o.draft, o.fewest, o.confirmed_at AS "confirmedAt", o.cancelled_at AS "cancelledAt", o.external_url <> '' OR c.kind <> 'scheduled' AS external
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.event_id = $1 ORDER BY o.starts_at, o.id`

/** An event: its dates, what is to be published of them, and the way to more dates like these. */
@Controller('desk/events/:id')
@Access('administrator')
export class EventPages {
  constructor(private readonly database: DataSource) {}

  @Get()
  async show(@Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() })) id: string) {
    const rows = await this.database.query<Row[]>(DATES, [id])
    const [first] = rows
    if (!first) throw new NotFoundException()
    const dates = rows.map(row => ({
      ...row,
      when: whenInWords(row.startsAt, row.endsAt),
      viability: viabilityOf({ ...row, decideOn: null, confirmed: row.confirmedAt !== null, cancelled: row.cancelledAt !== null }),
    }))
    const drafts = dates.filter(({ viability }) => viability === 'draft').length
    return view('modules/courses/views/event.njk', {
      id,
      courseKey: first.courseKey,
      courseTitle: first.courseTitle,
      dates,
      drafts,
      copy: first.id,
    })
  }
}
