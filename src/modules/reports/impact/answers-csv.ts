import { stringify } from 'csv-stringify/sync'
import { londonDate } from '../../../shared/dates.js'
import { quarterOf } from '../../../shared/periods.js'
import type { KeptAnswer } from '../../evaluation/rules/form-content.js'
import type { AnonymousAnswer } from './texts.queries.js'

const HEAD = ['person', 'quarter', 'course', 'topic', 'agency group', 'stage', 'question', 'kind', 'answer']

/**
 * Every answer on a line of its own. `person` is a number that only joins what belongs to one booking within this file; dates are quarters, and
 * neither names, job roles nor agencies are in it. What people wrote may still tell of them.
 */
export function answersCsv(answers: readonly AnonymousAnswer[]): string {
  const lines = answers.map(one => [
    ...[one.person, quarterOf(londonDate(one.startsAt)), one.course, one.topic, one.agencyGroup, one.stage, one.question, one.kind],
    inWords(one),
  ])
  // A spreadsheet would run a text that begins like a formula.
  return stringify([HEAD, ...lines], { escape_formulas: true })
}

function inWords({ kind, options, value }: AnonymousAnswer): string | number {
  const wordsOf = (key: string) => options?.find(option => option.key === key)?.words ?? key
  if (typeof value === 'number') return value
  if (typeof value === 'string') return kind === 'choice' ? wordsOf(value) : value
  if (Array.isArray(value)) return value.map(wordsOf).join('; ')
  return Object.entries(value).map(keptInWords).join('; ')
}

const keptInWords = ([position, { kept, outcome }]: [string, KeptAnswer]): string =>
  `${position}: ${kept ?? 'not said'}${outcome ? ` (${outcome})` : ''}`
