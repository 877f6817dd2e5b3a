import { createHash } from 'node:crypto'
import { Controller, Get, NotFoundException, Param, ParseIntPipe, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common'
import type { Request, Response } from 'express'
import { Clock } from '../../../shared/clock.js'
import { isRefusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { ContentOrigin } from './content.reader.js'
import { LaunchToken } from './launch-token.js'
import { OpenItem } from './open-item.js'
import { type OpenLaunch, PlayerQueries, type Taking } from './player.queries.js'
import { is2004 } from './reading/manifest.js'
import { orderRefusal, type OrderCode } from './rules/item-order.js'
import { startingData } from './rules/resume.js'

const UUID = new ParseUUIDPipe({ errorHttpStatusCode: 404 })
const NUMBER = new ParseIntPipe({ errorHttpStatusCode: 404 })

const NOT_NOW: Record<OrderCode, string> = {
  'no-such-item': 'There is no such item in this course.',
  'item-not-yet': 'Complete the items before it first: this course is taken in its order.',
  'item-over': 'You have completed this item, and this course only goes forward.',
}

/** Courses that are packages: their items in order, and the page in which one of them runs. */
@Controller('learning/:id/package')
@Access('delegate')
export class PlayerPages {
  constructor(
    private readonly player: PlayerQueries,
    private readonly opening: OpenItem,
    private readonly tokens: LaunchToken,
    private readonly origin: ContentOrigin,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Param('id', UUID) id: string, @Me() me: Who) {
    return itemsPage(await this.mine(id, me))
  }

  /** Items are counted from 1 in addresses, as people count. */
  @Post('items/:item')
  async open(@Param('id', UUID) id: string, @Param('item', NUMBER) number: number, @Me() me: Who) {
    const answer = await this.opening.run({ enrolmentId: id, personId: me.id, item: number - 1 }, this.clock.now())
    if (!isRefusal(answer)) return redirect(`/learning/${id}/package/launches/${answer.launchId}`)
    if (answer.refused === 'not-found') throw new NotFoundException()
    return itemsPage(await this.mine(id, me), NOT_NOW[answer.refused])
  }

  @Get('launches/:launchId')
  async play(
    @Param('id', UUID) id: string,
    @Param('launchId', UUID) launchId: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Me() me: Who,
  ) {
    const launch = await this.player.launch(launchId, me.id)
    if (launch?.enrolmentId !== id) throw new NotFoundException()
    if (launch.over) return redirect(`/learning/${id}`)
    const origin = this.origin.for(request.headers.host ?? '')
    const item = launch.content.items[launch.item]!
    const facts = {
      enrolmentId: id,
      courseTitle: launch.courseTitle,
      number: launch.item + 1,
      of: launch.content.items.length,
      title: item.title,
    }
    if (!origin) return view('modules/elearning/scorm/views/player.njk', { ...facts, origin: null })
    // This page alone may hold a frame, and only the content's origin.
    const policy = String(response.getHeader('Content-Security-Policy')).replace(/;\s*frame-src[^;]*/, '')
    response.set('Content-Security-Policy', `${policy}; frame-src ${origin}`)
    const token = this.tokens.forContent(launch.content.packageId, this.clock.now())
    return view('modules/elearning/scorm/views/player.njk', {
      ...facts,
      origin,
      frame: `${origin}/player/${token}/`,
      launch: this.launchFor(launch, me),
    })
  }

  /** What the player hands to the package. */
  private launchFor(launch: OpenLaunch, me: Who): string {
    const { content, item: number } = launch
    const item = content.items[number]!
    // The package knows its learner again, and learns nothing by which others could.
    const learner = { id: createHash('sha256').update(`learner ${me.id}`).digest('hex').slice(0, 24), name: me.name }
    return JSON.stringify({
      id: launch.id,
      token: this.tokens.forLaunch({ launchId: launch.id, packageId: content.packageId, item: number }),
      sequence: Number(launch.sequence),
      title: item.title,
      href: item.href,
      cmi: startingData({ ...item, learner, old: !is2004(content) }, { data: launch.data, seconds: launch.seconds }),
    })
  }

  private async mine(id: string, me: Who): Promise<Taking> {
    const mine = await this.player.taking(id, me.id)
    if (!mine) throw new NotFoundException()
    return mine
  }
}

function itemsPage(mine: Taking, wrong?: string) {
  const { items, sequencing } = mine.content
  const of = (item: number) => mine.taken.find(one => one.item === item)
  const done = items.map((_, i) => of(i)?.done ?? false)
  const rows = items.map(({ title, mastery }, i) => ({
    number: i + 1,
    title,
    mastery: mastery === null ? null : Math.round(mastery * 1000) / 10,
    state: done[i] ? 'done' : of(i)?.failed ? 'failed' : of(i) ? 'begun' : 'new',
    score: of(i)?.score ?? null,
    open: !mine.closedAt && orderRefusal(done, i, sequencing.forwardOnly) === null,
  }))
  const next = rows.find(row => row.open && row.state !== 'done') ?? null
  const errors = wrong ? [{ field: 'items', message: wrong }] : []
  return view(
    'modules/elearning/scorm/views/items.njk',
    { ...mine, rows, next, doneCount: done.filter(Boolean).length, errors },
    wrong ? 422 : 200,
  )
}
