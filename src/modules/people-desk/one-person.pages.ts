import { Body, Controller, Get, NotFoundException, Post } from '@nestjs/common'
import { Clock } from '../../shared/clock.js'
import { londonDate } from '../../shared/dates.js'
import { Access, Me, type Who } from '../../web/access.js'
import { readForm } from '../../web/forms.js'
import { redirect, view } from '../../web/reply.js'
import { RequestKey } from '../../web/request-key.js'
import { NotificationsReader } from '../notifications/notifications.reader.js'
import { FormerAddresses } from '../people/former-addresses.reader.js'
import { LearningForm } from './forms/learning.form.js'
import { OnePersonQueries } from './one-person.queries.js'
import { shown } from './one-person.shown.js'
import { PersonId } from './person-id.js'
import { RecordLearning } from './record-learning.js'

/** One person at the desk: all that is known of them, and where each thing is done. */
@Controller('desk/people/:id')
@Access('administrator')
export class OnePersonPages {
  constructor(
    private readonly queries: OnePersonQueries,
    private readonly notifications: NotificationsReader,
    private readonly recordLearning: RecordLearning,
    private readonly former: FormerAddresses,
    private readonly clock: Clock,
  ) {}

  @Get()
  open(@PersonId() id: string, @Me() me: Who) {
    return this.page(id, me, { values: {} })
  }

  @Post('records')
  async record(@PersonId() id: string, @Body() body: unknown, @RequestKey() key: string | undefined, @Me() me: Who) {
    const now = this.clock.now()
    const { values, errors } = readForm(LearningForm, body)
    if (errors.length) return this.page(id, me, { values, errors }, 422)
    if (!(await this.queries.person(id, now))) throw new NotFoundException()
    const answer = await this.recordLearning.run(id, values, { personId: me.id, key }, now)
    if (!answer) throw new NotFoundException()
    if ('errors' in answer) return this.page(id, me, { values, ...answer }, 422)
    return redirect(`/desk/people/${id}`, `${answer.recorded} is on the record.`)
  }

  private async page(id: string, me: Who, more: object, status = 200) {
    const now = this.clock.now()
    const person = await this.queries.person(id, now)
    if (!person) return this.elsewhere(id)
    const words = shown(person, await this.queries.everything(person), kind => this.notifications.titleOf(kind), now)
    return view('modules/people-desk/views/person.njk', { person, ...words, today: londonDate(now), self: me.id === id, ...more }, status)
  }

  /** Of the erased there is what became of them; an account may have become part of another: old links and notes lead there. */
  private async elsewhere(id: string) {
    if (await this.queries.erased(id)) return redirect(`/desk/people/${id}/data`)
    const into = await this.former.nowKnownAs(id)
    if (!into) throw new NotFoundException()
    return redirect(`/desk/people/${into}`, 'That account was put together with this one.')
  }
}
