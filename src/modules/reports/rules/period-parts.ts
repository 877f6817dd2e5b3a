import { addDays, type Day } from '../../../shared/dates.js'
import { type Period, quarterOf, quarterPeriod } from '../../../shared/periods.js'

/** A piece of a period that lies in one quarter of a financial year; `last`: the period ends with it. */
export interface PeriodPart extends Period {
  quarter: string
  last: boolean
}

/** A period cut at the quarters of the financial year, in order; the first and last piece may be shorter than their quarter. */
export function quarterParts({ from, to }: Period): PeriodPart[] {
  const parts: PeriodPart[] = []
  for (let day: Day = from; day <= to; day = addDays(parts.at(-1)!.to, 1)) {
    const quarter = quarterOf(day)
    const end = quarterPeriod(quarter).to
    parts.push({ quarter, from: day, to: end < to ? end : to, last: end >= to })
  }
  return parts
}
