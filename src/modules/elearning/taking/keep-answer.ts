import type { EntityManager } from 'typeorm'
import type { Mark } from '../rules/marking.js'

interface Given {
  enrolmentId: string
  /** 0: between pages. */
  attempt: number
  question: string
  chosen: string[]
}

/** Keeps an answer, the first one only: what is sent again after the right answer was shown counts for nothing. */
export async function keepAnswer(tx: EntityManager, given: Given, { correct }: Mark, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO quiz_answer (enrolment_id, attempt, question, chosen, correct, answered_at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT DO NOTHING`,
    [given.enrolmentId, given.attempt, given.question, given.chosen, correct, now],
  )
}
