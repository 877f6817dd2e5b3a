import { NotFoundException } from '@nestjs/common'
import { addDays, type Day, isDay, londonDate } from '../../shared/dates.js'
import { financialYear, financialYearPeriod, type Period } from '../../shared/periods.js'
import type { Who } from '../../web/access.js'
import type { FieldError } from '../../web/forms.js'
import { type View, view } from '../../web/reply.js'
import type { MatrixAsked } from './people/standing.js'
import { CELL_STATES } from './rules/standing-cell.js'

type Query = Record<string, unknown>

const LONGEST = 100
const MOST_DAYS = 366 * 6

/** A text of an address, trimmed; anything else is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, LONGEST) : '')

export const pageOf = (value: unknown): number => (typeof value === 'string' && /^[1-9]\d{0,4}$/.test(value) ? Number(value) : 1)

export const oneOf = <Value extends string>(values: readonly Value[], asked: unknown): Value | undefined =>
  values.find(value => value === asked)

export function matrixAsked(query: Query): MatrixAsked {
  return {
    pathway: textOf(query.pathway),
    name: textOf(query.name),
    job: textOf(query.job),
    standing: oneOf(CELL_STATES, query.standing) ?? '',
    sort: oneOf(['name', 'job'], query.sort) ?? 'name',
    page: pageOf(query.page),
  }
}

/** The period of an address; without one the financial year up to its end. What is no period is told beside its field. */
export function periodAsked(query: Query, now: Date): { period: Period; values: { from: string; to: string }; errors: FieldError[] } {
  const usual = financialYearPeriod(financialYear(londonDate(now)))
  const values = { from: textOf(query.from) || usual.from, to: textOf(query.to) || usual.to }
  const errors = (['from', 'to'] as const)
    .filter(field => !isDay(values[field]))
    .map(field => ({ field, message: field === 'from' ? 'Enter the first day' : 'Enter the last day' }))
  if (errors.length === 0 && values.to < values.from) errors.push({ field: 'to', message: 'Enter a last day that is not before the first' })
  if (errors.length === 0 && values.to > latest(values.from)) errors.push({ field: 'to', message: 'Choose six years or less' })
  return { period: errors.length ? usual : values, values, errors }
}

const latest = (from: Day): Day => addDays(from, MOST_DAYS)

/** An address with what is not empty of these, ready for more. */
export function addressOf(path: string, facts: Record<string, string | number>): string {
  const entries = Object.entries(facts).filter(([, value]) => value !== '')
  return `${path}?${new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)])).toString()}`
}

/** The page for a lead whose account belongs to no agency of the list. */
export const noAgency = (): View => view('modules/agencies/views/no-agency.njk')

/** The lead's agency, for what somebody without one can only have guessed the address of. */
export function agencyOf(lead: Who): string {
  if (lead.agencyId === null) throw new NotFoundException()
  return lead.agencyId
}
