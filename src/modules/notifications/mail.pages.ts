import { Controller, Get, Inject, NotFoundException, Param, Query } from '@nestjs/common'
import { validate } from 'uuid'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { Access } from '../../web/access.js'
import { view } from '../../web/reply.js'
import { MailQueries, MAILS_PER_PAGE } from './mail.queries.js'
import { NotificationsReader } from './notifications.reader.js'

/** The mails of the embedded default, which sends none: it listens to this machine only, so whoever sees them may. Elsewhere: 404. */
@Controller('dev/mail')
@Access('anyone')
export class MailPages {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly mails: MailQueries,
    private readonly notifications: NotificationsReader,
  ) {}

  @Get()
  async list(@Query('to') asked?: unknown, @Query('page') number?: unknown) {
    this.embeddedOnly()
    const to = typeof asked === 'string' ? asked.trim() : ''
    const page = Math.min(Math.max(1, Math.trunc(Number(number)) || 1), 100_000)
    const [messages, count] = await this.mails.list(to, page)
    const mails = messages.map(message => ({ ...message, subjectLine: this.notifications.renderMail(message.kind, message.data).subject }))
    return view('modules/notifications/views/mails.njk', { mails, count, to, page, pages: Math.ceil(count / MAILS_PER_PAGE) })
  }

  @Get(':id')
  async one(@Param('id') id: string) {
    this.embeddedOnly()
    const message = validate(id) ? await this.mails.one(id) : null
    if (!message) throw new NotFoundException()
    const mail = this.notifications.renderMail(message.kind, message.data)
    const facts = Object.entries(message.data).map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    }))
    return view('modules/notifications/views/mail.njk', { message, subjectLine: mail.subject, parts: withLinks(mail.text), facts })
  }

  private embeddedOnly(): void {
    if (this.settings.databaseUrl !== null) throw new NotFoundException()
  }
}

/** The text cut at its web addresses, which are links when it is shown. */
const withLinks = (text: string) =>
  text.split(/(https?:\/\/[^\s]+[^\s.,;:!?)])/).map((part, i) => ({ text: part, href: i % 2 === 1 ? part : null }))
