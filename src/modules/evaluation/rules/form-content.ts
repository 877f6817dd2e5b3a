/** `scale`: 1 to 10; `agreement`: 1 to 5; `kept`: the person's own actions again, and what came of each. */
export const QUESTION_KINDS = ['scale', 'agreement', 'choice', 'many', 'text', 'actions', 'kept'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

/** What the impact page reads an answer as: what was put into practice, what stood in the way, what came of it. */
export const ROLES = ['applied', 'barriers', 'story'] as const
export type QuestionRole = (typeof ROLES)[number]

export interface QuestionOption {
  key: string
  words: string
  /** False: of `applied`, who chooses it has not used what they learned; of `barriers`, it is none (“Nothing stood in the way”). */
  counts?: false
}

/** A question keeps its key over every version of its form: by it answers are told apart. */
export interface FormQuestion {
  key: string
  kind: QuestionKind
  words: string
  hint?: string
  /** Of scales: the key of the measure whose answers are paired over the stages. */
  measure?: string
  /** The ends of a scale, in words. */
  low?: string
  high?: string
  options?: QuestionOption[]
  required?: boolean
  role?: QuestionRole
}

export interface FormGroup {
  title: string
  questions: FormQuestion[]
}

export interface FormContent {
  intro: string
  groups: FormGroup[]
}

export const KEPT = ['yes', 'partly', 'not yet'] as const
export type Kept = (typeof KEPT)[number]

/** What became of one committed action; `kept` is null while only its words are there. */
export interface KeptAnswer {
  kept: Kept | null
  outcome: string
}

/**
 * scale, agreement: the number; choice: the option's key; many: their keys; text: the words; actions: up to three texts, none empty;
 * kept: by the action's position, from '1'.
 */
export type AnswerValue = number | string | string[] | Record<string, KeptAnswer>

/** By the question's key; a question without an answer has no entry. */
export type Answers = Record<string, AnswerValue>

export const EMPTY_FORM: FormContent = { intro: '', groups: [] }
export const SCALE = { from: 1, to: 10 }
/** From 1 to 5. */
export const AGREEMENT = ['Strongly disagree', 'Disagree', 'Neither agree nor disagree', 'Agree', 'Strongly agree']
export const MOST_ACTIONS = 3
export const LONGEST_ACTION = 300
export const LONGEST_TEXT = 4000

export const questionsOf = (content: FormContent): FormQuestion[] => content.groups.flatMap(group => group.questions)

/** What the answers say on each measure: the numbers that are paired over the stages. */
export function scoresOf(content: FormContent, answers: Answers): { measure: string; value: number }[] {
  return questionsOf(content).flatMap(({ key, measure }) => {
    const value = answers[key]
    return measure !== undefined && typeof value === 'number' ? [{ measure, value }] : []
  })
}

/**
 * Which of the chosen options count for this role: some of `applied` for who has used what they learned, those of `barriers` that are any.
 * Null where the form does not ask, or it was not answered; an empty list is an answer.
 */
export function countedOf(content: FormContent, answers: Answers, role: QuestionRole): string[] | null {
  const question = questionsOf(content).find(one => one.role === role)
  const chosen = question && answers[question.key]
  if (typeof chosen !== 'string' && !Array.isArray(chosen)) return null
  return (question?.options ?? []).filter(({ key, counts }) => counts !== false && [chosen].flat().includes(key)).map(({ key }) => key)
}

/** What the person says they will do, in their order. */
export function actionsOf(content: FormContent, answers: Answers): string[] {
  return questionsOf(content).flatMap(({ key, kind }) => {
    const value = answers[key]
    return kind === 'actions' && Array.isArray(value) ? value : []
  })
}
