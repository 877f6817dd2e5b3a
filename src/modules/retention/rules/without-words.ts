import { REMOVED } from '../../../shared/removed.js'
import { questionsOf, type Answers, type AnswerValue, type FormContent } from '../../evaluation/rules/form-content.js'

/**
 * Answers without what was written in own words: scores and choices stay, and so does that something was written, so that every figure
 * that is worked out of them stays. What the form does not know is words, until it is known to be none.
 */
export function withoutWords(content: FormContent, answers: Answers): Answers {
  const kinds = new Map(questionsOf(content).map(({ key, kind }) => [key, kind]))
  const kept = (key: string, value: AnswerValue): AnswerValue => {
    const kind = kinds.get(key) ?? 'text'
    if (typeof value === 'number' || kind === 'choice' || kind === 'many') return value
    if (Array.isArray(value)) return value.map(() => REMOVED)
    if (typeof value === 'string') return value === '' ? '' : REMOVED
    return Object.fromEntries(Object.entries(value).map(([position, one]) => [position, { ...one, outcome: '' }]))
  }
  return Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, kept(key, value)]))
}
