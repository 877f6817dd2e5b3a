import { addDays, londonDate } from '../../../shared/dates.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'

/** One go at a quiz; open while `finishedAt` is null. */
export interface Go {
  number: number
  finishedAt: Date | null
  passed: boolean | null
}

export type GoCode = 'already-passed' | 'goes-used'

/**
 * The number of the go that may be begun now, or that is open already. Refused once it is passed, and when it was failed so often on this
 * London day that tomorrow is better (`from`: the day to come back): somebody who guesses learns nothing, but nobody is shut out for good.
 */
export function nextGo(goes: readonly Go[], goesADay: number, now: Date): number | Refusal<GoCode> {
  if (goes.some(go => go.passed)) return refuse('already-passed')
  const open = goes.find(go => go.finishedAt === null)
  if (open) return open.number
  const today = londonDate(now)
  const used = goes.filter(go => go.finishedAt !== null && londonDate(go.finishedAt) === today).length
  if (used >= goesADay) return refuse('goes-used', { from: addDays(today, 1) })
  return Math.max(0, ...goes.map(go => go.number)) + 1
}
