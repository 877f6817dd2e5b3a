import { Injectable } from '@nestjs/common'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { ProgrammeReader } from '../courses.reader.js'
import { confirmProblem } from '../rules/viability.js'
import type { Sender } from '../save-course.js'

interface Row {
  draft: boolean
  cancelledAt: Date | null
  startsAt: Date
  confirmedAt: Date | null
}

/** Says of a date that it runs, however many book. */
@Injectable()
export class ConfirmItRuns {
  constructor(
    private readonly transaction: Transaction,
    private readonly programme: ProgrammeReader,
  ) {}

  /** null: there is no such date; else why it cannot be said, or that it is. Whoever comes second finds it said. */
  async run(id: string, sender: Sender, now: Date): Promise<{ problem: string | null } | null> {
    const answer = await this.transaction.run(tx =>
      once(tx, sender, async () => {
        const [row] = await tx.query<Row[]>(
          `SELECT draft, cancelled_at AS "cancelledAt", starts_at AS "startsAt", confirmed_at AS "confirmedAt"
           FROM occurrence WHERE id = $1 FOR NO KEY UPDATE`,
          [id],
        )
        if (!row) return null
        const problem = confirmProblem({ draft: row.draft, cancelled: row.cancelledAt !== null, begun: row.startsAt <= now })
        if (!problem && !row.confirmedAt)
          await tx.query('UPDATE occurrence SET confirmed_at = $2, version = version + 1 WHERE id = $1', [id, now])
        return { problem }
      }),
    )
    this.programme.invalidate()
    return answer
  }
}
