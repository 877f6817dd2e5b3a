import { Controller, Get, Query } from '@nestjs/common'
import { stringify } from 'csv-stringify/sync'
import { Clock } from '../../../shared/clock.js'
import { londonDate, londonTime, whenInWords } from '../../../shared/dates.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { Download, view } from '../../../web/reply.js'
import { addressOf, agencyOf, noAgency, oneOf, pageOf, periodAsked } from '../asked.js'
import { type AgencyBooking, AgencyBookingsQueries, type Kind, KINDS } from './agency-bookings.queries.js'

const PER_PAGE = 50
const KIND_TITLES: Record<Kind, string> = {
  all: 'Everything',
  live: 'Places to come',
  attended: 'Attended',
  late: 'Cancelled late',
  'no-shows': 'Did not come',
  charged: 'With a charge',
}
const CHARGE: Record<NonNullable<AgencyBooking['chargeState']>, string> = {
  proposed: 'Proposed, not confirmed yet',
  confirmed: 'Confirmed',
  waived: 'Waived',
  credited: 'Credited',
}

/** What an agency booked, and what it cost: by the agency that each booking is credited to, whoever has left since. */
@Controller('my-agency')
@Access('training lead')
export class AgencyBookingsPages {
  constructor(
    private readonly bookings: AgencyBookingsQueries,
    private readonly clock: Clock,
  ) {}

  @Get('bookings')
  async list(@Me() me: Who, @Query() query: Record<string, unknown>) {
    if (me.agencyId === null) return noAgency()
    const { period, values, errors } = periodAsked(query, this.clock.now())
    const kind = oneOf(KINDS, query.show) ?? 'all'
    const page = pageOf(query.page)
    const [rows, sums, waiting] = await Promise.all([
      this.bookings.list(me.agencyId, period, kind, PER_PAGE, (page - 1) * PER_PAGE),
      this.bookings.sums(me.agencyId, period),
      this.bookings.waiting(me.agencyId),
    ])
    const total = rows[0]?.total ?? 0
    const kept = { ...period, show: kind }
    const facts = {
      ...{ period, values, errors, kind, page, total, sums, waiting },
      kinds: KINDS.map(one => ({ value: one, text: KIND_TITLES[one] })),
      rows: rows.map(row => ({ ...row, ...inWords(row), when: whenInWords(row.startsAt, row.endsAt) })),
      pages: Math.ceil(total / PER_PAGE),
      pageAddress: `${addressOf('/my-agency/bookings', kept)}&page=`,
      csv: addressOf('/my-agency/bookings.csv', kept),
    }
    return view('modules/agencies/views/bookings.njk', facts, errors.length ? 422 : 200)
  }

  @Get('bookings.csv')
  async csv(@Me() me: Who, @Query() query: Record<string, unknown>) {
    const { period } = periodAsked(query, this.clock.now())
    const rows = await this.bookings.list(agencyOf(me), period, oneOf(KINDS, query.show) ?? 'all', null, 0)
    const body = stringify([HEAD, ...rows.map(line)], { escape_formulas: true })
    return new Download('text/csv; charset=utf-8', body, `bookings-${period.from}-to-${period.to}.csv`)
  }
}

const HEAD = ['reference', 'person', 'job role', 'course', 'date', 'starts', 'state', 'charge for', 'charge', 'pounds']

function line(row: AgencyBooking): string[] {
  const { state, charge } = inWords(row)
  const when = [londonDate(row.startsAt), londonTime(row.startsAt)]
  const cost = [row.chargeKind ?? '', charge, row.pence === null ? '' : (row.pence / 100).toFixed(2)]
  return [row.reference, row.personName, row.jobRole, row.courseTitle, ...when, state, ...cost]
}

function inWords({ state, dateCancelled, cancelledBy, late, chargeState }: AgencyBooking): { state: string; charge: string } {
  return { state: stateWords(state, dateCancelled, cancelledBy, late), charge: chargeState ? CHARGE[chargeState] : '' }
}

function stateWords(state: AgencyBooking['state'], dateCancelled: boolean, by: string | null, late: boolean): string {
  if (state === 'cancelled' && by === 'organiser') return 'Cancelled by the business unit'
  if (state === 'cancelled') return late ? 'Cancelled late' : 'Cancelled in time'
  if (dateCancelled) return 'The date is cancelled'
  const words = { requested: 'Waiting for approval', booked: 'Booked', attended: 'Attended', 'partly attended': 'Partly attended' }
  return state === 'no-show' ? 'Did not come' : words[state]
}
