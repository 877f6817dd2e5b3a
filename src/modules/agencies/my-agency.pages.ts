import { Controller, Get, Query } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { addDays, type Day, londonDate, longDate, longMoment, whenInWords } from '../../shared/dates.js'
import { financialYear, financialYearPeriod, yearBefore } from '../../shared/periods.js'
import { Access, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { ColleaguesReader } from '../bookings/colleagues.reader.js'
import { addressOf, noAgency, pageOf } from './asked.js'
import { AgencyBookingsQueries } from './bookings/agency-bookings.queries.js'
import { type AgencyNumbers, MyAgencyQueries } from './my-agency.queries.js'

const NEXT = 10
const PER_PAGE = 50
const MONTHS = [1, 2, 3, 6, 12]

const NUMBERS: [keyof Omit<AgencyNumbers, 'chargedPence'>, string][] = [
  ['bookings', 'Bookings held to the day'],
  ['attended', 'Attended'],
  ['noShows', 'Did not come'],
  ['late', 'Cancelled late'],
  ['elearning', 'E-learning courses begun'],
]

/** A training lead's first pages: what needs a hand, the year, and who is expiring. Their own agency's, and nobody's needs. */
@Controller('my-agency')
@Access('training lead')
export class MyAgencyPages {
  constructor(
    private readonly queries: MyAgencyQueries,
    private readonly bookings: AgencyBookingsQueries,
    private readonly colleagues: ColleaguesReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who) {
    if (me.agencyId === null) return noAgency()
    const now = this.clock.now()
    const today = londonDate(now)
    // This year as far as it has come, and the same days of the last: a whole year beside a part of one would say nothing.
    const period = { from: financialYearPeriod(financialYear(today)).from, to: today }
    const before = yearBefore(period)
    const [hand, [thisYear, lastYear], next, waiting, reserved] = await Promise.all([
      this.queries.forALead(me.agencyId, me.id, now),
      this.queries.numbers(me.agencyId, [period, before]),
      this.bookings.next(me.agencyId, now, NEXT),
      this.bookings.waiting(me.agencyId),
      this.colleagues.reserved(me.agencyId, now),
    ])
    return view('modules/agencies/views/my-agency.njk', {
      ...{ hand, waiting, next: next.map(one => ({ ...one, when: whenInWords(one.startsAt, one.endsAt) })) },
      // The last day, not the moment at which they are everybody's.
      reserved: reserved.map(one => ({
        ...one,
        when: whenInWords(one.startsAt, one.endsAt),
        until: longDate(addDays(londonDate(one.returnsAt), -1)),
      })),
      numbers: NUMBERS.map(([key, title]) => ({ title, now: thisYear?.[key] ?? 0, before: lastYear?.[key] ?? 0 })),
      charged: { now: thisYear?.chargedPence ?? 0, before: lastYear?.chargedPence ?? 0 },
      ...{ period, before },
    })
  }

  @Get('expiring')
  async expiring(@Me() me: Who, @Query() query: Record<string, unknown>) {
    if (me.agencyId === null) return noAgency()
    const now = this.clock.now()
    const months = MONTHS.find(one => String(one) === query.months) ?? 3
    const page = pageOf(query.page)
    const until = monthsAfter(londonDate(now), months)
    const rows = await this.queries.expiring(me.agencyId, until, now, PER_PAGE, (page - 1) * PER_PAGE)
    return view('modules/agencies/views/expiring.njk', {
      ...{ months, until, page, choices: MONTHS, total: rows[0]?.total ?? 0 },
      pages: Math.ceil((rows[0]?.total ?? 0) / PER_PAGE),
      pageAddress: `${addressOf('/my-agency/expiring', { months })}&page=`,
      rows: rows.map(row => ({ ...row, booked: row.bookedAt && longMoment(row.bookedAt), book: bookAddress(row) })),
    })
  }
}

/** Where a course is booked for a colleague; what is no date here is found on its own page. */
export const bookAddress = ({ personId, courseKey, kind }: { personId: string; courseKey: string; kind: string }): string =>
  kind === 'scheduled' ? addressOf('/my-agency/book', { person: personId, course: courseKey }) : `/courses/${courseKey}`

/** The same day so many months later, or the last of the month where it has none such. */
export function monthsAfter(day: Day, months: number): Day {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
