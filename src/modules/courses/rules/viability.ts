import type { BankHolidays } from '../../../shared/bank-holidays.js'
import { type Day, longDate } from '../../../shared/dates.js'
import { workingDaysBefore } from '../../../shared/working-days.js'

/** So many working days before the first session it is decided whether a date runs, unless somebody says otherwise. */
export const USUAL_DECISION_DAYS = 10

/** What decides whether a date runs. `fewest` null: no number was set for it; 0: it runs with whoever comes. */
export interface RunsIf {
  fewest: number | null
  decideOn: Day | null
  /** Somebody said that it runs, however many book. */
  confirmed: boolean
}

export type Viability = 'draft' | 'cancelled' | 'tentative' | 'confirmed'

/** Where a date stands. Without a number of its own nothing hangs on who books: it is as good as confirmed. */
export function viabilityOf({ draft, cancelled, ...runs }: RunsIf & { draft: boolean; cancelled: boolean }): Viability {
  if (cancelled) return 'cancelled'
  if (draft) return 'draft'
  return isTentative(runs) ? 'tentative' : 'confirmed'
}

export const isTentative = ({ fewest, confirmed }: Pick<RunsIf, 'fewest' | 'confirmed'>): boolean => !confirmed && (fewest ?? 0) > 0

/** The day by which it is decided: so many working days before the day of the first session. */
export const decisionDay = (startsOn: Day, days: number, holidays: BankHolidays): Day => workingDaysBefore(startsOn, days, holidays)

/** What is wrong with a decision day; null: nothing. A number needs no day, a day comes no later than the date itself. */
export function decisionProblem(decideOn: Day, startsOn: Day): string | null {
  return decideOn > startsOn ? 'It must be decided before the date itself: enter an earlier day' : null
}

/** What delegates read of a date that may not run; empty once it is sure. */
export function runsInWords(runs: RunsIf, today: Day): string {
  if (!isTentative(runs)) return ''
  const { fewest, decideOn } = runs
  const number = `Runs if at least ${fewest} ${fewest === 1 ? 'books' : 'book'}`
  if (!decideOn) return number
  return decideOn < today ? `${number}; this is being decided now` : `${number}; decided by ${longDate(decideOn)}`
}

/** Why somebody cannot say that a date runs; null: they can. */
export function confirmProblem(facts: { draft: boolean; cancelled: boolean; begun: boolean }): string | null {
  if (facts.cancelled) return 'This date was cancelled.'
  if (facts.draft) return 'This date is a draft: publish it first.'
  return facts.begun ? 'This date has begun.' : null
}
