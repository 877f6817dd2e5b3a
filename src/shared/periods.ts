import { addDays, type Day } from './dates.js'

export interface Period {
  from: Day
  to: Day
}

export interface NamedPeriod extends Period {
  key: string
  title: string
}

const startYear = (day: Day): number => Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0)
const yearKey = (year: number): string => `${year}-${String((year + 1) % 100).padStart(2, '0')}`

/** The financial year of a day, 1 April to 31 March: `2023-24`. */
export const financialYear = (day: Day): string => yearKey(startYear(day))

/** The quarter of the financial year that a day falls in, counted from April: `2023-24 Q1`. */
export function quarterOf(day: Day): string {
  const quarter = (Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 3) % 4
  return `${financialYear(day)} Q${quarter + 1}`
}

/** First and last day of a financial year, given its key (`2023-24`). */
export function financialYearPeriod(key: string): Period {
  const year = Number(key.slice(0, 4))
  return { from: `${year}-04-01`, to: `${year + 1}-03-31` }
}

/** First and last day of a quarter, given its key (`2023-24 Q4` is January to March 2024). */
export function quarterPeriod(key: string): Period {
  const [year, quarter] = [Number(key.slice(0, 4)), Number(key.slice(-1))]
  const from = (n: number): Day => (n < 4 ? `${year}-${['04', '07', '10'][n - 1]}-01` : `${year + 1}-${['01', '04'][n - 4]}-01`)
  return { from: from(quarter), to: addDays(from(quarter + 1), -1) }
}

/** The same days a year earlier, for comparison; the last day of February stays the last day of February. */
export function yearBefore(period: Period): Period {
  return { from: dayYearBefore(period.from), to: isMonthEnd(period.to) ? monthEndYearBefore(period.to) : dayYearBefore(period.to) }
}

const isMonthEnd = (day: Day): boolean => addDays(day, 1).endsWith('-01')
const less = (day: Day): string => String(Number(day.slice(0, 4)) - 1)
const monthEndYearBefore = (day: Day): Day => addDays(dayYearBefore(addDays(day, 1)), -1)
const dayYearBefore = (day: Day): Day => less(day) + (day.endsWith('-02-29') ? '-02-28' : day.slice(4))

/** What a reader may choose from on a day: this financial year and the last, and the quarters of both up to this one, newest first. */
export function periodPresets(today: Day): NamedPeriod[] {
  const years = [startYear(today), startYear(today) - 1].map(yearKey)
  const quarters = years.flatMap(year => [4, 3, 2, 1].map(n => `${year} Q${n}`))
  return [
    ...years.map(key => ({ key, title: `Financial year ${key}`, ...financialYearPeriod(key) })),
    ...quarters
      .map(key => ({ key, title: `Quarter ${key.slice(-1)} of ${key.slice(0, 7)}`, ...quarterPeriod(key) }))
      .filter(q => q.from <= today),
  ]
}
