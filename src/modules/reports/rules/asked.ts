import { addDays, isDay } from '../../../shared/dates.js'
import type { Period } from '../../../shared/periods.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { type Dimension, DIMENSIONS } from './report.js'

/** A report over more years than this is a mistyped date. */
export const MOST_YEARS = 20
const MOST_DAYS = MOST_YEARS * 366

export type AskedCode = 'from-malformed' | 'to-malformed' | 'period-backwards' | 'period-too-long'

/** Two London days, both counted, as somebody typed them (`2023-04-01`), or which of them will not do. */
export function askedPeriod(from: unknown, to: unknown): Period | Refusal<AskedCode> {
  if (typeof from !== 'string' || !isDay(from)) return refuse('from-malformed')
  if (typeof to !== 'string' || !isDay(to)) return refuse('to-malformed')
  if (to < from) return refuse('period-backwards')
  return to > addDays(from, MOST_DAYS) ? refuse('period-too-long', { most: MOST_YEARS }) : { from, to }
}

/** What to break a report down by, of words with commas between them; none for no words. */
export function askedDimensions(words: unknown): Dimension[] | Refusal<'unknown-breakdown'> {
  const asked = typeof words === 'string' ? words.split(',').map(word => word.trim()) : []
  const known = DIMENSIONS.filter(one => asked.includes(one))
  const unknown = asked.filter(word => word !== '' && !DIMENSIONS.some(one => one === word))
  return unknown.length > 0 ? refuse('unknown-breakdown', { words: unknown }) : known
}
