import { isRefusal, type Refusal } from '../../../shared/refusal.js'
import { choosePeriod, type AskedFigures, type ChosenFigures } from '../forms/asked-figures.js'
import { fieldOf, reportSentence } from '../reports.messages.js'
import { answeredPeriod, askedBreakdown, askedFilter } from '../rules/impact-asked.js'
import type { ImpactAsked } from '../rules/impact-report.js'
import { financialYear, type Period } from '../../../shared/periods.js'
import { periodTitle } from '../rules/presets.js'

export type AskedImpact = AskedFigures & Record<string, unknown>
export interface FieldError {
  field: string
  message: string
}

/** What was asked for, as the page's form shows it; `period` is what is answered for, null with errors. */
export interface ChosenImpact extends Omit<ChosenFigures, 'period' | 'by' | 'before' | 'beforeTitle'>, ImpactAsked {
  period: Period | null
  errors: FieldError[]
}

/** The period, the groups and the breakdown that a page was asked for. */
export function chooseImpact(
  asked: AskedImpact,
  span: { first: Date | null; lastClosed: Date | null },
  now: Date,
  everything: boolean,
): ChosenImpact {
  const { period, presets, title, chosen } = choosePeriod(asked, span, now)
  const filter = askedFilter(asked, everything)
  const errors = [...errorsOf(period), ...errorsOf(filter)]
  const answered = isRefusal(period) || errors.length > 0 ? null : answeredPeriod(period, everything)
  return {
    presets: everything ? presets : presets.filter(({ key }) => !key.includes('Q')),
    title: answered ? titleOf(answered) : title,
    chosen: answered ? { ...chosen, ...answered } : chosen,
    period: answered,
    filter: isRefusal(filter) ? {} : filter,
    by: askedBreakdown(asked.by),
    everything,
    errors,
  }
}

/** Two whole years are told by their names: "2024-25 to 2025-26". */
function titleOf(period: Period): string {
  const [first, last] = [financialYear(period.from), financialYear(period.to)]
  const whole = period.from.endsWith('-04-01') && period.to.endsWith('-03-31')
  return whole && first !== last ? `${first} to ${last}` : periodTitle(period)
}

export function errorsOf(one: object | Refusal<Parameters<typeof reportSentence>[0]['refused']>): FieldError[] {
  return isRefusal(one)
    ? [{ field: fieldOf(one as Parameters<typeof fieldOf>[0]), message: reportSentence(one as Parameters<typeof reportSentence>[0]) }]
    : []
}
