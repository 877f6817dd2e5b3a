import { Body, Controller, Get, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { longDate } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { AskForErasure } from './erasing/ask-for-erasure.js'
import { ErasuresQueries } from './erasing/erasures.queries.js'
import { GiveACopy } from './own-data/give-a-copy.js'
import { OwnDataQueries } from './own-data/own-data.queries.js'

export const LONGEST_WORDS = 1000

/** A person's own data: what there is, a copy of it, and having it removed. */
@Controller('my-data')
@Access('delegate')
export class MyDataPages {
  constructor(
    private readonly data: OwnDataQueries,
    private readonly copies: GiveACopy,
    private readonly asking: AskForErasure,
    private readonly erasures: ErasuresQueries,
    private readonly clock: Clock,
  ) {}

  @Get()
  show(@Me() me: Who) {
    return this.page(me)
  }

  /** Changes what is kept of who was given what, so it is no GET. */
  @Post('copy')
  copy(@Me() me: Who, @Body() body: { format?: string }) {
    return this.copies.run(me, me.id, body.format === 'json' ? 'json' : 'page', this.clock.now())
  }

  @Post('erasure')
  async ask(@Me() me: Who, @Body() body: { words?: unknown; sure?: unknown }) {
    const words = typeof body.words === 'string' ? body.words.trim() : ''
    const errors = [
      ...(body.sure === 'yes' ? [] : [{ field: 'sure', message: 'Tick that you want your details removed' }]),
      ...(words.length > LONGEST_WORDS ? [{ field: 'words', message: `Use at most ${LONGEST_WORDS} letters` }] : []),
    ]
    if (errors.length) return this.page(me, { words, errors }, 422)
    await this.asking.ask(me.id, words, this.clock.now())
    return redirect('/my-data', 'We have your request, and answer within a month at the latest. Until then nothing changes.')
  }

  @Post('erasure/withdrawal')
  async takeBack(@Me() me: Who) {
    const had = await this.asking.takeBack(me.id, this.clock.now())
    return redirect('/my-data', had ? 'Your request is taken back. Everything stays as it is.' : 'There is no request to take back.')
  }

  private async page(me: Who, facts: object = {}, status = 200) {
    const [counts, askedAt, person] = await Promise.all([
      this.data.counts(me.id),
      this.erasures.askedBy(me.id),
      this.erasures.person(me.id, this.clock.now()),
    ])
    return view('modules/retention/views/my-data.njk', { counts, person, asked: askedAt && longDate(askedAt), ...facts }, status)
  }
}
