import type { AnswerRefusal } from './check-answers.js'
import { type Answers, type AnswerValue, type FormContent, type FormQuestion, KEPT, type KeptAnswer } from './form-content.js'
import { MOST_ACTIONS, questionsOf } from './form-content.js'

/** The name that a question's field has on the answering page; `actions` and `kept` have one for each, `kept` another for what came of it. */
export const fieldOf = (key: string, position?: number, outcome = false): string =>
  `q-${key}${position === undefined ? '' : `-${position}`}${outcome ? '-outcome' : ''}`

/** Refusals as errors of the answering page: each points at its question's field. */
export const answerErrors = (refusals: AnswerRefusal[]): { field: string; message: string }[] =>
  refusals.map(({ question, message }) => ({ field: fieldOf(question), message }))

type Body = Record<string, unknown>

/** A text of a form, trimmed, with line ends as they are kept and without what the database cannot keep. */
function textOf(body: Body, name: string): string {
  const value = body[name]
  const text = typeof value === 'string' ? value : ''
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replaceAll('\0', '')
    .replace(/\r\n/g, '\n')
    .trim()
}

/** The answers as the answering page posts them. Anything that was not asked is left out; what is not a number stays as it was typed. */
export function readAnswers(content: FormContent, body: Body): Answers {
  const read = questionsOf(content).map(question => [question.key, readOne(question, body)] as const)
  return Object.fromEntries(read.filter((entry): entry is [string, AnswerValue] => entry[1] !== undefined))
}

function readOne({ key, kind }: FormQuestion, body: Body): AnswerValue | undefined {
  if (kind === 'kept') return readKept(key, body)
  if (kind === 'actions') return someOf(positions.map(position => textOf(body, fieldOf(key, position))))
  if (kind === 'many') return someOf([body[fieldOf(key)]].flat().map(one => (typeof one === 'string' ? one : '')))
  const text = textOf(body, fieldOf(key))
  if (text === '') return undefined
  return (kind === 'scale' || kind === 'agreement') && /^\d{1,2}$/.test(text) ? Number(text) : text
}

const positions = Array.from({ length: MOST_ACTIONS }, (_, i) => i + 1)

function someOf(texts: string[]): string[] | undefined {
  const some = texts.filter(text => text !== '')
  return some.length > 0 ? some : undefined
}

function readKept(key: string, body: Body): Record<string, KeptAnswer> | undefined {
  const told = positions.flatMap(position => {
    const kept = KEPT.find(one => one === textOf(body, fieldOf(key, position))) ?? null
    const outcome = textOf(body, fieldOf(key, position, true))
    return kept !== null || outcome !== '' ? [[String(position), { kept, outcome }] as const] : []
  })
  return told.length > 0 ? Object.fromEntries(told) : undefined
}
