import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Outbox } from '../../notifications/notifications.writer.js'
import { bookingConfirmed } from '../booking-mails.js'
import { invitations } from '../session-mails.js'
import { OfferFreedPlaces } from '../waiting/offer-freed-places.js'
import { type Approver, copyConfirmation } from '../rules/approval.js'
import { bookingNotApproved } from './approval-mails.js'
import { answeredByName, type Request } from './approval.queries.js'
import { copyFor } from './manager-copies.js'

/** Who answers, and the account of an administrator or training lead. */
export interface Answerer {
  by: Approver
  personId: string | null
}

export const RUN_OUT = 'The line manager did not answer in time'

const ANSWER = `
  UPDATE approval SET state = $2, answered_at = $3, answered_by = $4, answered_by_person_id = $5, reason = $6
  WHERE booking_id = $1 AND state = 'open'`

/** What becomes of a booking that waited for approval. The caller holds the occurrence's row, and has seen that the request is open. */
@Injectable()
export class SettleRequests {
  constructor(
    private readonly outbox: Outbox,
    private readonly offers: OfferFreedPlaces,
  ) {}

  /** The place is the delegate's: confirmed, into their calendar, and copied to a manager who did not approve it themselves. */
  async approve(tx: EntityManager, { booking, approval }: Request, { by, personId }: Answerer, reason: string, now: Date): Promise<void> {
    await tx.query(ANSWER, [booking.id, 'approved', now, by, personId, reason])
    await tx.query(`UPDATE booking SET state = 'booked' WHERE id = $1`, [booking.id])
    const confirmed = bookingConfirmed(delegateOf(booking), booking, booking)
    const copied = { ...approval, delegate: booking.personName, copies: booking.copies }
    const copy = copyConfirmation(booking.copies, by) ? copyFor('confirmation', copied, booking) : []
    await this.outbox.add(tx, [...invitations(booking, booking, confirmed), ...copy], now)
  }

  /** Without a yes the booking ends free of charge, the delegate is told why, and the place goes to whoever waits for it. */
  async refuse(tx: EntityManager, request: Request, { by, personId }: Answerer, reason: string, now: Date): Promise<void> {
    await tx.query(ANSWER, [request.booking.id, 'refused', now, by, personId, reason])
    const name = answeredByName({ ...request.approval, answeredBy: by })
    await this.end(tx, request, { by: name, reason, runOut: false }, personId, now)
  }

  /** Nobody answered in time. */
  async runOut(tx: EntityManager, request: Request, now: Date): Promise<void> {
    await tx.query(ANSWER, [request.booking.id, 'run-out', now, null, null, ''])
    await this.end(tx, request, { by: '', reason: RUN_OUT, runOut: true }, null, now)
  }

  private async end(
    tx: EntityManager,
    { booking, approval }: Request,
    ending: { by: string; reason: string; runOut: boolean },
    personId: string | null,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `UPDATE booking SET state = 'cancelled', cancelled_at = $2, cancelled_by = 'agency', cancelled_by_person_id = $3, cancel_reason = $4 WHERE id = $1`,
      [booking.id, now, personId, ending.reason],
    )
    await tx.query(LESS_BOOKED, [booking.occurrenceId])
    await this.outbox.add(
      tx,
      [bookingNotApproved(delegateOf(booking), booking, { manager: approval.managerName, ...ending }, booking)],
      now,
    )
    await this.offers.passOn(tx, booking.occurrenceId, now)
  }
}

// A place given above the limit is taken back first: it was never free for anybody else.
const LESS_BOOKED = `
  UPDATE occurrence SET booked = booked - 1, overbooked = greatest(0, least(overbooked, booked - 1 + held - places)) WHERE id = $1`

const delegateOf = ({ personId, personName, personEmail }: Request['booking']) => ({ id: personId, name: personName, email: personEmail })
