import type { BankHolidays } from '../../../shared/bank-holidays.js'
import { addDays, type Day, londonAt, londonDate, monthName } from '../../../shared/dates.js'
import { isWorkingDay } from '../../../shared/working-days.js'
import { type MonthDate, placesByMonth } from './places-by-month.js'

/** When the mails that nobody waits for go out, by London's clock. */
export const OPTIONAL_AT = '08:30'
/** How many days late it may still go out, after a standstill; then that month has none. */
const DAYS_LATE = 3
const MONTHS_AHEAD = 3

/** A month's newsletter: `month` is `2026-03`; `dueAt`, its moment, is 8:30am on the month's first working day. */
export interface Issue {
  month: string
  dueAt: Date
}

/** The newsletter that is to go out at `now`; null: none. Asked again within its days it is the same. */
export function newsletterDue(now: Date, holidays: BankHolidays): Issue | null {
  const month = londonDate(now).slice(0, 7)
  let first: Day = `${month}-01`
  while (!isWorkingDay(first, holidays)) first = addDays(first, 1)
  const dueAt = londonAt(first, OPTIONAL_AT)
  return now >= dueAt && now < londonAt(addDays(first, DAYS_LATE), OPTIONAL_AT) ? { month, dueAt } : null
}

/** What makes the newsletter of a month different from every other one's. */
export const newsletterNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1

/** The month and the two after it. */
export function newsletterMonths(month: string): string[] {
  return Array.from({ length: MONTHS_AHEAD }, (_, i) => {
    const at = newsletterNumber(month) + i
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}

/** A date as the newsletter needs it. */
export interface LetterDate extends MonthDate {
  hasPlaces: boolean
  free: number
  dayInMonth: string
  times: string
  where: string
  course: { id: string; key: string; title: string; topic: { priority: boolean } }
}

/** The facts of the newsletter: of its three months, the courses with free places, the partnership's priorities first. */
export function newsletterOf(dates: readonly LetterDate[], month: string) {
  const months = newsletterMonths(month)
  const free = dates.filter(date => date.hasPlaces && months.includes(date.month))
  return placesByMonth(free).map(({ month: name, courses }) => ({
    name: monthName(name),
    courses: [...courses]
      .sort((a, b) => Number(b.course.topic.priority) - Number(a.course.topic.priority))
      .map(({ course, dates: its }) => ({
        ...{ title: course.title, priority: course.topic.priority, path: `/courses/${course.key}` },
        dates: its.map(one => ({ when: `${one.dayInMonth}, ${one.times}`, where: one.where, places: placesLeft(one.free) })),
      })),
  }))
}

/** "1 place left". */
export const placesLeft = (free: number): string => `${free} ${free === 1 ? 'place' : 'places'} left`
