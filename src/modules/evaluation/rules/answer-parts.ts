import { type AnswerRefusal, checkAnswers } from './check-answers.js'
import type { Answers, FormContent, FormGroup } from './form-content.js'

/** The parts in which a form is answered, one to a page: its groups, without those that ask this person nothing. Never none. */
export function partsOf(content: FormContent, actions: readonly string[]): FormGroup[] {
  const asks = content.groups.filter(group => group.questions.some(({ kind }) => kind !== 'kept' || actions.length > 0))
  return asks.length > 0 ? asks : [{ title: '', questions: [] }]
}

export const contentOf = (part: FormGroup): FormContent => ({ intro: '', groups: [part] })

/** Where somebody who comes back goes on: at the first part, from 0, that lacks something; at the last where nothing is lacking. */
export function partToAnswer(parts: readonly FormGroup[], answers: Answers, actions: string[]): number {
  const open = parts.findIndex(part => {
    const begun = part.questions.some(({ key }) => answers[key] !== undefined)
    const optional = part.questions.every(({ required }) => !required)
    return optional ? !begun && laterEmpty(parts, part, answers) : checkAnswers(contentOf(part), answers, { actions }).length > 0
  })
  return open === -1 ? parts.length - 1 : open
}

// A part of which nothing has to be answered was passed over if something after it was answered.
const laterEmpty = (parts: readonly FormGroup[], part: FormGroup, answers: Answers): boolean =>
  parts.slice(parts.indexOf(part) + 1).every(later => later.questions.every(({ key }) => answers[key] === undefined))

/** The answers with one part's put in the place of what was there: what was taken away there is gone, the other parts stay. */
export function withPart(answers: Answers, part: FormGroup, posted: Answers): Answers {
  const others = Object.entries(answers).filter(([key]) => !part.questions.some(question => question.key === key))
  return { ...Object.fromEntries(others), ...posted }
}

/** What of a part can be kept on the way: all but what can never be right. */
export function keepable(part: FormGroup, posted: Answers, actions: string[]): Answers {
  const wrong = checkAnswers(contentOf(part), posted, { partial: true, actions }).map(({ question }) => question)
  return Object.fromEntries(Object.entries(posted).filter(([key]) => !wrong.includes(key)))
}

/** What stands in the way of sending: the first part that has something, and what it is; null: nothing. */
export function inTheWay(
  parts: readonly FormGroup[],
  answers: Answers,
  actions: string[],
): { part: number; refusals: AnswerRefusal[] } | null {
  for (const [part, group] of parts.entries()) {
    const refusals = checkAnswers(contentOf(group), answers, { actions })
    if (refusals.length > 0) return { part, refusals }
  }
  return null
}
