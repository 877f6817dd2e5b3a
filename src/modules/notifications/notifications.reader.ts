import { Inject, Injectable, Logger } from '@nestjs/common'
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { SETTINGS } from '../../config/settings.js'
import type { Settings } from '../../config/settings.js'
import type { Topic } from './kinds/kind.js'
import { kindRow } from './kinds/kinds.js'
import { mailText, plainTemplate, shippedTemplate, stopNonce, type House, type Mail } from './mail-text.js'
import { Message } from './message.entity.js'
import { inPlainWords } from './templates/template-problems.js'
import { EditedWords } from './templates/edited-words.js'

export type { Mail } from './mail-text.js'

/** Reads the outbox and its mails for the rest of the product. */
@Injectable()
export class NotificationsReader {
  private readonly logger = new Logger('Words of mails')

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly edited: EditedWords,
  ) {}

  /** To be waited for before many mails are rendered: words that administrators changed are used from then on. */
  freshAt(now: Date): Promise<void> {
    return this.edited.freshAt(now)
  }

  /** What a kind of message is called at the desk; one that this version does not know, by its own name. */
  titleOf(kind: string): string {
    return kindRow(kind)?.title ?? kind
  }

  /** A mail as it will be read. A kind that this version does not know is written out plainly, so that nothing is ever unreadable. */
  renderMail(kind: string, data: Record<string, unknown>): Mail {
    if (!kindRow(kind)) return this.renderTemplate(kind, plainTemplate(kind, data), data)
    const words = this.edited.of(kind)
    return (words && this.renderEdited(kind, words, data)) || this.renderTemplate(kind, shippedTemplate(kind), data)
  }

  renderTemplate(kind: string, template: string, data: Record<string, unknown>): Mail {
    return mailText(kind, template, data, this.house())
  }

  /** null where they do not go with these facts: the sample could not show that, and no message is lost because of wording. */
  private renderEdited(kind: string, words: string, data: Record<string, unknown>): Mail | null {
    try {
      const mail = this.renderTemplate(kind, words, data)
      if (mail.subject && mail.body.trim()) return mail
      this.logger.error(`The edited words of ${kind} left nothing of a mail: the shipped ones are used`)
    } catch (error) {
      this.logger.error(`The edited words of ${kind} failed, the shipped ones are used: ${inPlainWords(error)}`)
    }
    return null
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

  /** Whether a link to turn a topic off is one of ours, and this person's. */
  isStopSecret(topic: Topic, personId: string, secret: string): boolean {
    const own = Buffer.from(this.linkSecret(stopNonce(topic, personId)))
    const shown = Buffer.from(secret)
    return own.length === shown.length && timingSafeEqual(own, shown)
  }

  /** How many mails of these kinds went to an address since then. */
  countSince(tx: EntityManager, toEmail: string, kinds: string[], since: Date): Promise<number> {
    return tx
      .createQueryBuilder(Message, 'm')
      .where('m.toEmail = :toEmail AND m.kind IN (:...kinds) AND m.createdAt > :since', { toEmail, kinds, since })
      .getCount()
  }
}
