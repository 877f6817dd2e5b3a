import { type FormContent, type FormQuestion, questionsOf } from './form-content.js'
import type { Stage } from './stage-settings.js'

/** Something that has to be put right before a form is published: where, in words, and what. */
export interface FormProblem {
  where: string
  say: string
}

export const MOST_OPTIONS = 10
export const MOST_QUESTIONS = 30

/** The kinds that belong to one stage only: actions are committed to at the end of the course, and looked back on weeks later. */
const ONLY_AT: Partial<Record<FormQuestion['kind'], { stage: Stage; say: string }>> = {
  actions: { stage: 'post', say: 'Actions are committed to after the course only' },
  kept: { stage: 'impact', say: 'Actions are looked back on weeks later only' },
}

/** What stands in the way of publishing, group by group and question by question. Empty: nothing. `measures`: the keys that there are. */
export function formProblems(content: FormContent, stage: Stage, measures: readonly string[]): FormProblem[] {
  const count = questionsOf(content).length
  const all = [
    count === 0 ? 'Add at least one question' : '',
    count > MOST_QUESTIONS ? `Ask no more than ${MOST_QUESTIONS} questions: nobody answers so many` : '',
    ...twice(content),
  ]
  return [
    ...all.filter(Boolean).map(say => ({ where: 'The form', say })),
    ...content.groups.flatMap((group, i) => groupSays(group, content.groups.length).map(say => ({ where: `Group ${i + 1}`, say }))),
    ...questionsOf(content).flatMap((question, i) =>
      [...questionSays(question), ...placeSays(question, stage, measures)].map(say => ({ where: `Question ${i + 1}`, say })),
    ),
  ]
}

/** Answers are told apart by their question's key, scores by their measure; actions and what impact reads are asked once. */
function twice(content: FormContent): string[] {
  const questions = questionsOf(content)
  const repeated = (read: (question: FormQuestion) => string | undefined) => {
    const all = questions.flatMap(question => read(question) ?? [])
    return all.length > new Set(all).size
  }
  return [
    repeated(({ key }) => key) ? 'One question is in it twice: take one of the two out' : '',
    repeated(({ measure }) => measure) ? 'Two questions have the same measure: keep it for the one that is paired' : '',
    repeated(({ kind }) => (kind in ONLY_AT ? kind : undefined)) ? 'Ask for actions once only' : '',
    repeated(({ role }) => role) ? 'Two questions have the same part on the impact page: keep it for one of them' : '',
  ].filter(Boolean)
}

function groupSays({ title, questions }: FormContent['groups'][number], groups: number): string[] {
  return [
    groups > 1 && title.trim() === '' ? 'Give the group a heading' : '',
    groups > 1 && questions.length === 0 ? 'It has no questions: add one, or take the group out' : '',
  ].filter(Boolean)
}

function placeSays({ kind, measure }: FormQuestion, stage: Stage, measures: readonly string[]): string[] {
  const only = ONLY_AT[kind]
  return [
    only && only.stage !== stage ? only.say : '',
    measure !== undefined && !measures.includes(measure) ? 'Its measure is not there: choose another' : '',
  ].filter(Boolean)
}

/** Something wrong with one question by itself, and the field of its form that mends it. */
export interface QuestionFault {
  field: 'words' | 'low' | 'measure' | 'option-0' | 'role'
  say: string
}

/** What is wrong with one question by itself, in words. */
export const questionSays = (question: FormQuestion): string[] => questionFaults(question).map(({ say }) => say)

export function questionFaults(question: FormQuestion): QuestionFault[] {
  const { kind, words, measure, low = '', high = '' } = question
  const faults: QuestionFault[] = [
    { field: 'words', say: words.trim() === '' ? 'Write the question' : '' },
    { field: 'low', say: kind === 'scale' && (low.trim() === '' || high.trim() === '') ? 'Say what 1 and what 10 mean' : '' },
    { field: 'measure', say: kind !== 'scale' && measure !== undefined ? 'Only a scale from 1 to 10 has a measure' : '' },
    ...optionsSay(question).map(say => ({ field: 'option-0' as const, say })),
    ...roleSays(question).map(say => ({ field: 'role' as const, say })),
  ]
  return faults.filter(({ say }) => say !== '')
}

function optionsSay({ kind, options = [] }: FormQuestion): string[] {
  if (kind !== 'choice' && kind !== 'many') return []
  const texts = options.map(option => option.words.trim().toLowerCase())
  return [
    options.length < 2 ? 'Give at least two answers to choose from' : '',
    options.length > MOST_OPTIONS ? `Give no more than ${MOST_OPTIONS} answers to choose from` : '',
    texts.includes('') ? 'One of the answers has no words' : '',
    new Set(texts).size < texts.length ? 'Two of the answers read the same' : '',
  ]
}

function roleSays({ kind, role, options = [] }: FormQuestion): string[] {
  if (role === undefined) return []
  if (!FITS[role].includes(kind)) return [ROLE_SAYS[role]]
  return role === 'applied' && options.every(option => option.counts !== false) ? [NOT_COUNTED] : []
}

const FITS: Record<NonNullable<FormQuestion['role']>, FormQuestion['kind'][]> = {
  applied: ['choice'],
  barriers: ['choice', 'many'],
  story: ['text'],
}
const NOT_COUNTED = 'Mark the answers of those who have not used it, so that they are not counted as if they had'
const ROLE_SAYS = {
  applied: 'Whether it was used is asked by choosing one answer',
  barriers: 'What stood in the way is asked by choosing from answers',
  story: 'What came of it is told in words',
}

/** How long each kind takes on a phone, in seconds, as we have seen people answer. */
const SECONDS: Record<FormQuestion['kind'], number> = { scale: 6, agreement: 5, choice: 8, many: 12, text: 25, actions: 45, kept: 40 }

/** About how many minutes a form takes, at least one. A text that may be left out counts half: about every other person leaves it. */
export function minutesOf(content: FormContent): number {
  const seconds = questionsOf(content).reduce(
    (sum, { kind, required }) => sum + SECONDS[kind] * (kind === 'text' && !required ? 0.5 : 1),
    0,
  )
  return Math.max(1, Math.round(seconds / 60))
}
