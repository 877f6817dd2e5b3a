import { LONGEST_ACTION, LONGEST_TEXT, MOST_ACTIONS, questionsOf, SCALE, KEPT } from './form-content.js'
import type { Answers, AnswerValue, FormContent, FormQuestion, KeptAnswer } from './form-content.js'

/** A question whose answer cannot be taken: `question` is its key, `message` says what to do. */
export interface AnswerRefusal {
  question: string
  message: string
}

export interface CheckOptions {
  /** Saved on the way: what is missing may still come, only what can never be right is refused. */
  partial?: boolean
  /** The person's own committed actions, which `kept` asks about; without any it asks nothing. */
  actions?: string[]
}

/** Everything that stands in the way of taking these answers, in the order of the form; empty: nothing. */
export function checkAnswers(content: FormContent, answers: Answers, options: CheckOptions = {}): AnswerRefusal[] {
  return questionsOf(content).flatMap(question => {
    const message = refusalOf(question, answers[question.key], options)
    return message === null ? [] : [{ question: question.key, message }]
  })
}

function refusalOf(question: FormQuestion, value: AnswerValue | undefined, { partial = false, actions = [] }: CheckOptions): string | null {
  if (question.kind === 'kept') return keptRefusal(value, actions, question.required === true && !partial)
  if (isMissing(value)) return question.required === true && !partial ? MISSING[question.kind] : null
  return CHECKS[question.kind](value, question)
}

const isMissing = (value: AnswerValue | undefined): value is undefined =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

type Plain = Exclude<FormQuestion['kind'], 'kept'>

const MISSING: Record<Plain, string> = {
  scale: `Choose a number from ${SCALE.from} to ${SCALE.to}`,
  agreement: 'Choose how far you agree',
  choice: 'Choose one of the answers',
  many: 'Choose at least one of the answers',
  text: 'Write your answer',
  actions: 'Write at least one thing that you will do',
}

const isWhole = (value: AnswerValue, from: number, to: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to
const isOption = (question: FormQuestion, key: string) => (question.options ?? []).some(option => option.key === key)

const CHECKS: Record<Plain, (value: AnswerValue, question: FormQuestion) => string | null> = {
  scale: value => (isWhole(value, SCALE.from, SCALE.to) ? null : MISSING.scale),
  agreement: value => (isWhole(value, 1, 5) ? null : MISSING.agreement),
  choice: (value, question) => (typeof value === 'string' && isOption(question, value) ? null : MISSING.choice),
  many: (value, question) =>
    Array.isArray(value) && value.every(key => isOption(question, key)) && new Set(value).size === value.length
      ? null
      : 'Choose only from the answers that are given',
  text: value => (typeof value === 'string' ? tooLong(value, LONGEST_TEXT) : MISSING.text),
  actions: value => {
    if (!Array.isArray(value)) return MISSING.actions
    if (value.length > MOST_ACTIONS) return `Write no more than ${MOST_ACTIONS} things that you will do`
    return value.map(words => tooLong(words, LONGEST_ACTION)).find(Boolean) ?? null
  },
}

const tooLong = (text: string, most: number): string | null =>
  text.length > most ? `Use ${most.toLocaleString('en-GB')} characters or fewer` : null

function keptRefusal(value: AnswerValue | undefined, actions: string[], required: boolean): string | null {
  const told = value ?? {}
  if (typeof told !== 'object' || Array.isArray(told)) return 'Choose yes, partly or not yet'
  const one = (i: number): KeptAnswer | undefined => told[String(i + 1)]
  if (Object.keys(told).some(position => !actions.some((_, i) => String(i + 1) === position))) return 'Answer only about your own actions'
  if (Object.values(told).some(({ kept }) => kept !== null && !KEPT.includes(kept))) return 'Choose yes, partly or not yet'
  const long = Object.values(told).map(({ outcome }) => tooLong(outcome, LONGEST_TEXT))
  const missing = required ? actions.find((_, i) => !one(i)?.kept) : undefined
  return long.find(Boolean) ?? (missing === undefined ? null : `Say whether you did it: “${missing}”`)
}
