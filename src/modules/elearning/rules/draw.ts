import { seeded } from '../../../shared/seeded.js'
import type { Option, Question, Quiz } from './built-content.js'

/** What is shown of a question before it is answered: nothing that tells which answer is right. */
export interface AskedQuestion {
  id: string
  kind: Question['kind']
  text: string
  options: Pick<Option, 'id' | 'text'>[]
}

/**
 * The questions of one go, drawn from the pool and shuffled with their answers. The same seed draws the same, on any device; an order to be
 * found is never given away by its being right already.
 */
export function drawQuestions(quiz: Pick<Quiz, 'ask' | 'questions'>, seed: number): Question[] {
  const random = seeded(seed)
  return shuffled(quiz.questions, random)
    .slice(0, quiz.ask)
    .map(question => ({ ...question, options: asShown(question, shuffled(question.options, random)) }))
}

/** A question as it is asked. Between pages answers stand as written, but for an order to be found. */
export function asked(question: Question): AskedQuestion {
  const { id, kind, text } = question
  return { id, kind, text, options: question.options.map(option => ({ id: option.id, text: option.text })) }
}

/** A question between pages, as everybody sees it: only what is to be put in order is shuffled. */
export function betweenPages(question: Question): Question {
  if (question.kind !== 'ordering') return question
  return { ...question, options: asShown(question, shuffled(question.options, seeded(question.options.length))) }
}

function asShown({ kind, options }: Question, mixed: Option[]): Option[] {
  const given = kind === 'ordering' && mixed.every((option, i) => option.id === options[i]?.id)
  return given ? [...mixed.slice(1), ...mixed.slice(0, 1)] : mixed
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const mixed = [...list]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!]
  }
  return mixed
}
