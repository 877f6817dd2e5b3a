import { addDays, londonAt, londonDate, type Day } from '../../../shared/dates.js'

/** Days from the due day at which an agency that has not sent its return is asked again, at 8:30am in London. */
export const CHASERS = [-7, 1] as const
const AT = '08:30'

/** The first moment after `from` at which it is asked again; null: not any more. Who is asked late is not chased at once. */
export function nextChase(dueOn: Day, from: Date): Date | null {
  return CHASERS.map(days => londonAt(addDays(dueOn, days), AT)).find(at => at > from) ?? null
}

/** The first and the last day that a return may be due on: agencies have at least two weeks, and the year's end is not forgotten. */
export const dueDays = (now: Date): { first: Day; last: Day } => {
  const today = londonDate(now)
  return { first: addDays(today, 14), last: addDays(today, 180) }
}
