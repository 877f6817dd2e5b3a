import { Controller, Get } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { longDate, longMoment, whenInWords } from '../../../shared/dates.js'
import { Access } from '../../../web/access.js'
import { view } from '../../../web/reply.js'
import { type FewToSee, TodayQueries, type OccurrenceToSee, type OfferToSee } from './today.queries.js'

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
    const { registers, offers, approvals, few, sure, drafts, full, failed, evidence, erasures, charges } = toDo
    const rows = [registers, offers, approvals, few, sure, drafts, full]
    const nothing = rows.every(some => some.length === 0) && failed + evidence + erasures + charges.count === 0
    return view('modules/home/views/today.njk', {
      ...{ day: longDate(now), nothing, full, failed, evidence, erasures, charges },
      registers: registers.map(inWords),
      offers: offers.map(untilInWords),
      approvals: approvals.map(untilInWords),
      few: few.map(decideInWords),
      sure: sure.map(decideInWords),
      drafts: drafts.map(inWords),
    })
  }
}

const inWords = <Row extends OccurrenceToSee>(row: Row) => ({ ...row, when: whenInWords(new Date(row.startsAt), new Date(row.endsAt)) })
const decideInWords = (row: FewToSee) => ({ ...inWords(row), decideBy: row.decideOn ? longDate(row.decideOn) : '' })
const untilInWords = (row: OfferToSee) => ({ ...inWords(row), until: longMoment(new Date(row.runsOutAt)) })
