import { longDate, longMoment } from '../../shared/dates.js'
import type { FieldError } from '../../web/forms.js'
import { view } from '../../web/reply.js'
import { isRefusal } from '../../shared/refusal.js'
import type { Answered, TypedAnswers } from './answer-a-return.js'
import type { AgencySheet } from './returns.queries.js'
import { numberField, NUMBERS, textOf, WORDS } from './rules/answers.js'

/** Where a sheet is answered: by whom, and to which address it is posted. */
export interface Place {
  path: string
  /** `link`: no account. `lead`: the agency's training lead. `desk`: the business unit, for the agency. */
  who: 'link' | 'lead' | 'desk'
  by: string
}

/** What a posted sheet says, whatever it holds. */
export function typedAnswers(body: Record<string, unknown>): TypedAnswers {
  const text = (field: string) => (typeof body[field] === 'string' ? body[field].trim() : '')
  return { fields: body, version: Number(text('version')), by: text('by').replace(/\s+/g, ' '), sending: text('do') !== 'keep' }
}

/** The sheet's page: the form while it can be answered, what was sent after that. */
export function sheetPage(sheet: AgencySheet, place: Place, more: { kept?: boolean; sent?: boolean } = {}) {
  return page(sheet, place, { values: storedValues(sheet), by: place.by, ...more })
}

/** The page that answers a press. */
export function answeredPage(answered: Exclude<Answered, { refused: 'not-found' }>, typed: TypedAnswers, place: Place, now: AgencySheet) {
  if ('kept' in answered) return sheetPage(answered.kept, place, { kept: true })
  if ('sent' in answered) return sheetPage(answered.sent, place, { sent: true })
  if (isRefusal(answered)) return page(now, place, { values: typed.fields, by: typed.by, gone: answered.refused }, 409)
  const values = { ...storedValues(answered.sheet), ...typed.fields }
  if ('overtaken' in answered)
    return page(answered.sheet, place, { values, by: typed.by, overtaken: changedLines(answered.sheet, typed) }, 409)
  return page(answered.sheet, place, { values, by: typed.by, errors: answered.problems }, 422)
}

function page(sheet: AgencySheet, place: Place, more: { errors?: FieldError[] } & Record<string, unknown>, status = 200) {
  const sentAt = sheet.sentAt && longMoment(sheet.sentAt)
  const facts = { sheet, place, due: longDate(sheet.dueOn), sentAt, open: !sheet.sentAt && !sheet.closedAt }
  return view('modules/returns/views/sheet.njk', { ...facts, ...more }, status)
}

/** The stored answers under the names of their fields. */
function storedValues({ answers, lines }: AgencySheet): Record<string, string> {
  const numbers = lines.flatMap(({ key }) =>
    NUMBERS.map(number => [numberField(key, number), String(answers.lines[key]?.[number] ?? '')] as const),
  )
  return Object.fromEntries([...numbers, ...WORDS.map(field => [field, answers.words[field] ?? ''] as const)])
}

const NAMES: Record<string, string> = {
  need: 'who need it',
  upToDate: 'up to date',
  trained: 'trained by you',
  checks: 'How you check your own training',
  difference: 'What difference it has made',
  help: 'What would help',
}

/** What is stored now and differs from what was typed: whoever is overtaken sees both. */
function changedLines(sheet: AgencySheet, typed: TypedAnswers): string[] {
  const stored = storedValues(sheet)
  const said = (value: string) => (value === '' ? 'nothing' : `“${value}”`)
  const title = (field: string) => {
    const line = sheet.lines.find(({ key }) => field.startsWith(`${key}-`))
    return line ? `${line.words}, ${NAMES[field.slice(line.key.length + 1)]}` : NAMES[field]
  }
  return Object.entries(stored)
    .map(([field, value]) => ({ field, value, own: textOf(typed.fields[field]) }))
    .filter(({ value, own }) => value !== own)
    .map(({ field, value, own }) => `${title(field)}: somebody entered ${said(value)}, you ${said(own)}`)
}
