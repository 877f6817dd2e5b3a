import type { Kept } from './form-content.js'
import type { Stage } from './stage-settings.js'

/** What was sent about one booking, over all stages: by the person, and at the last stage by their manager. */
export interface BookingAnswers {
  bookingId: string
  personId: string
  /** Who answered as the manager; null where nobody did. */
  manager: string | null
  asked: Stage[]
  answered: Stage[]
  /** By stage, then by the measure's key. */
  scores: Partial<Record<Stage, Record<string, number>>>
  /** Keys of the options chosen, by stage; a question that was not asked or not answered has no entry. */
  chosen: Partial<Record<Stage, Partial<Record<'applied' | 'barriers', string[]>>>>
  /** What became of each committed action that was asked about. */
  kept: Kept[]
  /** Something was written at some stage. */
  wrote: boolean
}

/** Two stages at which the same booking's answers to the same measure are set side by side, the earlier first. */
export const COMPARISONS = [
  { key: 'pre-post', from: 'pre', to: 'post', title: 'Before and after' },
  { key: 'pre-impact', from: 'pre', to: 'impact', title: 'Before and 8 weeks after' },
  { key: 'pre-manager', from: 'pre', to: 'manager', title: 'Before, and what the manager saw 6 months after' },
  { key: 'post-impact', from: 'post', to: 'impact', title: 'After and 8 weeks after' },
  { key: 'impact-manager', from: 'impact', to: 'manager', title: 'The delegate at 8 weeks, the manager at 6 months' },
] as const satisfies readonly { key: string; from: Stage; to: Stage; title: string }[]
export type Comparison = (typeof COMPARISONS)[number]
export type ComparisonKey = Comparison['key']

export type Pair = [before: number, after: number]

/** Two answers are a pair when both were given about the same booking, and so about the same person. */
export function pairOf(one: Pick<BookingAnswers, 'scores'>, measure: string, { from, to }: Pick<Comparison, 'from' | 'to'>): Pair | null {
  const [before, after] = [one.scores[from]?.[measure], one.scores[to]?.[measure]]
  return before === undefined || after === undefined ? null : [before, after]
}

/** Means and change as they are, to be rounded where they are printed. All null without a pair. */
export interface Compared {
  pairs: number
  before: number | null
  after: number | null
  /** The mean of each pair's own change, which is the difference of the two means. */
  change: number | null
  /** Standard deviation of the pairs' changes (n - 1); null for fewer than two. */
  spread: number | null
  rose: number
  same: number
  fell: number
}

/** What became of pairs between two stages. Falls are counted as rises are. */
export function compared(pairs: readonly Pair[]): Compared {
  const n = pairs.length
  const changes = pairs.map(([before, after]) => after - before)
  const count = (sign: number) => changes.filter(change => Math.sign(change) === sign).length
  const before = mean(pairs.map(pair => pair[0]))
  const after = mean(pairs.map(pair => pair[1]))
  return {
    ...{ pairs: n, before, after, change: mean(changes), spread: deviation(changes) },
    ...{ rose: count(1), same: count(0), fell: count(-1) },
  }
}

// Sums are taken in hundredths, in which scores are whole: tenths do not add up in a computer.
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + Math.round(value * 100), 0)

export const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : sum(values) / (100 * values.length))

/** How far values lie from their mean: the standard deviation of a sample. */
export function deviation(values: readonly number[]): number | null {
  const middle = mean(values)
  if (middle === null || values.length < 2) return null
  return Math.sqrt(values.reduce((total, value) => total + (value - middle) ** 2, 0) / (values.length - 1))
}

/** To so many places, half away from zero: 2.25 -> 2.3, -2.25 -> -2.3; never -0. */
export function rounded(value: number | null, places = 1): number | null {
  if (value === null) return null
  const size = 10 ** places
  // What is half a step but for a computer's last digit counts as half.
  const steps = Math.floor(Math.abs(value) * size + 0.5 + 1e-9)
  return steps === 0 ? 0 : (Math.sign(value) * steps) / size
}
