import { percent } from '../../../shared/percent.js'
import { SMALLEST_GROUP, suppress, type Group, type Suppressed } from './small-groups.js'

/** Enrolments of one course, or one agency group, that were signed up for in a period. */
export interface Taken extends Group {
  signedUp: number
  completed: number
  inProgress: number
  notStarted: number
  /** Whole minutes that half of those who completed it needed at most; null where nobody's were measured. */
  medianMinutes: number | null
}

/** So many gave this answer to this question, rightly or wrongly; `chosen`: ids of its options; `by`: ids of those who gave it, each once. */
export interface Answers {
  question: string
  by: string[]
  chosen: string[]
  correct: boolean
  count: number
}

export interface AskedOf {
  id: string
  text: string
  /** "Quiz", or "Page 3". */
  where: string
  ordering: boolean
  options: { id: string; text: string; correct: boolean }[]
}

export interface QuestionFigures extends Omit<AskedOf, 'options' | 'ordering'> {
  answered: number
  right: number
  rightPercent: number | null
  /** How often each answer was chosen; empty for an order. */
  options: { text: string; correct: boolean; chosen: number }[]
}

/** So many of one course, one agency group, or all: null of nobody. */
export interface TakenTotal {
  signedUp: number
  completed: number
  inProgress: number
  notStarted: number
  /** Of those who signed up. */
  completedPercent: number | null
}

/**
 * How many have one course of a pathway, and how many of those have booked, and done, the next; `next` null: it leads no further. A count
 * that is null is of fewer people than may be shown, or of nothing where there is no next course.
 */
export interface Funnel {
  key: string
  course: string
  next: string | null
  have: number | null
  booked: number | null
  done: number | null
}

/** A row with how many of those who signed up have completed it. */
export type TakenRow = Taken & TakenTotal

/** Rows for somebody to read: outside the business unit none of fewer than five people, nor any that would tell of one. */
export function shownRows(rows: readonly Taken[], everything: boolean): Suppressed<TakenRow> {
  const all = rows.map(row => ({ ...row, completedPercent: percent(row.completed, row.signedUp) }))
  return everything ? { groups: all.map(row => ({ ...row, hidden: false })), totalHidden: false } : suppress(all)
}

/** All rows together. */
export function takenTotal(rows: readonly Taken[]): TakenTotal {
  const sum = (key: 'signedUp' | 'completed' | 'inProgress' | 'notStarted') => rows.reduce((total, row) => total + row[key], 0)
  const [signedUp, completed] = [sum('signedUp'), sum('completed')]
  return {
    signedUp,
    completed,
    inProgress: sum('inProgress'),
    notStarted: sum('notStarted'),
    completedPercent: percent(completed, signedUp),
  }
}

/** Which answers go wrong, the hardest question first. Outside the business unit a question that fewer than five people answered is left out. */
export function questionFigures(asked: readonly AskedOf[], answers: readonly Answers[], everything: boolean): QuestionFigures[] {
  const all = asked.map(({ ordering, options, ...question }) => {
    const given = answers.filter(one => one.question === question.id)
    const sum = (some: readonly Answers[]) => some.reduce((total, { count }) => total + count, 0)
    const [answered, right] = [sum(given), sum(given.filter(one => one.correct))]
    const chosen = options.map(({ id, ...option }) => ({ ...option, chosen: sum(given.filter(one => one.chosen.includes(id))) }))
    const people = new Set(given.flatMap(one => one.by)).size
    const figures = { ...question, answered, right, rightPercent: percent(right, answered), options: ordering ? [] : chosen }
    return { people, figures }
  })
  const shown = all.filter(({ people }) => people > 0 && (everything || people >= SMALLEST_GROUP)).map(({ figures }) => figures)
  return shown.sort((a, b) => (a.rightPercent ?? 0) - (b.rightPercent ?? 0))
}

/** A pathway's steps, as they may be shown: a count of one to four people is not, nor the rest of a count that would leave so few. */
export function shownFunnel(steps: readonly Funnel[], everything: boolean): Funnel[] {
  if (everything) return [...steps]
  const may = (part: number | null, whole: number | null) =>
    part !== null && whole !== null && (part === 0 || part >= SMALLEST_GROUP) && (whole === part || whole - part >= SMALLEST_GROUP)
  return steps.map(({ have, booked, done, ...names }) => ({
    ...names,
    have: have !== null && (have === 0 || have >= SMALLEST_GROUP) ? have : null,
    booked: may(booked, have) ? booked : null,
    done: may(done, have) ? done : null,
  }))
}
