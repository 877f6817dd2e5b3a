import { refuse, type Refusal } from '../../../shared/refusal.js'
import { financialYear, financialYearPeriod, type Period } from '../../../shared/periods.js'
import type { ImpactFilter } from './impact-report.js'
import { IMPACT_DIMENSIONS, type ImpactDimension } from './impact-rows.js'

/**
 * The groups asked for, by the names of the dimensions. Readers outside the business unit ask for one at a time: what two have in common may be
 * very few people, and by taking groups from one another they could be told apart.
 */
export function askedFilter(asked: Record<string, unknown>, everything: boolean): ImpactFilter | Refusal<'one-group-at-a-time'> {
  const wanted = IMPACT_DIMENSIONS.flatMap(({ key }) => {
    const value = asked[key]
    return typeof value === 'string' && value !== '' ? [[key, value] as const] : []
  })
  return wanted.length > 1 && !everything ? refuse('one-group-at-a-time') : Object.fromEntries(wanted)
}

export const askedBreakdown = (asked: unknown): ImpactDimension => IMPACT_DIMENSIONS.find(({ key }) => key === asked)?.key ?? 'course'

/**
 * The days that are answered for. Outside the business unit these are whole financial years, each that a day was asked of: two periods that differ
 * by one day would tell of the few people of that day.
 */
export function answeredPeriod({ from, to }: Period, everything: boolean): Period {
  if (everything) return { from, to }
  return { from: financialYearPeriod(financialYear(from)).from, to: financialYearPeriod(financialYear(to)).to }
}
