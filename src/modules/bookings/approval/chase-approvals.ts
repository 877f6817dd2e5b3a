import { Injectable, Logger } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import type { MailOccurrence } from '../booking-mails.js'
import { approvalChased } from './approval-mails.js'
import { lockOccurrence } from './answer-an-approval.js'
import type { Approval } from './approval.entity.js'
import { requestOf } from './approval.queries.js'
import { SettleRequests } from './settle-requests.js'
import { withdrawApproval } from './withdraw-approval.js'

const BATCH = 200

type Due = Omit<Approval, 'booking'> & MailOccurrence & { personName: string; personEmail: string }

// Claimed by the update itself: whoever else looks at this moment passes the rows by.
const CHASE = `
  UPDATE approval a SET chased_at = $1
  FROM booking b JOIN person p ON p.id = b.person_id JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id
    LEFT JOIN venue v ON v.id = o.venue_id
  WHERE b.id = a.booking_id AND a.booking_id IN (
    SELECT d.booking_id FROM approval d WHERE d.state = 'open' AND d.chased_at IS NULL AND d.chase_at <= $1
    ORDER BY d.chase_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
  RETURNING a.booking_id AS "bookingId", a.manager_name AS "managerName", a.manager_email AS "managerEmail", a.manager_nonce AS "managerNonce",
    a.deputy_name AS "deputyName", a.deputy_email AS "deputyEmail", a.deputy_nonce AS "deputyNonce", a.round, a.runs_out_at AS "runsOutAt",
    b.state = 'requested' AND o.cancelled_at IS NULL AS waiting, p.name AS "personName", p.email AS "personEmail",
    c.title AS "courseTitle", c.key AS "courseKey", o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.online_url AS "onlineUrl",
    concat_ws(', ', nullif(v.name, ''), nullif(v.address, ''), nullif(v.postcode, '')) AS venue`

/** Asks managers again who have not answered, their deputies too, and ends what nobody answered. Twice, late or on two workers is harmless. */
@Injectable()
export class ChaseApprovals {
  private readonly logger = new Logger('ChaseApprovals')

  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly settle: SettleRequests,
  ) {}

  /** How many were asked again, and how many requests ended. */
  async run(now: Date): Promise<{ chased: number; runOut: number }> {
    // First what has ended, so that nobody is asked for an answer that no longer counts.
    const runOut = await this.endDue(now)
    let chased = 0
    for (let batch = BATCH; batch === BATCH;) {
      batch = await this.chase(now)
      chased += batch
    }
    return { chased, runOut }
  }

  private chase(now: Date): Promise<number> {
    return this.transaction.run(async tx => {
      const [due] = await tx.query<[(Due & { waiting: boolean })[], number]>(CHASE, [now])
      const asked = due.filter(one => one.waiting && now < one.runsOutAt)
      const mails = asked.flatMap(one => approvalChased(one, { name: one.personName, email: one.personEmail }, one))
      await this.outbox.add(tx, mails, now)
      return due.length
    })
  }

  /** Each in a transaction of its own, under its occurrence's row: seldom more than a few are due at a time. */
  private async endDue(now: Date): Promise<number> {
    const due = await this.database.query<{ id: string }[]>(
      `SELECT a.booking_id AS id FROM approval a JOIN booking b ON b.id = a.booking_id JOIN occurrence o ON o.id = b.occurrence_id
       WHERE a.state = 'open' AND (a.runs_out_at <= $1 OR o.starts_at <= $1 OR b.state <> 'requested' OR o.cancelled_at IS NOT NULL) ORDER BY a.runs_out_at`,
      [now],
    )
    let ended = 0
    for (const { id } of due) if (await this.end(id, now)) ended++
    return ended
  }

  /** What cannot be ended now is still due at the next look; the others are not kept waiting by it. */
  private async end(bookingId: string, now: Date): Promise<boolean> {
    try {
      return await this.transaction.run(async tx => {
        await lockOccurrence(tx, bookingId)
        const request = await requestOf(tx, bookingId, now)
        if (request?.approval.state !== 'open') return false
        if (request.standing === 'run-out') await this.settle.runOut(tx, request, now)
        if (request.standing === 'withdrawn') await withdrawApproval(tx, bookingId, now)
        return request.standing === 'run-out'
      })
    } catch (error) {
      this.logger.error(`The request for ${bookingId} could not be ended`, error instanceof Error ? error.stack : String(error))
      return false
    }
  }
}
