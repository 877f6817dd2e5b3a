import { Controller, Get, Inject, NotFoundException, Param, Query, Res } from '@nestjs/common'
import type { Response } from 'express'
import { createTransport } from 'nodemailer'
import { validate } from 'uuid'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { Clock } from '../../shared/clock.js'
import { whenInWords } from '../../shared/dates.js'
import { Access } from '../../web/access.js'
import { Download, view } from '../../web/reply.js'
import type { CalendarEntry } from './calendar/calendar-entry.js'
import { kinds } from './kinds/kinds.js'
import { framed } from './mail-frame.js'
import { MailQueries, MAILS_PER_PAGE } from './mail.queries.js'
import type { Message } from './message.entity.js'
import { NotificationsReader } from './notifications.reader.js'
import { stateInWords } from './rules/mail-state.js'
import { Composer } from './sending/composer.js'

const KINDS = Object.entries(kinds).map(([value, { title }]) => ({ value, text: title }))
const VIEWS = 'modules/notifications/views'

/** The mails of the embedded default, which sends none: it listens to this machine only, so whoever sees them may. Elsewhere: 404. */
@Controller('dev/mail')
@Access('anyone')
export class MailPages {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly mails: MailQueries,
    private readonly notifications: NotificationsReader,
    private readonly composer: Composer,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@Query() asked: { to?: unknown; kind?: unknown; page?: unknown }) {
    await this.ready()
    const filter = { to: textOf(asked.to), kind: textOf(asked.kind) }
    const page = Math.min(Math.max(1, Math.trunc(Number(asked.page)) || 1), 100_000)
    const [messages, count] = await this.mails.list(filter, page)
    const mails = messages.map(message => ({
      ...message,
      subjectLine: this.notifications.renderMail(message.kind, message.data).subject,
      shown: this.stateOf(message),
    }))
    return view(`${VIEWS}/mails.njk`, { mails, count, ...filter, kinds: KINDS, page, pages: Math.ceil(count / MAILS_PER_PAGE) })
  }

  @Get(':id')
  async one(@Param('id') id: string) {
    const { message, others, mail } = await this.found(id)
    const text = mail.text as string
    const facts = Object.entries(message.data).map(([name, value]) => ({
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    }))
    return view(`${VIEWS}/mail.njk`, {
      ...{ message, facts, subjectLine: mail.subject, parts: withLinks(text), shown: this.stateOf(message) },
      others: others.map(other => ({ id: other.id, subjectLine: this.notifications.renderMail(other.kind, other.data).subject })),
      calendar: message.calendar && entryInWords(message.calendar),
      raw: (mail.icalEvent as { content?: string } | undefined)?.content,
      source: await sourceOf(mail),
    })
  }

  /** Its HTML alone, for the frame of its page. */
  @Get(':id/mail.html')
  async html(@Param('id') id: string, @Res({ passthrough: true }) response: Response) {
    const { mail } = await this.found(id)
    return framed(response, mail.html as string)
  }

  /** The whole of it, as a mail program would keep it. */
  @Get(':id/mail.eml')
  async source(@Param('id') id: string) {
    const { mail } = await this.found(id)
    return new Download('message/rfc822', await sourceOf(mail), `${id}.eml`)
  }

  private async found(id: string) {
    await this.ready()
    const message = validate(id) ? await this.mails.one(id) : null
    if (!message) throw new NotFoundException()
    const others = await this.mails.gatheredInto(id)
    return { message, others, mail: this.composer.compose({ carrier: message, others }) }
  }

  private stateOf = (message: Message) => stateInWords(message, this.settings.smtpUrl === null)

  private async ready(): Promise<void> {
    if (this.settings.databaseUrl !== null) throw new NotFoundException()
    await this.notifications.freshAt(this.clock.now())
  }
}

const textOf = (asked: unknown): string => (typeof asked === 'string' ? asked.trim() : '')

/** The mail as it would go over the line; nothing is sent. */
async function sourceOf(mail: ReturnType<Composer['compose']>): Promise<string> {
  const { message } = await createTransport({ streamTransport: true, buffer: true, newline: 'unix' }).sendMail(mail)
  return (message as Buffer).toString()
}

const entryInWords = (entry: CalendarEntry) => ({
  ...entry,
  does:
    entry.method === 'CANCEL'
      ? 'Takes it out of the calendar'
      : entry.sequence > 0
        ? 'Changes it in the calendar'
        : 'Puts it into the calendar',
  when: whenInWords(new Date(entry.startsAt), new Date(entry.endsAt)),
})

/** The text cut at its web addresses, which are links when it is shown. */
const withLinks = (text: string) =>
  text.split(/(https?:\/\/[^\s]+[^\s.,;:!?)])/).map((part, i) => ({ text: part, href: i % 2 === 1 ? part : null }))
