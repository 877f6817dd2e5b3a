import { pictureSays } from './pictures.js'

export type QuestionKind = 'single' | 'multiple' | 'ordering'

/** `correct`: of single and multiple questions. The options of an ordering question stand in their right order. Ids are kept for good. */
export interface Option {
  id: string
  text: string
  correct: boolean
  /** Shown to whoever chose it, once they have answered. */
  feedback: string
}

export interface Question {
  id: string
  kind: QuestionKind
  text: string
  options: Option[]
  /** Shown to everybody once they have answered. */
  feedback: string
}

export interface Video {
  url: string
  title: string
  transcript: string
}

/** `text`: Markdown. */
export interface BuiltPage {
  id: string
  title: string
  text: string
  video: Video | null
  question: Question | null
}

/** `ask`: how many of the questions each go asks. `passMark`: per cent. `goesADay`: how often it may be failed on one day. */
export interface Quiz {
  passMark: number
  goesADay: number
  ask: number
  questions: Question[]
}

/** What a module that is built here consists of. A quiz without questions is none. */
export interface BuiltContent {
  /** A sentence above everything, such as who still has to look at it; empty: none. */
  notice: string
  pages: BuiltPage[]
  quiz: Quiz
}

/** A module that is taken on another site and declared done. */
export interface ElsewhereContent {
  url: string
  text: string
  /** Completed once a certificate is accepted, not by the declaration alone. */
  certificate?: boolean
}

/** Something that has to be put right before a module is published: where, in words, and what. */
export interface ContentProblem {
  where: string
  say: string
}

export const NO_QUIZ: Quiz = { passMark: 80, goesADay: 3, ask: 0, questions: [] }
export const EMPTY_CONTENT: BuiltContent = { notice: '', pages: [], quiz: NO_QUIZ }

/** A link that a learner may be sent to. */
export const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/$.?#][^\s]*$/i.test(text) && URL.canParse(text)

/** What stands in the way of publishing, page by page and question by question; `pictures`: the numbers of those uploaded. Empty: nothing. */
export function contentProblems({ pages, quiz }: BuiltContent, pictures: readonly number[] = []): ContentProblem[] {
  const none = pages.length === 0 ? [{ where: 'Pages', say: 'Write at least one page' }] : []
  return [...none, ...pages.flatMap((page, i) => pageProblems(page, i, pictures)), ...quizProblems(quiz)]
}

function pageProblems(page: BuiltPage, i: number, pictures: readonly number[]): ContentProblem[] {
  const where = `Page ${i + 1}`
  const said = [
    page.title.trim() === '' ? 'Give the page a heading' : '',
    page.text.trim() === '' ? 'Write the page’s text' : '',
    ...pictureSays(page.text, pictures),
    page.video && !isWebAddress(page.video.url) ? 'Enter the video’s address, starting with https://' : '',
    page.video && page.video.title.trim() === '' ? 'Say what the video is called' : '',
    page.video && page.video.transcript.trim() === '' ? 'Add the video’s transcript, for those who cannot hear or watch it' : '',
    ...(page.question ? questionSays(page.question).map(say => `In its question: ${say}`) : []),
  ]
  return said.filter(Boolean).map(say => ({ where, say }))
}

function quizProblems(quiz: Quiz): ContentProblem[] {
  const count = quiz.questions.length
  if (count === 0) return []
  const whole = (n: number, from: number, to: number) => Number.isInteger(n) && n >= from && n <= to
  const said = [
    whole(quiz.passMark, 1, 100) ? '' : 'The pass mark is a whole number from 1 to 100',
    whole(quiz.goesADay, 1, 20) ? '' : 'Allow between 1 and 20 goes a day',
    whole(quiz.ask, 1, count) ? '' : `Ask between 1 and ${count} questions: there are no more`,
  ]
  const settings = said.filter(Boolean).map(say => ({ where: 'Quiz', say }))
  return [
    ...settings,
    ...quiz.questions.flatMap((question, i) => questionSays(question).map(say => ({ where: `Quiz question ${i + 1}`, say }))),
  ]
}

/** What is wrong with one question, in words. */
export function questionSays({ kind, text, options }: Question): string[] {
  const right = options.filter(option => option.correct).length
  const said = [
    text.trim() === '' ? 'Write the question' : '',
    options.length < 2 ? 'Give at least two answers to choose from' : '',
    options.some(option => option.text.trim() === '') ? 'One of the answers has no words' : '',
    new Set(options.map(option => option.text.trim().toLowerCase())).size < options.length ? 'Two of the answers read the same' : '',
    kind === 'single' && right !== 1 ? `Mark exactly one answer as right: ${right === 0 ? 'none is' : `${right} are`}` : '',
    kind === 'multiple' && right === 0 ? 'Mark at least one answer as right: none is' : '',
  ]
  return said.filter(Boolean)
}
