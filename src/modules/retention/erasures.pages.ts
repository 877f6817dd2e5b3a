import { Body, Controller, Get, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { longDate } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { redirect, view } from '../../web/reply.js'
import { AskForErasure } from './erasing/ask-for-erasure.js'
import { ErasuresQueries } from './erasing/erasures.queries.js'

const Id = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() }))
const LONGEST_REASON = 1000
const STATES = { done: 'Erased', refused: 'Not erased, and told why', 'taken back': 'Taken back' }

/** Who asked to be erased, and what became of it. */
@Controller('desk/erasures')
@Access('administrator')
export class ErasuresPages {
  constructor(
    private readonly erasures: ErasuresQueries,
    private readonly asking: AskForErasure,
    private readonly clock: Clock,
  ) {}

  @Get()
  list() {
    return this.page()
  }

  @Post(':id/refusal')
  async refuse(@Id() id: string, @Body() body: { reason?: unknown }, @Me() me: Who) {
    const reason = typeof body.reason === 'string' ? body.reason.trim() : ''
    const wrong =
      reason === '' ? 'Say why not: the person reads it' : reason.length > LONGEST_REASON ? `Use at most ${LONGEST_REASON} letters` : ''
    if (wrong) return this.page({ wrongOn: id, reason, errors: [{ field: `reason-${id}`, message: wrong }] }, 422)
    const told = await this.asking.refuse(id, reason, me.id, this.clock.now())
    return redirect(
      '/desk/erasures',
      told ? 'The person is told why they are not erased.' : 'This request is answered or taken back already.',
    )
  }

  private async page(facts: object = {}, status = 200) {
    const [asked, decided] = await Promise.all([this.erasures.asked(), this.erasures.decided()])
    return view(
      'modules/retention/views/erasures.njk',
      {
        asked: asked.map(one => ({ ...one, when: longDate(one.askedAt) })),
        decided: decided.map(one => ({ ...one, when: longDate(one.decidedAt), what: STATES[one.state] })),
        ...facts,
      },
      status,
    )
  }
}
