import { longDate, longMoment } from '../../../shared/dates.js'
import { pounds } from '../../../shared/money.js'
import { fieldName } from './words.js'

type Values = Record<string, unknown> | null
/** Ids and what they stand for. */
export type Known = ReadonlyMap<string, { words: string }>

/** One field of a line; null: it was, or is, not there. */
export interface Field {
  field: string
  before: string | null
  after: string | null
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MOMENT = /^\d{4}-\d\d-\d\dT[0-9:.]+(\+00:00|Z)$/
const DAY = /^\d{4}-\d\d-\d\d$/
/** What is long is cut on the page; the CSV has it whole. */
const MOST = 2000

/** The fields of a line in words, in the order in which they are kept; the row's own id says nothing to anybody. */
export function fieldsOf(before: Values, after: Values, known: Known): Field[] {
  const columns = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter(column => column !== 'id')
  const said = (values: Values, column: string) =>
    values && Object.hasOwn(values, column) ? valueInWords(column, values[column], known) : null
  return columns.map(column => ({ field: fieldName(column), before: said(before, column), after: said(after, column) }))
}

/** One value as a person reads it. */
export function valueInWords(column: string, value: unknown, known: Known): string {
  if (value === null || value === undefined || value === '') return '(nothing)'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (column === 'pence' && typeof value === 'number') return pounds(value)
  if (typeof value === 'string') return textInWords(value, known)
  if (Array.isArray(value)) return value.length ? value.map(one => valueInWords('', one, known)).join(', ') : '(nothing)'
  return typeof value === 'object' ? nested(value as Record<string, unknown>, known) : JSON.stringify(value)
}

function textInWords(value: string, known: Known): string {
  if (ID.test(value)) return known.get(value)?.words ?? `(no longer there: ${value.slice(-6)})`
  if (MOMENT.test(value)) return longMoment(new Date(value))
  if (DAY.test(value)) return longDate(value)
  return value.length > MOST ? `${value.slice(0, MOST)} ...` : value
}

const nested = (value: Record<string, unknown>, known: Known): string =>
  Object.entries(value)
    .map(([key, one]) => `${fieldName(key)}: ${valueInWords(key, one, known)}`)
    .join('; ') || '(nothing)'

/** All ids that a line's values name. */
export function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return ID.test(value) ? [value] : []
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(idsIn) : []
}
