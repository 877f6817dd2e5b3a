import { Injectable } from '@nestjs/common'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { Who } from '../../../web/access.js'
import { Outbox } from '../../notifications/notifications.writer.js'
import { isUuid } from '../booking.queries.js'
import { readOccurrence } from '../booking-lane.statements.js'
import type { LaneOccurrence } from '../booking-lane.facts.js'
import type { Approvers } from '../rules/approval.js'
import { lockOccurrence, type ApprovalCode } from './answer-an-approval.js'
import { NewApprovals, writeApproval } from './approval-row.js'
import { requestMails } from './approval-mails.js'
import { requestOf } from './approval.queries.js'

/** Asks anew, perhaps somebody else: with other links and a new time to answer; the links of before open nothing any more. */
@Injectable()
export class AskAnew {
  constructor(
    private readonly transaction: Transaction,
    private readonly approvals: NewApprovals,
    private readonly outbox: Outbox,
  ) {}

  /** For administrators, as the route says. `approvers` have been looked at. The delegate's line manager is kept for the next time. */
  run(
    bookingId: string,
    who: Who,
    approvers: Approvers,
    key: string | undefined,
    now: Date,
  ): Promise<{ asked: true } | Refusal<ApprovalCode>> {
    return this.transaction.run(tx =>
      once(tx, { personId: who.id, key }, async () => {
        if (!isUuid(bookingId)) return refuse('not-found')
        await lockOccurrence(tx, bookingId)
        const request = await requestOf(tx, bookingId, now)
        if (!request) return refuse('not-found')
        if (request.standing !== 'open') return refuse('already-answered')
        const { booking } = request
        const read = readOccurrence(booking.occurrenceId)
        const [occurrence] = await tx.query<LaneOccurrence[]>(read.text, read.values)
        const approval = this.approvals.ask(booking.id, approvers, occurrence as LaneOccurrence, now, request.approval.round + 1)
        await writeApproval(tx, approval)
        const { managerName, managerEmail, deputyName, deputyEmail } = approval
        await tx.query('UPDATE person SET manager_name = $2, manager_email = $3, deputy_name = $4, deputy_email = $5 WHERE id = $1', [
          booking.personId,
          ...[managerName, managerEmail, deputyName, deputyEmail],
        ])
        const person = { name: booking.personName, email: booking.personEmail }
        await this.outbox.add(tx, requestMails(person, booking, approval, booking), now)
        return { asked: true }
      }),
    )
  }
}
