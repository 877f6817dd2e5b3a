import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { type Day, isDay, londonDate } from '../../../shared/dates.js'
import type { FieldError } from '../../../web/forms.js'
import { decisionDay, decisionProblem, USUAL_DECISION_DAYS } from '../rules/viability.js'

export interface Decision {
  fewest: number | null
  decideOn: Day | null
}

/** With how few people an occurrence runs and by when that is decided, as its form says; a number without a day gets the usual one. */
export function readDecision(
  { fewest, decideOn, places }: { fewest: string; decideOn: string; places: string },
  startsAt: Date,
): { decision: Decision; errors: FieldError[] } {
  const errors: FieldError[] = []
  const number = fewest === '' ? null : Number(fewest)
  if (number !== null && number > Number(places))
    errors.push({ field: 'fewest', message: `Enter ${places} or fewer: there are no more places` })
  if (!number) return { decision: { fewest: number, decideOn: null }, errors }
  const startsOn = londonDate(startsAt)
  if (decideOn === '')
    return { decision: { fewest: number, decideOn: decisionDay(startsOn, USUAL_DECISION_DAYS, ENGLAND_AND_WALES) }, errors }
  const problem = isDay(decideOn) ? decisionProblem(decideOn, startsOn) : 'Enter a day that exists, such as 2026-03-10'
  if (problem) errors.push({ field: 'decideOn', message: problem })
  return { decision: { fewest: number, decideOn }, errors }
}
