import { addDays, type Day } from '../../../shared/dates.js'
import { type Completion, countsOn } from '../../courses/rules/prerequisites.js'

/** How one person stands with one course, as one word. What is done and runs out soon is told apart; so is what has run out. */
export const CELL_STATES = ['expired', 'expiring', 'not yet', 'waiting', 'booked', 'done'] as const
export type CellState = (typeof CELL_STATES)[number]

/** So many days before its last one a course counts as running out. */
export const WARN_DAYS = 90

export interface CellFacts {
  completed: readonly Completion[]
  /** The next date on which they have a place; `requested`: it waits for approval. */
  booked: { startsAt: Date; requested: boolean } | null
  waiting: boolean
  /** Everything that the course requires counts today. */
  ready: boolean
}

export interface Cell {
  state: CellState
  /** The last day on which it counts, or counted; null: for good, or it was never done. */
  until: Day | null
  booked: CellFacts['booked']
  waiting: boolean
  /** It could be booked now: nothing lacks, and there is neither a place nor a wait for it. */
  bookable: boolean
}

/**
 * How a person stands with a course today. What counts today is done, whatever else is booked; what no longer counts is told by what is
 * on the way: a place before a wait, a wait before nothing.
 */
export function standingCell({ completed, booked, waiting, ready }: CellFacts, today: Day): Cell {
  const counting = completed.filter(record => countsOn(record, today))
  const lasts = counting.length ? lastDay(counting) : lastDay(completed.filter(record => record.completedOn <= today))
  const bookable = ready && !booked && !waiting
  const cell = (state: CellState, again = true): Cell => ({ state, until: lasts ?? null, booked, waiting, bookable: bookable && again })
  if (counting.length) return lasts !== null && lasts! <= addDays(today, WARN_DAYS) ? cell('expiring') : cell('done', false)
  if (booked) return cell('booked')
  if (waiting) return cell('waiting')
  return lasts === undefined ? cell('not yet') : cell('expired')
}

/** The latest of their last days: null where one counts for good, undefined where there is none. */
function lastDay(records: readonly Completion[]): Day | null | undefined {
  if (records.some(record => record.validUntil === null)) return null
  return records
    .map(record => record.validUntil!)
    .sort()
    .at(-1)
}
