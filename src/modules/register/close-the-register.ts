import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { londonDate } from '../../shared/dates.js'
import { newId } from '../../shared/ids.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import type { Who } from '../../web/access.js'
import { ApprovalWriter } from '../bookings/approval/approval.writer.js'
import { BookingsWriter } from '../bookings/bookings.writer.js'
import { type CloseCode, closeRegister, type RegisterPlan, type RegisterSums } from '../bookings/rules/register.js'
import { RecordsWriter, type Learned } from '../records/records.writer.js'
import { keepChange } from './keep-change.js'
import { RegisterQueries, type RegisterRow, type RegisterSheet } from './register.queries.js'

const OUTCOMES = `
  UPDATE booking b SET state = o.outcome FROM unnest($2::uuid[], $3::text[]) AS o (id, outcome)
  WHERE b.id = o.id AND b.occurrence_id = $1`

// Nobody holds a place any longer: the counter follows the live bookings, of which none is left.
const CLOSED = `
  UPDATE occurrence SET register_closed_at = $2,
    booked = (SELECT count(*) FROM booking WHERE occurrence_id = $1 AND state IN ('requested', 'booked') AND NOT walk_in)
  WHERE id = $1`

/** Closes a register: outcomes, learning records, charges for not coming, and the change that is kept: one transaction. */
@Injectable()
export class CloseTheRegister {
  constructor(
    private readonly transaction: Transaction,
    private readonly register: RegisterQueries,
    private readonly records: RecordsWriter,
    private readonly bookings: BookingsWriter,
    private readonly approvals: ApprovalWriter,
  ) {}

  /** The sums it closed with, or why it stays open (codes and facts in bookings/rules/register.ts). */
  run(who: Who, occurrenceId: string, now: Date): Promise<RegisterSums | Refusal<CloseCode | 'not-found'>> {
    return this.transaction.run(async tx => {
      const sheet = await this.register.lockedSheet(tx, occurrenceId, who, 'update')
      if (!sheet) return refuse('not-found')
      const plan = closeRegister(sheet, now)
      if (isRefusal(plan)) return plan
      await this.write(tx, who, sheet, plan, now)
      return plan.sums
    })
  }

  private async write(tx: EntityManager, who: Who, sheet: RegisterSheet, { outcomes }: RegisterPlan, now: Date): Promise<void> {
    const { id } = sheet.occurrence
    await this.approvals.endRequests(tx, id, now)
    await tx.query(OUTCOMES, [id, outcomes.map(one => one.bookingId), outcomes.map(one => one.outcome)])
    await tx.query(CLOSED, [id, now])
    const attended = new Set(outcomes.filter(one => one.outcome === 'attended').map(one => one.bookingId))
    const learned = sheet.rows.filter(row => attended.has(row.bookingId)).map(row => learnedBy(row, sheet, who))
    // Cancelled ones too: an administrator may have cancelled one that an earlier closing counted as attended.
    const every: Pick<RegisterRow, 'bookingId'>[] = await tx.query('SELECT id AS "bookingId" FROM booking WHERE occurrence_id = $1', [id])
    await this.records.reconcile(tx, every.map(sourceOf), learned, now)
    await this.bookings.proposeNoShowCharges(tx, id, now)
    await this.approvals.tellOfNoShows(tx, id, now)
    await keepChange(tx, { id: newId(), occurrenceId: id, change: 'closed', byId: who.id, at: now, reason: '' })
  }
}

const sourceOf = ({ bookingId }: Pick<RegisterRow, 'bookingId'>): string => `booking:${bookingId}`

/** Full attendance is learning, done on the London day of the last session. */
function learnedBy(row: RegisterRow, { occurrence }: RegisterSheet, who: Who): Learned {
  const last = occurrence.sessions.at(-1)!
  const completedOn = londonDate(last.startsAt)
  return {
    source: sourceOf(row),
    personId: row.personId,
    courseId: occurrence.courseId,
    completedOn,
    how: 'attended',
    recordedById: who.id,
  }
}
