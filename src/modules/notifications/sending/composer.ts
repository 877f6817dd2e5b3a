import { Inject, Injectable } from '@nestjs/common'
import type { SendMailOptions } from 'nodemailer'
import { SETTINGS } from '../../../config/settings.js'
import type { Settings } from '../../../config/settings.js'
import type { Message } from '../message.entity.js'
import { NotificationsReader } from '../notifications.reader.js'
import type { Outgoing } from '../rules/gathering.js'
import { composeMail } from './compose-mail.js'
import { mailOf } from './gathered-mail.js'

/** Writes the mail that a message, or several in one, will be. It sends nothing. */
@Injectable()
export class Composer {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly reader: NotificationsReader,
  ) {}

  /** Throws what a template or an entry throws that cannot be written out. */
  compose(outgoing: Outgoing<Message | Omit<Message, 'state' | 'sentAt' | 'outcome' | 'tryAt'>>): SendMailOptions {
    return composeMail(outgoing.carrier, mailOf(outgoing, this.reader), this.settings)
  }
}
