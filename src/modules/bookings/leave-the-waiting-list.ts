import { Injectable } from '@nestjs/common'
import { Transaction } from '../../database/transaction.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { isUuid } from './booking.queries.js'
import { OfferFreedPlaces } from './offer-freed-places.js'

export interface Left {
  state: 'left'
  courseKey: string
}

/** Leaves a queue. A place held for the person is passed on in the same transaction. */
@Injectable()
export class LeaveTheWaitingList {
  constructor(
    private readonly transaction: Transaction,
    private readonly offers: OfferFreedPlaces,
  ) {}

  /** Leaving twice is answered like leaving once; somebody else's entry is not found. */
  run(entryId: string, personId: string, now: Date): Promise<Left | Refusal<'not-found'>> {
    return this.transaction.run(async tx => {
      if (!isUuid(entryId)) return refuse('not-found')
      const [entry] = await tx.query<{ courseKey: string; outcome: string | null }[]>(
        `SELECT c.key AS "courseKey", w.outcome FROM waiting_entry w JOIN course c ON c.id = w.course_id WHERE w.id = $1 AND w.person_id = $2`,
        [entryId, personId],
      )
      if (!entry) return refuse('not-found')
      await tx.query(`UPDATE waiting_entry SET ended_at = $2, outcome = 'left' WHERE id = $1 AND ended_at IS NULL`, [entryId, now])
      // The offer of an entry that has ended is due: settling gives its place to the next.
      await this.offers.settleDue(tx, now)
      return { state: 'left', courseKey: entry.courseKey }
    })
  }
}
