import { Injectable } from '@nestjs/common'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import type { Sender } from '../save-course.js'

/** Takes a draft away for good: nobody has seen it, so nobody is told. Its event goes with the last of its dates. */
@Injectable()
export class RemoveDraft {
  constructor(private readonly transaction: Transaction) {}

  /** False: it is no draft, or no longer there. */
  run(id: string, sender: Sender): Promise<boolean> {
    return this.transaction.run(tx =>
      once(tx, sender, async () => {
        // The event first: of two who remove its last two dates at once, the later one must see that nothing is left.
        await tx.query('SELECT 1 FROM event WHERE id = (SELECT event_id FROM occurrence WHERE id = $1) FOR UPDATE', [id])
        const [gone] = await tx.query<[{ event_id: string }[], number]>(
          'DELETE FROM occurrence WHERE id = $1 AND draft RETURNING event_id',
          [id],
        )
        if (!gone[0]) return false
        await tx.query('DELETE FROM event e WHERE e.id = $1 AND NOT EXISTS (SELECT 1 FROM occurrence o WHERE o.event_id = e.id)', [
          gone[0].event_id,
        ])
        return true
      }),
    )
  }
}
