import { Inject, Injectable } from '@nestjs/common'
import type { SendMailOptions } from 'nodemailer'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import { kindRow } from '../kinds/kinds.js'
import { stopLink } from '../mail-text.js'
import type { Message } from '../message.entity.js'
import { NotificationsReader } from '../notifications.reader.js'
import type { Outgoing } from '../rules/gathering.js'
import { composeMail } from './compose-mail.js'
import { mailOf } from './gathered-mail.js'

type Written = Pick<Message, 'kind' | 'data' | 'toName' | 'toEmail' | 'messageId' | 'createdAt' | 'calendar'>

/** Writes the mail that a message, or several in one, will be. It sends nothing. */
@Injectable()
export class Composer {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly reader: NotificationsReader,
  ) {}

  /** To be waited for before mails are written: words that administrators changed are used from then on. */
  freshAt(now: Date): Promise<void> {
    return this.reader.freshAt(now)
  }

  /** Throws what a template or an entry throws that cannot be written out. */
  compose(mail: Outgoing<Written>): SendMailOptions {
    return composeMail(mail.carrier, mailOf(mail, this.reader), this.settings, this.stopPage(mail))
  }

  /** The page that turns its topic off; null where it has none, or where several messages are in it. */
  private stopPage({ carrier, others }: Outgoing<Written>): string | null {
    const topic = kindRow(carrier.kind)?.topic
    return topic && others.length === 0 ? stopLink(topic, carrier.data, this.reader.house()) : null
  }
}
