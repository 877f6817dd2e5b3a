import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { Who } from '../../../web/access.js'
import { bookingDetails, isUuid } from '../booking.queries.js'
import { mayApproveFor } from '../rules/acting-for.js'
import { linkOf, requestOf } from './approval.queries.js'
import { type Answerer, SettleRequests } from './settle-requests.js'

/** Yes, or no with a reason; an administrator's yes has a reason too, which is kept. */
export interface ApprovalAnswer {
  approve: boolean
  reason: string
}
export type Answered = { state: 'approved' | 'refused' }
export type ApprovalCode = 'not-found' | 'already-answered'

/** Answers a request for approval, once: by the link of the manager or of their deputy, or by an administrator or training lead in their place. */
@Injectable()
export class AnswerAnApproval {
  constructor(
    private readonly transaction: Transaction,
    private readonly settle: SettleRequests,
  ) {}

  /** Pressed twice, or by both at once, the first counts; whoever comes after is told so. */
  byLink(secret: string, answer: ApprovalAnswer, now: Date): Promise<Answered | Refusal<ApprovalCode>> {
    return this.transaction.run(async tx => {
      const link = await linkOf(tx, secret)
      return link ? this.answer(tx, link.bookingId, { by: link.whose, personId: null }, answer, now, secret) : refuse('not-found')
    })
  }

  /** For administrators, as the route says. A repeat with the same key answers the same. */
  onBehalf(
    bookingId: string,
    who: Who,
    answer: ApprovalAnswer,
    key: string | undefined,
    now: Date,
  ): Promise<Answered | Refusal<ApprovalCode>> {
    return this.transaction.run(tx =>
      once(tx, { personId: who.id, key }, () => this.answer(tx, bookingId, { by: 'administrator', personId: who.id }, answer, now)),
    )
  }

  /** For training leads of the booking's agency, where it has it so. A repeat with the same key answers the same. */
  asLead(
    bookingId: string,
    who: Who,
    answer: ApprovalAnswer,
    key: string | undefined,
    now: Date,
  ): Promise<Answered | Refusal<ApprovalCode>> {
    return this.transaction.run(tx =>
      once(tx, { personId: who.id, key }, async () => {
        const booking = await bookingDetails(tx, bookingId)
        if (!booking || !mayApproveFor(booking, who, await leadsApprove(tx, booking.agencyId))) return refuse('not-found')
        return this.answer(tx, bookingId, { by: 'training lead', personId: who.id }, answer, now)
      }),
    )
  }

  private async answer(
    tx: EntityManager,
    bookingId: string,
    answerer: Answerer,
    { approve, reason }: ApprovalAnswer,
    now: Date,
    secret?: string,
  ): Promise<Answered | Refusal<ApprovalCode>> {
    if (!isUuid(bookingId)) return refuse('not-found')
    await lockOccurrence(tx, bookingId)
    const request = await requestOf(tx, bookingId, now)
    // Somebody may have asked anew while this waited: then this link is no longer one.
    if (!request || (secret !== undefined && !(await linkOf(tx, secret)))) return refuse('not-found')
    if (request.standing !== 'open') return refuse('already-answered')
    await (approve ? this.settle.approve(tx, request, answerer, reason, now) : this.settle.refuse(tx, request, answerer, reason, now))
    return { state: approve ? 'approved' : 'refused' }
  }
}

/** Whether training leads of this agency approve for line managers. */
export async function leadsApprove(source: Pick<EntityManager, 'query'>, agencyId: string | null): Promise<boolean> {
  const [agency] = await source.query<{ approve: boolean }[]>('SELECT leads_approve AS approve FROM agency WHERE id = $1', [agencyId])
  return agency?.approve ?? false
}

/** The row under which everything about its bookings is decided, held until the transaction ends. */
export const lockOccurrence = (tx: EntityManager, bookingId: string): Promise<unknown> =>
  tx.query('SELECT 1 FROM occurrence WHERE id = (SELECT occurrence_id FROM booking WHERE id = $1) FOR NO KEY UPDATE', [bookingId])
