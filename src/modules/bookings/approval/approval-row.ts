import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { hashSecret, newSecret } from '../../../shared/secrets.js'
import { NotificationsReader } from '../../notifications/notifications.reader.js'
import { approvalTimes, type Approvers } from '../rules/approval.js'
import { bookingClosesAt, type OccurrenceFacts } from '../rules/places.js'
import type { Approval } from './approval.entity.js'

/** A row of `approval` as it is first written. */
export type NewApproval = Omit<Approval, 'booking' | 'answeredByPerson' | 'chasedAt'>

/** For statements that write approvals: the columns, and the record that `jsonb_to_recordset` makes of `NewApproval`s. */
export const APPROVAL_COLUMNS = `booking_id, manager_name, manager_email, manager_nonce, manager_hash, deputy_name, deputy_email, deputy_nonce,
      deputy_hash, state, round, asked_at, chase_at, runs_out_at, answered_at, answered_by, answered_by_person_id, reason`
export const APPROVAL_VALUES = `a."bookingId", a."managerName", a."managerEmail", a."managerNonce", a."managerHash", a."deputyName", a."deputyEmail",
      a."deputyNonce", a."deputyHash", a.state, a.round, a."askedAt", a."chaseAt", a."runsOutAt", a."answeredAt", a."answeredBy",
      a."answeredByPersonId", a.reason`
export const APPROVAL_RECORD = `"bookingId" uuid, "managerName" text, "managerEmail" text, "managerNonce" text, "managerHash" text,
      "deputyName" text, "deputyEmail" text, "deputyNonce" text, "deputyHash" text, state text, round int, "askedAt" timestamptz,
      "chaseAt" timestamptz, "runsOutAt" timestamptz, "answeredAt" timestamptz, "answeredBy" text, "answeredByPersonId" uuid, reason text`

const again = (columns: string): string => columns.replace(/\w+/g, column => `${column} = EXCLUDED.${column}`)

const WRITE = `
  INSERT INTO approval (${APPROVAL_COLUMNS}) SELECT ${APPROVAL_VALUES} FROM jsonb_to_recordset($1::jsonb) AS a(${APPROVAL_RECORD})
  ON CONFLICT (booking_id) DO UPDATE SET ${again(APPROVAL_COLUMNS.replace('booking_id, ', ''))}, chased_at = NULL`

/** Writes an approval; one that the booking had gives way to it, and its links open nothing any more. */
export const writeApproval = (tx: EntityManager, approval: NewApproval): Promise<unknown> => tx.query(WRITE, [JSON.stringify([approval])])

type Date_ = Pick<OccurrenceFacts, 'startsAt' | 'closesAt'>

/** Makes approvals: their links and their times. */
@Injectable()
export class NewApprovals {
  constructor(private readonly notifications: NotificationsReader) {}

  /** An open approval; the deputy's link is made with it, and sent when the manager is asked again. */
  ask(bookingId: string, approvers: Approvers, occurrence: Date_, now: Date, round = 1): NewApproval {
    const manager = this.link()
    const deputy = approvers.deputyEmail ? this.link() : { nonce: '', hash: null }
    return {
      bookingId,
      ...approvers,
      managerNonce: manager.nonce,
      managerHash: manager.hash,
      deputyNonce: deputy.nonce,
      deputyHash: deputy.hash,
      round,
      ...timesOf(occurrence, now),
      ...{ state: 'open', answeredAt: null, answeredBy: null, answeredByPersonId: null, reason: '' },
    }
  }

  /** One that nobody was asked for: an administrator booked without it, or a training lead who may approve it. */
  waived(
    bookingId: string,
    approvers: Approvers,
    occurrence: Date_,
    { by, personId }: { by: 'administrator' | 'training lead'; personId: string },
    now: Date,
  ): NewApproval {
    const links = { managerNonce: '', managerHash: null, deputyNonce: '', deputyHash: null }
    const answer = { answeredAt: now, answeredBy: by, answeredByPersonId: personId, reason: by === 'administrator' ? WAIVED : BY_LEAD }
    return { bookingId, ...approvers, ...links, state: 'approved', round: 1, ...timesOf(occurrence, now), ...answer }
  }

  private link(): { nonce: string; hash: string } {
    const nonce = newSecret()
    return { nonce, hash: hashSecret(this.notifications.linkSecret(nonce)) }
  }
}

export const WAIVED = 'Booked by the business unit without asking the line manager.'
const BY_LEAD = 'Booked by the training lead, who approves for the line manager.'

const timesOf = (occurrence: Date_, now: Date) => ({
  askedAt: now,
  ...approvalTimes({ askedAt: now, startsAt: occurrence.startsAt, closesAt: bookingClosesAt(occurrence) }, ENGLAND_AND_WALES),
})
