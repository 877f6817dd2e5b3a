import { addDays, type Day, isDay, weekdayOf } from '../../../shared/dates.js'

/** A month as it hangs on the wall: whole weeks from Monday to Sunday. `month` is `2026-03`. */
export interface MonthGrid {
  month: string
  first: Day
  last: Day
  weeks: Day[][]
  previous: string
  next: string
}

/** The month an address asks for, or else the one of `today`. Only months near enough to have a programme are taken. */
export function wantedMonth(wanted: unknown, today: Day): string {
  return typeof wanted === 'string' && /^20\d{2}-\d{2}$/.test(wanted) && isDay(`${wanted}-01`) ? wanted : today.slice(0, 7)
}

/** Weeks from Monday that hold the whole month; the days before its first and after its last belong to its neighbours. */
export function monthGrid(month: string): MonthGrid {
  const first: Day = `${month}-01`
  const next = addDays(first, 31).slice(0, 7)
  const last = addDays(`${next}-01`, -1)
  const monday = addDays(first, -((weekdayOf(first) + 6) % 7))
  const weeks: Day[][] = []
  for (let day = monday; day <= last; day = addDays(day, 7)) weeks.push(Array.from({ length: 7 }, (_, i) => addDays(day, i)))
  return { month, first, last, weeks, previous: addDays(first, -1).slice(0, 7), next }
}
