import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { addDays, londonDate } from '../../shared/dates.js'
import { financialYear, financialYearPeriod } from '../../shared/periods.js'
import { Access } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { LostPlacesQueries } from './lost-places.queries.js'

const YEARS = 4

/** What the places that nobody used were worth, agency by agency, in one financial year. */
@Controller('desk/charges/lost-places')
@Access('administrator')
export class LostPlacesPages {
  constructor(
    private readonly places: LostPlacesQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Query('year') asked: unknown) {
    const years = lastYears(londonDate(this.clock.now()))
    const year = years.find(one => one === asked) ?? years[0]!
    const rows = await this.places.of(financialYearPeriod(year))
    const sum = (key: 'late' | 'refilled' | 'noShows' | 'lost' | 'valuePence') => rows.reduce((all, row) => all + row[key], 0)
    const whole = {
      late: sum('late'),
      refilled: sum('refilled'),
      noShows: sum('noShows'),
      lost: sum('lost'),
      valuePence: sum('valuePence'),
    }
    return view('modules/charges/views/lost-places.njk', { years, year, rows, whole })
  }
}

/** This financial year and those before it, newest first. */
function lastYears(today: string): string[] {
  const years = [financialYear(today)]
  while (years.length < YEARS) years.push(financialYear(addDays(financialYearPeriod(years.at(-1)!).from, -1)))
  return years
}
