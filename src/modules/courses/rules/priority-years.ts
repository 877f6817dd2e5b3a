import type { Day } from '../../../shared/dates.js'
import { financialYear } from '../../../shared/periods.js'

/** Whether a topic is a priority, and in which financial years, by the year they begin in; none: until further notice. */
export interface PriorityYears {
  priority: boolean
  years: readonly number[]
}

const YEARS_AHEAD = 4

/** The year in which the financial year of a day begins. */
export const yearOf = (day: Day): number => Number(financialYear(day).slice(0, 4))

/** "2025-26". */
const title = (year: number): string => financialYear(`${year}-04-01`)

export const isPriorityIn = ({ priority, years }: PriorityYears, year: number): boolean =>
  priority && (years.length === 0 || years.includes(year))

/** "Yes", "In 2025-26 and 2026-27", or empty. */
export function priorityInWords({ priority, years }: PriorityYears): string {
  if (!priority) return ''
  if (years.length === 0) return 'Yes'
  const titles = [...years].sort((a, b) => a - b).map(title)
  return `In ${titles.length === 1 ? titles[0]! : `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)!}`}`
}

/** The years that a form offers: last year to four years ahead, and those that are ticked. */
export function yearsOffered(current: number, ticked: readonly number[]): { value: string; text: string }[] {
  const usual = Array.from({ length: YEARS_AHEAD + 2 }, (_, i) => current - 1 + i)
  return [...new Set([...usual, ...ticked])].sort((a, b) => a - b).map(year => ({ value: String(year), text: title(year) }))
}
