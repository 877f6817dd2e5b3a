import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { londonDate, londonDayBounds } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { everybodys, MyOccurrencesQueries, type ListedRegister } from './my-occurrences.queries.js'

@Controller('my-occurrences')
@Access('trainer', 'administrator')
export class MyOccurrencesPages {
  constructor(
    private readonly occurrences: MyOccurrencesQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Me() me: Who, @Query('page') asked: unknown) {
    const today = londonDayBounds(londonDate(this.clock.now()))
    const page = pageNumber(asked)
    const [open, past] = await Promise.all([this.occurrences.open(me, today.start), this.occurrences.past(me, today.start, page)])
    const isToday = (one: ListedRegister) => one.startsAt < today.end && one.endsAt >= today.start
    return view('modules/register/views/my-occurrences.njk', {
      today: open.filter(isToday),
      toClose: open.filter(one => one.endsAt < today.start),
      coming: open.filter(one => one.startsAt >= today.end),
      past,
      page,
      everybodys: everybodys(me),
    })
  }
}

const pageNumber = (asked: unknown): number => (/^[1-9]\d{0,4}$/.test(String(asked)) ? Number(asked) : 1)
