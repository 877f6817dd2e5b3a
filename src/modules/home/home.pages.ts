import { Controller, Get } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { longMoment, whenInWords } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { type Mine, MineQueries } from './mine.queries.js'
import { type Shown, ShownProgramme } from './shown-programme.js'

const DATES_PER_TOPIC = 3

@Controller()
@Access('anyone')
export class HomePages {
  constructor(
    private readonly programme: ShownProgramme,
    private readonly mine: MineQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Me() me: Who | undefined) {
    const now = this.clock.now()
    const [shown, mine] = await Promise.all([this.programme.current(now), this.mine.of(me)])
    return view('modules/home/views/home.njk', { priorities: prioritiesOf(shown), mine: mine && waitsFor(mine, now) })
  }
}

/** The partnership's priority topics, each with its next dates that have places left. */
function prioritiesOf({ programme, dates }: Shown) {
  const topics = new Map(programme.courses.filter(course => course.topic.priority).map(course => [course.topic.key, course.topic]))
  return [...topics.values()].map(topic => ({
    ...topic,
    dates: dates.filter(date => date.topic === topic.key && (date.hasPlaces || date.elsewhere)).slice(0, DATES_PER_TOPIC),
  }))
}

/** What waits for the person: offers still to be answered, and the next booking. */
function waitsFor({ offers, live }: Mine, now: Date) {
  const [next] = live.filter(booking => booking.endsAt > now).sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  return {
    offers: offers
      .filter(offer => offer.runsOutAt > now)
      .map(offer => ({ ...offer, when: whenInWords(offer.startsAt, offer.endsAt), until: longMoment(offer.runsOutAt) })),
    next: next && { ...next, when: whenInWords(next.startsAt, next.endsAt) },
  }
}
