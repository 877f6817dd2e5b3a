import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { isUuid } from '../booking.queries.js'
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
      const entry = await ownEntry(tx, entryId, personId)
      if (!entry) return refuse('not-found')
      // The date's row before the entry's: the order in which everybody locks.
      if (entry.heldOn) await tx.query('SELECT 1 FROM occurrence WHERE id = $1 FOR NO KEY UPDATE', [entry.heldOn])
      await tx.query(`UPDATE waiting_entry SET ended_at = $2, outcome = 'left' WHERE id = $1 AND ended_at IS NULL`, [entryId, now])
      // The offer of an entry that has ended is due: settling gives its place to the next.
      if (entry.heldOn) await this.offers.passOn(tx, entry.heldOn, now)
      return { state: 'left', courseKey: entry.courseKey }
    })
  }
}

/** The person's own entry, with the date on which a place is held for it. */
async function ownEntry(tx: EntityManager, id: string, personId: string) {
  if (!isUuid(id)) return undefined
  const [entry] = await tx.query<{ courseKey: string; heldOn: string | null }[]>(
    `SELECT c.key AS "courseKey", f.occurrence_id AS "heldOn" FROM waiting_entry w JOIN course c ON c.id = w.course_id
     LEFT JOIN offer f ON f.entry_id = w.id AND f.state = 'open' AND f.kind = 'hold' WHERE w.id = $1 AND w.person_id = $2`,
    [id, personId],
  )
  return entry
}
