import { mean } from './pairing.js'
import { type AnswerValue, type FormQuestion, questionsOf, type FormContent, type Answers } from './form-content.js'

/** What a group answered to one question. `count` null: some did, but fewer than may be told. */
export interface QuestionSummary {
  key: string
  words: string
  kind: FormQuestion['kind']
  answered: number
  mean: number | null
  options: { words: string; count: number | null }[]
  texts: string[]
}

/** One form as it was sent by one person. */
export interface SentForm {
  content: FormContent
  answers: Answers
}

/**
 * What a group said, question by question, for whoever plans its day. Outside the business unit (`fewest` 5) a question that fewer answered is left
 * out, and an option that fewer chose has no number; `fewest` 1 tells all.
 */
export function groupSummary(sent: readonly SentForm[], fewest: number): QuestionSummary[] {
  const questions = new Map(sent.flatMap(({ content }) => questionsOf(content)).map(question => [question.key, question]))
  return [...questions.values()].flatMap(question => {
    const values = sent.map(({ answers }) => answers[question.key]).filter(value => value !== undefined && value !== '')
    const summary = {
      key: question.key,
      words: question.words,
      kind: question.kind,
      answered: values.length,
      mean: null,
      options: [],
      texts: [],
    }
    return values.length < Math.max(1, fewest) ? [] : [{ ...summary, ...told(question, values as AnswerValue[], fewest) }]
  })
}

function told(question: FormQuestion, values: readonly AnswerValue[], fewest: number): Partial<QuestionSummary> {
  const numbers = values.filter(value => typeof value === 'number')
  if (question.kind === 'scale' || question.kind === 'agreement') return { mean: mean(numbers) }
  const texts = values.flatMap(value => (typeof value === 'string' ? [value] : Array.isArray(value) ? value : []))
  if (question.kind === 'text' || question.kind === 'actions') return { texts: texts.sort((a, b) => a.localeCompare(b, 'en-GB')) }
  const options = (question.options ?? []).map(({ key, words }) => ({ words, count: texts.filter(text => text === key).length }))
  options.sort((a, b) => b.count - a.count)
  return { options: options.map(({ words, count }) => ({ words, count: count === 0 || count >= fewest ? count : null })) }
}
