import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { whenInWords } from '../../shared/dates.js'
import { Access } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { HomeDeskQueries } from './desk.queries.js'
import { pageOf } from './rules/paging.js'

const PER_PAGE = 25

/** What is coming, and how it is booked. */
@Controller('desk/programme')
@Access('administrator')
export class ProgrammeDeskPages {
  constructor(
    private readonly desk: HomeDeskQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async index(@Query('page') wanted: unknown) {
    const { page, offset } = pageOf(wanted, PER_PAGE)
    const rows = await this.desk.coming(this.clock.now(), PER_PAGE, offset)
    const coming = rows.map(row => ({ ...row, when: whenInWords(row.startsAt, row.endsAt) }))
    const pages = Math.max(page, Math.ceil((rows[0]?.total ?? 0) / PER_PAGE))
    return view('modules/home/views/programme.njk', { coming, total: rows[0]?.total ?? 0, page, pages })
  }
}
