import { Inject, Injectable } from '@nestjs/common'
import { createHmac } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import { kindRow } from './kinds/kinds.js'
import { mailText, plainTemplate, shippedTemplate, type House, type Mail } from './mail-text.js'
import { Message } from './message.entity.js'

export type { Mail } from './mail-text.js'

/** Reads the outbox and its mails for the rest of the product. */
@Injectable()
export class NotificationsReader {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** A mail as it will be read. A kind that this version does not know is written out plainly, so that nothing is ever unreadable. */
  renderMail(kind: string, data: Record<string, unknown>): Mail {
    return mailText(kind, kindRow(kind) ? shippedTemplate(kind) : plainTemplate(kind, data), data, this.house())
  }

  /** What templates may say of the house. */
  house(): House {
    const { partnership, publicUrl, mailFrom } = this.settings
    return { partnership, publicUrl, mailFrom, signedLink: (path, nonce) => `${publicUrl}${path}/${this.linkSecret(nonce)}` }
  }

  /**
   * The secret of a mailed link. The outbox keeps only the nonce: without the settings' secret it opens nothing, so that who reads the
   * database, or a copy of it, cannot follow the links in its mails.
   */
  linkSecret(nonce: string): string {
    return createHmac('sha256', this.settings.secret).update(`mailed link ${nonce}`).digest('base64url')
  }

  /** How many mails of these kinds went to an address since then. */
  countSince(tx: EntityManager, toEmail: string, kinds: string[], since: Date): Promise<number> {
    return tx
      .createQueryBuilder(Message, 'm')
      .where('m.toEmail = :toEmail AND m.kind IN (:...kinds) AND m.createdAt > :since', { toEmail, kinds, since })
      .getCount()
  }
}
