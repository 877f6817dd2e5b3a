import type { Question } from '../../modules/elearning/rules/built-content.js'

type Written = [text: string, feedback?: string]

/** A question with its answers; those that are right come first as written here, and learners get them shuffled. */
export function choose(id: string, text: string, answers: { right: Written[]; wrong: Written[] }, feedback: string): Question {
  const option = (correct: boolean, [words, why = '']: Written, i: number) => ({
    id: `${correct ? 'r' : 'w'}${i + 1}`,
    text: words,
    correct,
    feedback: why,
  })
  const options = [...answers.right.map((one, i) => option(true, one, i)), ...answers.wrong.map((one, i) => option(false, one, i))]
  return { id, kind: answers.right.length > 1 ? 'multiple' : 'single', text, options, feedback }
}

/** Lines to be put in order; written here in the right one. */
export const inOrder = (id: string, text: string, lines: string[], feedback: string): Question => ({
  ...{ id, kind: 'ordering', text, feedback },
  options: lines.map((line, i) => ({ id: `o${i + 1}`, text: line, correct: false, feedback: '' })),
})
