import { ENGLAND_AND_WALES } from '../shared/bank-holidays.js'
import { addDays, type Day } from '../shared/dates.js'
import { isWorkingDay, workingDaysBefore } from '../shared/working-days.js'

/** London wall-clock time as the files write it, `2024-04-09 09:30`: moments compare as texts. */
export type Moment = string

const DAY_MS = 86_400_000

export const dayOf = (moment: Moment): Day => moment.slice(0, 10)
export const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
export const laterOf = (...days: Day[]): Day => days.reduce((late, day) => (day > late ? day : late))
export const earlierOf = (...days: Day[]): Day => days.reduce((early, day) => (day < early ? day : early))
export const workdaysBefore = (day: Day, n: number): Day => workingDaysBefore(day, n, ENGLAND_AND_WALES)
/** Earlier first, for sorting by day or moment. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A working day outside the week before New Year, when nobody would come. */
export const isTrainingDay = (day: Day): boolean => isWorkingDay(day, ENGLAND_AND_WALES) && !/-12-(2[4-9]|3[01])$/.test(day)

/** The training days of a span, both ends counted. */
export function trainingDays(from: Day, to: Day): Day[] {
  const days: Day[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) if (isTrainingDay(day)) days.push(day)
  return days
}
