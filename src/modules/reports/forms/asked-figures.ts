import { londonDate } from '../../../shared/dates.js'
import { financialYear, financialYearPeriod, type NamedPeriod, type Period, yearBefore } from '../../../shared/periods.js'
import { isRefusal, type Refusal } from '../../../shared/refusal.js'
import { askedDimensions, type AskedCode, askedPeriod } from '../rules/asked.js'
import type { Dimension } from '../rules/report.js'
import { periodTitle, presets } from '../rules/presets.js'

/** The query of the figures' page: a preset's key, or `from` and `to`; and what the groups are shown by. */
export interface AskedFigures {
  period?: unknown
  from?: unknown
  to?: unknown
  by?: unknown
}

export interface ChosenFigures {
  period: Period | Refusal<AskedCode>
  title: string
  /** The same days a year earlier. */
  before: Period | null
  beforeTitle: string
  by: Dimension
  presets: NamedPeriod[]
  /** What the form shows as chosen. */
  chosen: { period: string; from: string; to: string }
}

/** Any two dates, as a choice beside the presets. */
export const DATES = 'dates'

/** What was asked for; without a word the last financial year that is over and has figures. */
export function choosePeriod(asked: AskedFigures, span: { first: Date | null; lastClosed: Date | null }, now: Date): ChosenFigures {
  const today = londonDate(now)
  const all = presets(today, span.first && londonDate(span.first))
  const period = wanted(asked, all) ?? usual(today, span.lastClosed && londonDate(span.lastClosed))
  const by = askedDimensions(asked.by)
  const shared = { by: (isRefusal(by) ? undefined : by[0]) ?? 'quarter', presets: all }
  if (isRefusal(period)) {
    return {
      ...shared,
      period,
      title: '',
      before: null,
      beforeTitle: '',
      chosen: { period: DATES, from: text(asked.from), to: text(asked.to) },
    }
  }
  const before = yearBefore(period)
  const preset = all.find(one => one.from === period.from && one.to === period.to)
  return {
    ...shared,
    period,
    title: periodTitle(period),
    before,
    beforeTitle: periodTitle(before),
    chosen: { period: preset?.key ?? DATES, ...period },
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Null when nothing was asked for, or a preset that there is not. */
function wanted({ period, from, to }: AskedFigures, all: readonly NamedPeriod[]): ChosenFigures['period'] | null {
  const preset = all.find(one => one.key === period)
  if (preset) return { from: preset.from, to: preset.to }
  return period === DATES || from !== undefined || to !== undefined ? askedPeriod(from, to) : null
}

function usual(today: string, lastClosed: string | null): Period {
  const thisYear = financialYearPeriod(financialYear(today))
  if (!lastClosed || lastClosed < thisYear.from) return financialYearPeriod(financialYear(lastClosed ?? today))
  return yearBefore(thisYear)
}
