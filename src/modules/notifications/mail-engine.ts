import { Liquid, type Template } from 'liquidjs'
import * as dates from '../../shared/dates.js'
import { pounds } from '../../shared/money.js'

/** What every template may say about the house beside its own facts. */
export interface House {
  partnership: string
  publicUrl: string
  /** Where questions go. */
  mailFrom: string
  /** The address of a page that only this mail's reader can open. */
  signedLink(path: string, nonce: string): string
}

/** The longest words that a template may have, and the longest text that may come of them, in characters. */
export const LONGEST_WORDS = 10_000
export const LONGEST_MAIL = 100_000

// What words may cost: they are written by people, and a loop that never ends must not stop the sender.
const LIMITS = { parseLimit: 2 * LONGEST_WORDS, renderLimit: 2_000, memoryLimit: 1_000_000 }

// Liquid was made for templates that others write: it has no way out of its own language. Mails are plain text, so nothing is escaped.
export const engine = new Liquid({
  jsTruthy: true,
  strictFilters: true,
  ownPropertyOnly: true,
  ...LIMITS,
})
// Its only ways to other files, which no mail needs.
for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag]

// Dates are London's, in full words: by the two filters below.
for (const filter of ['date', 'date_to_xmlschema', 'date_to_rfc822', 'date_to_string', 'date_to_long_string'])
  engine.unregisterFilter(filter)

// Facts come back from the database as JSON, so a moment is a text here.
function instant(value: string | Date): Date {
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) throw new TypeError(`not a date: ${String(value)}`)
  return at
}
engine.registerFilter('longDate', (value: string) => dates.longDate(value.length > 10 ? instant(value) : value))
engine.registerFilter('longMoment', (value: string) => dates.longMoment(instant(value)))
engine.registerFilter('pounds', pounds)
engine.registerFilter('plural', (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`)
engine.registerFilter('signedLink', function (path: string, nonce: string) {
  return (this.context.globals as unknown as House).signedLink(path, nonce)
})
engine.registerFilter('inWords', (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)))
engine.registerFilter('underlined', (text: string) => `${text}\n${'-'.repeat(text.length)}`)

// Thousands of mails go out by the same few templates, and reading one costs more than filling it in.
const MOST_REMEMBERED = 300
const read = new Map<string, Template[]>()

/** A line that holds nothing but tags leaves no empty line: its end is moved into the last of them, so that lines count as they are seen. */
const TAGS_ALONE = /^[ \t]*((?:\{%(?:(?!%\})[^\n])*%\}[ \t]*)*\{%(?:(?!%\})[^\n])*)%\}[ \t]*\n/gm
const joined = (template: string): string => template.replace(TAGS_ALONE, '$1\n%}')

function parsed(template: string): Template[] {
  const known = read.get(template)
  if (known) return known
  if (read.size >= MOST_REMEMBERED) read.clear()
  const fresh = engine.parse(joined(template))
  read.set(template, fresh)
  return fresh
}

/** What a template says of its facts. `strict`: a placeholder that has no fact is an error instead of nothing. */
export function filledIn(template: string, facts: object, house: House, strict = false): string {
  return engine.renderSync(parsed(template), facts, { globals: house, strictVariables: strict }) as string
}
