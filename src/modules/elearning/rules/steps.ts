import type { BuiltContent } from './built-content.js'

/** Where somebody is in a module that is built here: before it, on a page (from 1), at the quiz, or through. */
export type Step = { at: 'start' } | { at: 'page'; page: number } | { at: 'quiz' } | { at: 'done' }

type Length = Pick<BuiltContent, 'pages' | 'quiz'>

export const hasQuiz = ({ quiz }: Pick<BuiltContent, 'quiz'>): boolean => quiz.questions.length > 0

/** Where to go on. `position`: the number of the page reached; one more than there are pages: all of them are read. */
export function stepOf(content: Length, position: number, completed: boolean): Step {
  if (completed) return { at: 'done' }
  if (position <= 0) return { at: 'start' }
  return position <= content.pages.length ? { at: 'page', page: position } : { at: 'quiz' }
}

/** Per cent of the way, the quiz counted as the last step: never 100 before it is completed. */
export function progressAt(content: Length, position: number): number {
  const steps = content.pages.length + (hasQuiz(content) ? 1 : 0)
  const read = Math.min(Math.max(position - 1, 0), content.pages.length)
  return steps === 0 ? 0 : Math.min(99, Math.floor((100 * read) / steps))
}
