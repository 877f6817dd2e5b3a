import { Controller, Get, Header, Inject } from '@nestjs/common'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { Clock } from '../../shared/clock.js'
import { monthName } from '../../shared/dates.js'
import { Access } from '../../web/access.js'
import { Download, view } from '../../web/reply.js'
import { calendarOf, type FeedFacts, jsonOf, rssOf } from './feeds.js'
import { placesByMonth } from './rules/places-by-month.js'
import { ShownProgramme } from './shown-programme.js'

const A_MINUTE = 'public, max-age=60'

/** The newsletter's list, for people and for programs. */
@Controller()
@Access('anyone')
export class PlacesByMonthPages {
  constructor(
    private readonly programme: ShownProgramme,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('places-by-month')
  async page() {
    const { dates } = await this.programme.current(this.clock.now())
    const months = placesByMonth(dates).map(({ month, courses }) => ({ name: monthName(month), key: month, courses }))
    return view('modules/home/views/places-by-month.njk', { months })
  }

  @Get('places-by-month.rss')
  @Header('Cache-Control', A_MINUTE)
  async rss() {
    const now = this.clock.now()
    return new Download('application/rss+xml', rssOf(await this.programme.current(now), this.facts(now)))
  }

  @Get('places-by-month.ics')
  @Header('Cache-Control', A_MINUTE)
  async calendar() {
    const now = this.clock.now()
    return new Download('text/calendar', calendarOf(await this.programme.current(now), this.facts(now)))
  }

  @Get('places-by-month.json')
  @Header('Cache-Control', A_MINUTE)
  async json() {
    return jsonOf(await this.programme.current(this.clock.now()))
  }

  private facts(now: Date): FeedFacts {
    return { url: this.settings.publicUrl, partnership: this.settings.partnership, now }
  }
}
