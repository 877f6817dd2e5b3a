import { Controller, Get, Inject, NotFoundException, Param, Post, Res } from '@nestjs/common'
import type { Response } from 'express'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import { Clock } from '../../../shared/clock.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { Download, redirect, view } from '../../../web/reply.js'
import { CalendarFeeds } from './calendar-feeds.js'

/** The page about one's calendar feed, and the feed itself. */
@Controller()
export class CalendarFeedPages {
  constructor(
    private readonly feeds: CalendarFeeds,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get('my-details/calendar')
  @Access('delegate')
  async page(@Me() me: Who, @Res({ passthrough: true }) response: Response) {
    // The address on this page opens the feed to whoever has it: it goes nowhere by itself.
    response.setHeader('Referrer-Policy', 'no-referrer')
    const path = await this.feeds.pathOf(me.id)
    const address = path && this.settings.publicUrl + path
    const subscribe = address?.replace(/^https?:/, 'webcal:') ?? null
    return view('modules/bookings/views/calendar-feed.njk', { address, subscribe })
  }

  @Post('my-details/calendar/renew')
  @Access('delegate')
  async renew(@Me() me: Who) {
    const had = await this.feeds.pathOf(me.id)
    await this.feeds.renew(me.id, this.clock.now())
    return redirect(
      '/my-details/calendar',
      had ? 'You have a new address. The old one no longer works: put the new one into your calendar.' : 'You have a calendar feed.',
    )
  }

  @Post('my-details/calendar/off')
  @Access('delegate')
  async off(@Me() me: Who) {
    await this.feeds.turnOff(me.id)
    return redirect('/my-details/calendar', 'Your calendar feed is turned off. Its address no longer works.')
  }

  @Get('calendar/:secret.ics')
  @Access('anyone')
  async feed(@Param('secret') secret: string, @Res({ passthrough: true }) response: Response) {
    response.setHeader('Referrer-Policy', 'no-referrer')
    response.setHeader('X-Robots-Tag', 'noindex, nofollow')
    const feed = await this.feeds.serve(secret, this.clock.now())
    if (!feed) throw new NotFoundException()
    // Express answers 304 by this tag; the moment of the answer, which each entry names, is no change.
    response.setHeader('ETag', `"${feed.tag}"`)
    response.setHeader('Cache-Control', 'private, max-age=900')
    return new Download('text/calendar; charset=utf-8', feed.text)
  }
}
