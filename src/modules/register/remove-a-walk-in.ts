import { Injectable } from '@nestjs/common'
import { Transaction } from '../../database/transaction.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import type { Who } from '../../web/access.js'
import { RecordsWriter } from '../records/records.writer.js'
import { type MarkCode, refusalToMark } from './mark-the-register.js'
import { RegisterQueries } from './register.queries.js'

/** Takes a walk-in who was added by mistake off an open register, with what an earlier closing wrote for them. */
@Injectable()
export class RemoveAWalkIn {
  constructor(
    private readonly transaction: Transaction,
    private readonly register: RegisterQueries,
    private readonly records: RecordsWriter,
  ) {}

  /** The name of who was taken off; a second time it is refused as `not-a-walk-in`, and nothing happens. */
  run(who: Who, occurrenceId: string, bookingId: string, now: Date): Promise<{ name: string } | Refusal<MarkCode | 'not-a-walk-in'>> {
    return this.transaction.run(async tx => {
      const sheet = await this.register.lockedSheet(tx, occurrenceId, who, 'update')
      const refusal = refusalToMark(sheet, who, now)
      if (refusal) return refusal
      const row = sheet!.rows.find(one => one.bookingId === bookingId && one.walkIn)
      if (!row) return refuse('not-a-walk-in')
      await this.records.reconcile(tx, [`booking:${bookingId}`], [], now)
      await tx.query('DELETE FROM booking WHERE id = $1', [bookingId])
      return { name: row.name }
    })
  }
}
