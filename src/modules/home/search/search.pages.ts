import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { longDate, whenInWords } from '../../../shared/dates.js'
import { Access } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { readSought } from '../rules/desk-search.js'
import { SearchQueries } from './search.queries.js'

const MOST = 10

/** One box at the desk for people, courses, occurrences and references. */
@Controller('desk/search')
@Access('administrator')
export class SearchPages {
  constructor(
    private readonly search: SearchQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Query('q') asked: unknown) {
    const q = typeof asked === 'string' ? asked.trim().slice(0, 200) : ''
    const sought = readSought(q)
    const { bookings, people, courses, occurrences } = await this.search.find(sought, this.clock.now(), MOST)
    const inWords = <Row extends { startsAt: Date; endsAt: Date }>(row: Row) => ({ ...row, when: whenInWords(row.startsAt, row.endsAt) })
    return view('modules/home/views/search.njk', {
      ...{ q, people, courses, day: sought.day && longDate(sought.day) },
      bookings: bookings.map(inWords),
      occurrences: occurrences.map(inWords),
      nothing: [bookings, people, courses, occurrences].every(rows => rows.length === 0),
    })
  }
}
