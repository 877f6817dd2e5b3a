import { validate } from 'uuid'
import { refuse, type Refusal } from '../../../../shared/refusal.js'

/** What a reader of the feed asks for. */
export interface StatementsAsked {
  statementId: string | null
  /** Nothing can be voided here, so there is nothing to find by this. */
  voided: boolean
  verb: string | null
  activity: string | null
  /** `unknown`: somebody by what people are not known by here, so nobody. */
  agent: { homePage: string; name: string } | 'unknown' | null
  registration: string | null
  since: Date | null
  until: Date | null
  /** 1 to MOST_STATEMENTS. */
  limit: number
  ascending: boolean
  format: 'exact' | 'ids' | 'canonical'
  /** Where the page before ended. */
  after: { at: Date; id: string } | null
}

export const MOST_STATEMENTS = 200
const KNOWN = [
  'statementId',
  'voidedStatementId',
  'agent',
  'verb',
  'activity',
  'registration',
  'related_activities',
  'related_agents',
  'since',
  'until',
  'limit',
  'format',
  'attachments',
  'ascending',
  'after',
]
const WITH_ID = ['statementId', 'voidedStatementId', 'format', 'attachments']
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}([.,]\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?$/
const IRI = /^[a-z][a-z0-9+.-]*:[^\s]+$/i
const IDENTIFIERS = ['mbox', 'mbox_sha1sum', 'openid', 'account']

class NotSo extends Error {}
type Query = Record<string, string>

/**
 * Reads the parameters of `GET statements` (xAPI 1.0.3, Communication, 2.1.3). Refuses, with the sentence as its code, what the
 * specification wants refused: a parameter that there is not, a value that is none, an id together with filters.
 */
export function readStatementsAsked(given: Record<string, unknown>): StatementsAsked | Refusal {
  try {
    return asked(checked(given))
  } catch (error) {
    if (error instanceof NotSo) return refuse(error.message)
    throw error
  }
}

function checked(given: Record<string, unknown>): Query {
  for (const [name, value] of Object.entries(given)) {
    if (!KNOWN.includes(name)) throw new NotSo(`There is no parameter ${name.slice(0, 50)}.`)
    if (typeof value !== 'string') throw new NotSo(`Give ${name} once.`)
  }
  const names = Object.keys(given)
  const one = names.includes('statementId') || names.includes('voidedStatementId')
  if (one && names.some(name => !WITH_ID.includes(name))) throw new NotSo('An id is asked for without filters.')
  if (names.includes('statementId') && names.includes('voidedStatementId')) throw new NotSo('Ask for one id, not two.')
  return given as Query
}

function asked(query: Query): StatementsAsked {
  for (const name of ['related_activities', 'related_agents']) yes(query, name)
  if (yes(query, 'attachments')) throw new NotSo('Statements here have no attachments: leave attachments out.')
  const format = query.format ?? 'exact'
  if (format !== 'exact' && format !== 'ids' && format !== 'canonical') throw new NotSo('format is exact, ids or canonical.')
  return {
    statementId: id(query, 'statementId'),
    voided: id(query, 'voidedStatementId') !== null,
    verb: iri(query, 'verb'),
    activity: iri(query, 'activity'),
    agent: query.agent === undefined ? null : agent(query.agent),
    registration: id(query, 'registration'),
    since: moment(query, 'since'),
    until: moment(query, 'until'),
    limit: limit(query.limit ?? '0'),
    ascending: yes(query, 'ascending'),
    format,
    after: query.after === undefined ? null : after(query.after),
  }
}

function yes(query: Query, name: string): boolean {
  const value = query[name] ?? 'false'
  if (value !== 'true' && value !== 'false') throw new NotSo(`${name} is true or false.`)
  return value === 'true'
}

function id(query: Query, name: string): string | null {
  const value = query[name]
  if (value !== undefined && !validate(value)) throw new NotSo(`${name} is a UUID.`)
  return value?.toLowerCase() ?? null
}

function iri(query: Query, name: string): string | null {
  const value = query[name]
  if (value !== undefined && !IRI.test(value)) throw new NotSo(`${name} is a whole address, such as https://example.org/this.`)
  return value ?? null
}

function moment(query: Query, name: string): Date | null {
  const value = query[name]
  if (value === undefined) return null
  // A moment without an offset is read as UTC, as the specification recommends to write them.
  const whole = /(Z|[+-]\d{2}(:?\d{2})?)$/.test(value.slice(10)) ? value : `${value}Z`
  const at = new Date(whole.replace(',', '.').replace(/([+-]\d{2})$/, '$1:00'))
  if (!MOMENT.test(value) || Number.isNaN(at.getTime())) throw new NotSo(`${name} is a moment, such as 2026-03-02T09:00:00Z.`)
  return at
}

function limit(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new NotSo('limit is a whole number; 0 is as many as we give at once.')
  return Math.min(Number(value) || MOST_STATEMENTS, MOST_STATEMENTS)
}

function agent(text: string): StatementsAsked['agent'] {
  const value = objectIn(text)
  const [by, ...more] = IDENTIFIERS.filter(name => name in value)
  if (by === undefined || more.length > 0) throw new NotSo('agent has one of mbox, mbox_sha1sum, openid and account.')
  if (by !== 'account') return 'unknown'
  const { homePage, name } = (value.account ?? {}) as Record<string, unknown>
  if (typeof homePage !== 'string' || typeof name !== 'string') throw new NotSo('An account has a homePage and a name.')
  return validate(name) ? { homePage, name: name.toLowerCase() } : 'unknown'
}

function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Told below, like JSON of another kind.
  }
  throw new NotSo('agent is JSON, such as {"account":{"homePage":"https://example.org","name":"..."}}.')
}

function after(text: string): { at: Date; id: string } {
  const [, at, last] = /^(\d{1,15})_(.+)$/.exec(text) ?? []
  if (!at || !last || !validate(last)) throw new NotSo('after is ours: follow the address in more as it is.')
  return { at: new Date(Number(at)), id: last }
}
