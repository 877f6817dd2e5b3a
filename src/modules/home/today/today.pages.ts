import { Controller, Get } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { longDate, longMoment, whenInWords } from '../../../shared/dates.js'
import { Access } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { type Begun, type FewToSee, TodayQueries, type OccurrenceToSee, type OfferToSee } from './today.queries.js'

/** So many of each kind are listed; the rest are counted. */
const MOST = 5

/** The desk's first page: what needs a hand today, each line leading to where it is done. */
@Controller('desk')
@Access('administrator')
export class TodayPages {
  constructor(
    private readonly today: TodayQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show() {
    const now = this.clock.now()
    const toDo = await this.today.toDo(now, MOST)
    const { begun, registers, offers, approvals, few, sure, drafts, full, failed, evidence, erasures, charges } = toDo
    const rows = [registers, offers, approvals, few, sure, drafts, full]
    const nothing = rows.every(some => some.length === 0) && failed + evidence + erasures + charges.count === 0
    return view('modules/home/views/today.njk', {
      ...{ day: longDate(now), nothing, steps: begun.dates ? null : firstSteps(begun), full, failed, evidence, erasures, charges },
      registers: registers.map(inWords),
      offers: offers.map(untilInWords),
      approvals: approvals.map(untilInWords),
      few: few.map(decideInWords),
      sure: sure.map(decideInWords),
      drafts: drafts.map(inWords),
    })
  }
}

/** What somebody does in their first hour, in the order in which one thing needs the other; `optional` is not waited for. */
const firstSteps = ({ agencies, topics, policies, courses, venues, dates }: Begun) => [
  {
    text: 'Add the agencies that people work for',
    why: 'They choose theirs when they register',
    href: '/desk/agencies/new',
    done: agencies,
  },
  { text: 'Add a topic', why: 'Each course belongs to one', href: '/desk/topics/new', done: topics },
  {
    text: 'Add a cancellation policy',
    why: 'Without one, cancelling is free until a course starts',
    href: '/desk/policies/new',
    done: policies,
  },
  { text: 'Add a course', why: '', href: '/desk/courses/new', done: courses },
  { text: 'Add a venue', why: 'Not needed for courses online', href: '/desk/venues/new', done: venues },
  { text: 'Put on an event', why: 'Its dates are then on What’s on, and people book', href: '/desk/events/new', done: dates },
]

const inWords = <Row extends OccurrenceToSee>(row: Row) => ({ ...row, when: whenInWords(new Date(row.startsAt), new Date(row.endsAt)) })
const decideInWords = (row: FewToSee) => ({ ...inWords(row), decideBy: row.decideOn ? longDate(row.decideOn) : '' })
const untilInWords = (row: OfferToSee) => ({ ...inWords(row), until: longMoment(new Date(row.runsOutAt)) })
