import { Controller, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { isRefusal, type Refusal } from '../../../shared/refusal.js'
import { Access, Me, type Who } from '../../../web/access.js'
import { redirect } from '../../../web/reply.js'
import { RequestKey } from '../../../web/request-key.js'
import { ConfirmItRuns } from './confirm-it-runs.js'
import { type PublishCode, PublishDrafts } from './publish-drafts.js'
import { RemoveDraft } from './remove-draft.js'

const Id = () => Param('id', new ParseUUIDPipe({ exceptionFactory: () => new NotFoundException() }))

/** The single presses: publish, remove a draft, say that a date runs. Each leads back to what it was about, with what came of it. */
@Controller('desk')
@Access('administrator')
export class ProgrammeStepsPages {
  constructor(
    private readonly drafts: PublishDrafts,
    private readonly removal: RemoveDraft,
    private readonly runs: ConfirmItRuns,
    private readonly clock: Clock,
  ) {}

  @Post('events/:id/publication')
  async publishEvent(@Id() event: string, @RequestKey() key: string | undefined, @Me() me: Who) {
    const answer = await this.drafts.run({ event }, { personId: me.id, key }, this.clock.now())
    return redirect(`/desk/events/${event}`, published(answer))
  }

  @Post('occurrences/:id/publication')
  async publishDate(@Id() occurrence: string, @RequestKey() key: string | undefined, @Me() me: Who) {
    const answer = await this.drafts.run({ occurrence }, { personId: me.id, key }, this.clock.now())
    return redirect(`/desk/occurrences/${occurrence}`, published(answer))
  }

  @Post('occurrences/:id/removal')
  async remove(@Id() id: string, @RequestKey() key: string | undefined, @Me() me: Who) {
    const removed = await this.removal.run(id, { personId: me.id, key })
    if (!removed) return redirect(`/desk/occurrences/${id}`, 'This date is no draft: cancel it with a reason instead.')
    return redirect('/desk/programme', 'The draft is removed.')
  }

  @Post('occurrences/:id/running')
  async confirm(@Id() id: string, @RequestKey() key: string | undefined, @Me() me: Who) {
    const answer = await this.runs.run(id, { personId: me.id, key }, this.clock.now())
    if (!answer) throw new NotFoundException()
    return redirect(`/desk/occurrences/${id}`, answer.problem ?? 'It is confirmed: this date runs.')
  }
}

const SENTENCES: Record<PublishCode, (facts: Refusal['facts']) => string> = {
  'not-found': () => 'There is no such event.',
  'no-draft': () => 'There is no draft to publish: everything is on the programme.',
  'gone-by': ({ when }) => `Nothing is published: ${String(when)} has gone by. Change that date, or remove it.`,
  'course-retired': () => 'Nothing is published: the course is retired.',
}

function published(answer: { published: number } | Refusal<PublishCode>): string {
  if (isRefusal(answer)) return SENTENCES[answer.refused](answer.facts)
  return answer.published === 1
    ? 'It is published: the date is on the programme.'
    : `${answer.published} dates are published: they are on the programme.`
}
