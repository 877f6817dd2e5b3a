import { Injectable } from '@nestjs/common'
import { hashSecret, newSecret } from '../../../shared/secrets.js'
import { NotificationsReader } from '../../notifications/notifications.reader.js'

/** A mailed link: what the outbox keeps of it, and what it is known again by. */
export interface Link {
  nonce: string
  hash: string
}

export const EVALUATIONS = '/evaluations'

/** The secret links of invitations. No table holds the secret itself. */
@Injectable()
export class Links {
  constructor(private readonly notifications: NotificationsReader) {}

  make(): Link {
    const nonce = newSecret()
    return { nonce, hash: hashSecret(this.notifications.linkSecret(nonce)) }
  }

  /** Where the link of a nonce leads, for somebody who is sent there without a mail. */
  path(nonce: string): string {
    return `${EVALUATIONS}/${this.notifications.linkSecret(nonce)}`
  }
}
