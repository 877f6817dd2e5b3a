import type { Day } from '../../../shared/dates.js'

export interface ElsewhereProblem {
  field: 'completedOn' | 'validUntil'
  message: string
}

/** Learning done elsewhere: not in the future, and not out of date before it began to count. `validUntil` empty: nothing said. */
export function elsewhereProblem(
  { completedOn, validUntil }: { completedOn: Day; validUntil: string },
  today: Day,
): ElsewhereProblem | null {
  if (completedOn > today) return { field: 'completedOn', message: 'This day is still to come: enter the day it was completed' }
  if (validUntil && validUntil < completedOn) return { field: 'validUntil', message: 'Enter a day after the day it was completed' }
  return null
}
