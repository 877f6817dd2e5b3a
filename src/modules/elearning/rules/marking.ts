import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { Question } from './built-content.js'

/** Whole points out of whole points, so that nothing is lost to rounding before the end. */
export interface Mark {
  points: number
  outOf: number
  correct: boolean
}

export type AnswerCode = 'nothing-chosen' | 'choose-one' | 'no-such-answer' | 'order-incomplete'

/**
 * The answer as it is kept (ids of options; of an ordering question all of them in the order given), or what is wrong with it.
 * `chosen`: the ids as sent. An answer given twice counts once, but in an order each stands in one place.
 */
export function readAnswer({ kind, options }: Question, chosen: readonly string[]): string[] | Refusal<AnswerCode> {
  const known = new Set(options.map(option => option.id))
  if (chosen.some(id => !known.has(id))) return refuse('no-such-answer')
  const once = [...new Set(chosen)]
  if (kind === 'ordering') return once.length === options.length && chosen.length === once.length ? once : refuse('order-incomplete')
  if (once.length === 0) return refuse('nothing-chosen')
  if (kind === 'single' && once.length > 1) return refuse('choose-one')
  return options.map(option => option.id).filter(id => once.includes(id))
}

/**
 * Marks an answer that `readAnswer` let through. Of several right answers each counts one point, and each wrong one that was ticked takes
 * one away, so that ticking everything gains nothing; of an order each that stands in its right place counts one.
 */
export function markAnswer({ kind, options }: Question, chosen: readonly string[]): Mark {
  if (kind === 'ordering') {
    const points = options.filter((option, i) => option.id === chosen[i]).length
    return { points, outOf: options.length, correct: points === options.length }
  }
  const right = options.filter(option => option.correct).map(option => option.id)
  const hits = chosen.filter(id => right.includes(id)).length
  const points = Math.max(0, hits - (chosen.length - hits))
  const outOf = Math.max(1, kind === 'single' ? 1 : right.length)
  return { points: Math.min(points, outOf), outOf, correct: hits === right.length && chosen.length === hits }
}

/** The score of a quiz, whole per cent; every question weighs the same. Rounded down, so that nobody is shown a pass mark they missed. */
export function scoreOf(marks: readonly Mark[]): number {
  if (marks.length === 0) return 0
  const sum = marks.reduce((total, { points, outOf }) => total + points / outOf, 0)
  // Thirds do not add up exactly; what is missing by less than this is not missing.
  return Math.floor((100 * sum) / marks.length + 1e-9)
}

/** Passed at the pass mark itself. */
export const isPass = (score: number, passMark: number): boolean => score >= passMark
