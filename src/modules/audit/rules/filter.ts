import { isDay, periodBounds, type Day } from '../../../shared/dates.js'
import { KINDS } from './words.js'

/** What is looked for in the history. */
export interface AuditFilter {
  /** What was typed: a name, an address, or the reference of a booking. */
  q: string
  /** Whoever did it, or whom it is about. */
  person: string
  /** One thing, with what belongs to it. */
  thing: string
  kind: string
  /** The days are empty where none is asked for. */
  from: Day
  to: Day
  /** Lines older than this one: where the page before ended. */
  before: string
}

export interface FilterError {
  field: string
  message: string
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const text = (value: unknown, most = 100): string => (typeof value === 'string' ? value.trim().slice(0, most) : '')
const DAY_WRONG = 'Enter a day such as 2026-03-31'

/** Reads an address; what cannot be meant is left out, a day that is none is said. */
export function readFilter(asked: Record<string, unknown>): { filter: AuditFilter; errors: FilterError[] } {
  const [person, thing] = [text(asked.person).toLowerCase(), text(asked.thing).toLowerCase()]
  const [kind, before] = [text(asked.kind), text(asked.before, 19)]
  const days = { from: text(asked.from), to: text(asked.to) }
  const filter = {
    q: text(asked.q),
    person: ID.test(person) ? person : '',
    thing: ID.test(thing) ? thing : '',
    kind: KINDS.some(({ value }) => value === kind) ? kind : '',
    from: isDay(days.from) ? days.from : '',
    to: isDay(days.to) ? days.to : '',
    before: /^[1-9]\d{0,17}$/.test(before) ? before : '',
  }
  const errors = (['from', 'to'] as const)
    .filter(field => days[field] !== '' && !isDay(days[field]))
    .map(field => ({ field, message: DAY_WRONG }))
  if (filter.from && filter.to && filter.to < filter.from) errors.push({ field: 'to', message: 'The last day is before the first' })
  return { filter, errors }
}

/** The same search as an address, with the changes; `before` is never carried along. */
export function filterAddress(filter: AuditFilter, change: Partial<AuditFilter> = {}, path = '/desk/audit'): string {
  const parts = Object.entries({ ...filter, before: '', ...change }).filter(([, value]) => value !== '')
  return parts.length ? `${path}?${new URLSearchParams(parts).toString()}` : path
}

/** The first instant, and the first after the last. */
export function boundsOf({ from, to }: Pick<AuditFilter, 'from' | 'to'>): { start: Date | null; end: Date | null } {
  return { start: from ? periodBounds(from, from).start : null, end: to ? periodBounds(to, to).end : null }
}

/** The tables of a kind; null: all. */
export const tablesOf = (kind: string): string[] | null => {
  const found = KINDS.find(({ value }) => value === kind)
  return found ? Object.keys(found.tables) : null
}

/** A booking's reference as it may be typed: small letters, without its dashes; null: it is none. */
export function referenceIn(typed: string): string | null {
  const [, first, second] = /^gt[\s-]*([2-9a-hjkmnp-tv-z]{4})[\s-]*([2-9a-hjkmnp-tv-z]{4})$/i.exec(typed.trim()) ?? []
  return first && second ? `GT-${first.toUpperCase()}-${second.toUpperCase()}` : null
}
