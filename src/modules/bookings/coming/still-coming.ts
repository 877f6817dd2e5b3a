import { Injectable } from '@nestjs/common'
import { timingSafeEqual } from 'node:crypto'
import { DataSource } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { hashSecret } from '../../../shared/secrets.js'
import type { Who } from '../../../web/access.js'
import { NotificationsReader } from '../../notifications/notifications.reader.js'
import { bookingDetails, type BookingDetails } from '../booking.queries.js'
import { stillComingNonce } from './coming-mails.js'

/** What somebody finds behind the link of their last reminder. */
export type Standing = 'asked' | 'coming' | 'sent-a-colleague' | 'cancelled' | 'date-cancelled' | 'begun'

const YES = `
  UPDATE booking b SET coming_confirmed_at = $2, coming_for = o.starts_at FROM occurrence o
  WHERE b.id = $1 AND o.id = b.occurrence_id AND b.state = 'booked' AND o.cancelled_at IS NULL AND o.starts_at > $2
    AND b.coming_for IS DISTINCT FROM o.starts_at`

/** "Still coming?", answered by the link of the last reminder: whoever holds it acts as the delegate, for this booking only. */
@Injectable()
export class StillComing {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly notifications: NotificationsReader,
  ) {}

  /** The booking behind a link; null for a link that nobody was sent. */
  async behind(id: string, secret: string): Promise<BookingDetails | null> {
    if (!same(secret, this.notifications.linkSecret(stillComingNonce(id)))) return null
    return bookingDetails(this.database, id)
  }

  /** They are coming. Saying so twice is like saying it once; nothing happens where it can no longer be said. */
  async yes(id: string, now: Date): Promise<void> {
    await this.transaction.run(tx => tx.query(YES, [id, now]))
  }
}

// Compared by their hashes, which are of one length and tell nothing of how much was right.
const same = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(hashSecret(one)), Buffer.from(hashSecret(other)))

/** The link's holder counts as the person whose booking it is, without any role they may have besides. */
export const delegateOf = ({ personId, personName, personEmail, personAgencyId }: BookingDetails): Who => ({
  ...{ id: personId, name: personName, email: personEmail, agencyId: personAgencyId, roles: [] },
})
