import type { BankHolidays } from './bank-holidays.js'
import { addDays, type Day, weekdayOf } from './dates.js'

/** Monday to Friday without the region's bank holidays. */
export function isWorkingDay(day: Day, holidays: BankHolidays): boolean {
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6 && holidays.days[day] === undefined
}

/** The `n`th working day before a day (n >= 1), or after it when `n` is negative; the day itself is never counted. 0 gives the day. */
export function workingDaysBefore(day: Day, n: number, holidays: BankHolidays): Day {
  const step = n < 0 ? 1 : -1
  let at = day
  for (let left = Math.abs(n); left > 0;) {
    at = addDays(at, step)
    if (isWorkingDay(at, holidays)) left--
  }
  return at
}

/** The day itself when it is a working day, else the last working day before it. */
export function workingDayOnOrBefore(day: Day, holidays: BankHolidays): Day {
  return isWorkingDay(day, holidays) ? day : workingDaysBefore(day, 1, holidays)
}

/** How many working days lie strictly between two days: the clear working days of a notice given on the first for the second. */
export function clearWorkingDaysBetween(first: Day, second: Day, holidays: BankHolidays): number {
  let count = 0
  for (let day = addDays(first, 1); day < second; day = addDays(day, 1)) if (isWorkingDay(day, holidays)) count++
  return count
}
