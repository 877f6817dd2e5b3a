import { type Attendance, daysOf } from '../../bookings/rules/cancellation.js'

/** What one agency gave and used in a period; `key` and `name` null: people of no agency of the list. */
export interface AgencyDeliveries {
  key: string | null
  name: string | null
  /** One for each trainer and date. */
  delivered: readonly Attendance[]
  used: number
}

export interface HalfDaysRow {
  key: string | null
  name: string
  halfDays: number
  used: number
}

// As where nobody has said otherwise in the terms of a cancellation: a day of up to four hours is half a day.
const HALF_DAY_UP_TO_HOURS = 4

/** One half-day for each day of up to four hours, two for a longer one; counted for each trainer. */
export function halfDaysOf(delivered: readonly Attendance[]): number {
  return delivered.map(one => daysOf(one, HALF_DAY_UP_TO_HOURS)).reduce((sum, days) => sum + days.halfDays + 2 * days.fullDays, 0)
}

/** Half-days given beside places used, the agencies that gave most first; and all of them together. */
export function halfDaysTable(agencies: readonly AgencyDeliveries[]): { rows: HalfDaysRow[]; total: HalfDaysRow } {
  const rows = agencies
    .map(({ key, name, delivered, used }) => ({ key, name: name ?? 'No agency of the list', halfDays: halfDaysOf(delivered), used }))
    .sort((a, b) => b.halfDays - a.halfDays || b.used - a.used || a.name.localeCompare(b.name))
  const sum = (of: (row: HalfDaysRow) => number) => rows.reduce((so, row) => so + of(row), 0)
  return { rows, total: { key: null, name: 'All agencies', halfDays: sum(row => row.halfDays), used: sum(row => row.used) } }
}
