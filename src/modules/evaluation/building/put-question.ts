import type { EntityManager } from 'typeorm'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import type { FormContent, FormQuestion } from '../rules/form-content.js'
import { putQuestion, questionIn } from '../rules/form-draft.js'
import type { Edit } from './edit-a-form.js'
import type { TypedQuestion } from './read-question.js'
import { makeMeasure } from './save-measure.js'

/** The question as it will be saved: with its new measure, which is made now. */
export async function withMeasure({ question, newMeasure }: TypedQuestion, tx: EntityManager): Promise<FormQuestion | Refusal> {
  if (newMeasure === null) return question
  const made = await makeMeasure(tx, { title: newMeasure, low: question.low!, high: question.high! })
  return typeof made === 'string' ? { ...question, measure: made } : made
}

/**
 * Puts a question into the draft unless it is no longer as its page had it (`was`: as JSON; empty: it was not there). Others may have
 * changed everything else meanwhile: two people who write different questions do not stand in each other's way.
 */
export function savedQuestion(typed: TypedQuestion, { group, was }: { group: number; was: string }) {
  return async (draft: FormContent, tx: EntityManager): Promise<Edit | Refusal> => {
    const stored = questionIn(draft, typed.question.key)
    if ((stored ? JSON.stringify(stored) : '') !== was) return refuse(stored ? 'question-changed' : 'question-gone')
    const question = await withMeasure(typed, tx)
    if (isRefusal(question)) return question
    const put = putQuestion(draft, question, group)
    return put ? { draft: put } : refuse('no-group')
  }
}
