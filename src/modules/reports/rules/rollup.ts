import { addDays, type Day, londonDate } from '../../../shared/dates.js'
import { financialYear, financialYearPeriod, type Period } from '../../../shared/periods.js'

/** What adds up over months, and so may be summed from the rollup. */
export const SUMMED = [
  'eventOccurrences',
  'placesOffered',
  'bookings',
  'cancellations',
  'attended',
  'completed',
  'noShows',
  'walkIns',
] as const
export type Sums = Record<(typeof SUMMED)[number], number>

/** The sums of a group over some period, from either side of the comparison. */
export interface Summed extends Sums {
  year: string
  dimension: string
  key: string
}

/** Every month from that of the first day to that of the last, each whole. */
export function monthsBetween(first: Day, last: Day): (Period & { month: string })[] {
  const months: (Period & { month: string })[] = []
  for (let from: Day = `${first.slice(0, 7)}-01`; from <= last; from = addDays(months.at(-1)!.to, 1)) {
    // The first of the next month lies within the 31 days after the 28th.
    const next = `${addDays(`${from.slice(0, 7)}-28`, 4).slice(0, 7)}-01`
    months.push({ month: from.slice(0, 7), from, to: addDays(next, -1) })
  }
  return months
}

/** The financial years that these months lie in, in order. */
export function yearsOf(months: readonly string[]): (Period & { year: string })[] {
  const years = [...new Set(months.map(month => financialYear(`${month}-01`)))].sort()
  return years.map(year => ({ year, ...financialYearPeriod(year) }))
}

/** The twelve months of a financial year. */
export const monthsOfYear = (year: string): string[] => {
  const { from, to } = financialYearPeriod(year)
  return monthsBetween(from, to).map(({ month }) => month)
}

/** The year that a dashboard opens with: the last that is over, of those there are; else the newest. */
export function usualYear(years: readonly string[], now: Date): string | null {
  const today = londonDate(now)
  return years.findLast(year => financialYearPeriod(year).to < today) ?? years.at(-1) ?? null
}

/** Where the rollup and the rows do not agree, in a sentence each; none when they do. */
export function differences(stored: readonly Summed[], counted: readonly Summed[]): string[] {
  const idOf = ({ year, dimension, key }: Summed) => [year, dimension, key].filter(Boolean).join(', ')
  const both = new Map<string, { stored?: Summed; counted?: Summed }>()
  for (const one of stored) both.set(idOf(one), { stored: one })
  for (const one of counted) both.set(idOf(one), { ...both.get(idOf(one)), counted: one })
  return [...both].flatMap(([id, sides]) =>
    SUMMED.filter(key => (sides.stored?.[key] ?? 0) !== (sides.counted?.[key] ?? 0)).map(
      key => `${id}: ${key} ${sides.stored?.[key] ?? 0} in the rollup, ${sides.counted?.[key] ?? 0} counted`,
    ),
  )
}
