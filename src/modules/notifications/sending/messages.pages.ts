import { Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { validate } from 'uuid'
import { Clock } from '../../../shared/clock.js'
import { Access } from '../../../web/access.js'
import { redirect, view } from '../../../web/reply.js'
import { NotificationsReader } from '../notifications.reader.js'
import { mailOf } from './gathered-mail.js'
import { isState, kindChoices, kindTitle, standing, stateChoices, withoutSecrets } from './message-words.js'
import { type Filter, type ListedMessage, MESSAGES_PER_PAGE, MessagesQueries } from './messages.queries.js'
import { SendAgain } from './send-again.js'

type Asked = Record<'state' | 'to' | 'kind' | 'page', unknown>

/** What the product wrote to whom, and what came of it: first what has failed. */
@Controller('desk/messages')
@Access('administrator')
export class MessagesPages {
  constructor(
    private readonly messages: MessagesQueries,
    private readonly again: SendAgain,
    private readonly notifications: NotificationsReader,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query() asked: Asked) {
    const filter = filterOf(asked)
    const page = typeof asked.page === 'string' && /^[1-9]\d{0,2}$/.test(asked.page) ? Number(asked.page) : 1
    const all = !filter.state && !filter.to && !filter.kind
    const [rows, count, sending, failed] = await Promise.all([
      this.messages.list(filter, (page - 1) * MESSAGES_PER_PAGE),
      this.messages.count(filter),
      this.messages.standing(this.clock.now()),
      all && page === 1 ? this.messages.list({ ...filter, state: 'failed' }, 0) : [],
    ])
    const facts = { filter, page, count, pages: Math.max(page, Math.ceil(count / MESSAGES_PER_PAGE)), sending, stateChoices, kindChoices }
    const pageAddress = `/desk/messages?${new URLSearchParams({ ...filter, page: '' }).toString()}`
    return view('modules/notifications/views/message-list.njk', {
      ...facts,
      rows: rows.map(shown),
      failed: failed.map(shown),
      all,
      pageAddress,
    })
  }

  @Post('again')
  async sendAllAgain() {
    const count = await this.again.all(this.clock.now())
    const words = count === 0 ? 'No message has failed.' : `${count} ${count === 1 ? 'message is' : 'messages are'} being sent again.`
    return redirect('/desk/messages', words)
  }

  @Get(':id')
  async one(@Param('id') id: string) {
    const message = validate(id) ? await this.messages.one(id) : null
    if (!message) throw new NotFoundException()
    const others = await this.messages.carriedBy(id)
    await this.notifications.freshAt(this.clock.now())
    const mail = mailOf({ carrier: message, others }, this.notifications)
    const facts = { ...shown(message), others: others.map(shown), subjectLine: mail.subject, text: withoutSecrets(mail.text) }
    return view('modules/notifications/views/message.njk', { message, ...facts })
  }

  @Post(':id/again')
  async sendAgain(@Param('id') id: string) {
    if (!validate(id) || !(await this.messages.one(id))) throw new NotFoundException()
    const had = await this.again.one(id, this.clock.now())
    return redirect(
      `/desk/messages/${id}`,
      had ? 'It is being sent again.' : 'Nothing to do: this message has not failed, or is being sent again.',
    )
  }
}

function filterOf(asked: Asked): Filter {
  const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
  const state = text(asked.state)
  return { state: isState(state) ? state : '', to: text(asked.to).toLowerCase().slice(0, 320), kind: text(asked.kind).slice(0, 100) }
}

const shown = <M extends ListedMessage>(message: M) => ({ ...message, title: kindTitle(message.kind), standing: standing(message) })
