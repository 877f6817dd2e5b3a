import { Injectable } from '@nestjs/common'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'

export interface TermsAsked {
  /** null: the partnership's own. */
  courseId: string | null
  words: string
  /** The version that the form was opened with; 0: there was none. */
  version: number
}
/** `now`: what somebody else has saved meanwhile. */
export type TermsSaved = { saved: number } | { now: string; version: number }

const LAST = 'SELECT number, words FROM terms_version WHERE course_id IS NOT DISTINCT FROM $1 ORDER BY number DESC LIMIT 1'
const ADD = `
  INSERT INTO terms_version (id, course_id, number, words, made_at, made_by_id) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT DO NOTHING RETURNING number`

/** Makes a new version of terms; those before stay as they are. Of two at once the second is told what the first has written. */
@Injectable()
export class SaveTerms {
  constructor(private readonly transaction: Transaction) {}

  run({ courseId, words, version }: TermsAsked, sender: { personId: string; key: string | undefined }, now: Date): Promise<TermsSaved> {
    return this.transaction.run(tx =>
      once(tx, sender, async (): Promise<TermsSaved> => {
        const last = async () => (await tx.query<{ number: number; words: string }[]>(LAST, [courseId]))[0] ?? { number: 0, words: '' }
        const before = await last()
        if (before.number === version && before.words === words) return { saved: version }
        if (before.number === version) {
          const added = await tx.query<unknown[]>(ADD, [newId(), courseId, version + 1, words, now, sender.personId])
          if (added.length > 0) return { saved: version + 1 }
        }
        const meanwhile = await last()
        return { now: meanwhile.words, version: meanwhile.number }
      }),
    )
  }
}
