import { type Day, longDate } from '../../../shared/dates.js'
import { financialYear, financialYearPeriod, type NamedPeriod, type Period, periodPresets } from '../../../shared/periods.js'

/** The periods on offer: those of this year and the last with their quarters, and every financial year back to the first occurrence. */
export function presets(today: Day, first: Day | null): NamedPeriod[] {
  const near = periodPresets(today)
  const earliest = Number(financialYear(first ?? today).slice(0, 4))
  const latest = Number(financialYear(today).slice(0, 4)) - 2
  const years = Array.from({ length: Math.max(0, latest - earliest + 1) }, (_, i) => financialYear(`${latest - i}-04-01`))
  const older = years.map(key => ({ key, title: `Financial year ${key}`, ...financialYearPeriod(key) }))
  return [...near.filter(isYear), ...older, ...near.filter(one => !isYear(one))]
}

const isYear = ({ key }: NamedPeriod): boolean => !key.includes('Q')

/** "2023-24" for a whole financial year, "1 April 2023" for a day, else "1 April 2023 to 30 June 2023". */
export function periodTitle({ from, to }: Period): string {
  const year = from.endsWith('-04-01') ? financialYear(from) : null
  if (year && financialYearPeriod(year).to === to) return year
  return from === to ? shortDate(from) : `${shortDate(from)} to ${shortDate(to)}`
}

const shortDate = (day: Day): string => longDate(day).split(' ').slice(1).join(' ')
