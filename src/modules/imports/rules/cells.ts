import { isDay, parseLondon } from '../../../shared/dates.js'
import { readPolicy } from '../../bookings/rules/cancellation-policy.js'

export type CellCode =
  | 'not-utf8'
  | 'control-character'
  | 'too-long'
  | 'not-a-key'
  | 'not-an-email'
  | 'not-yes-or-no'
  | 'not-a-whole-number'
  | 'not-days'
  | 'not-a-day'
  | 'not-a-moment'
  | 'skipped-hour'
  | 'far-off'
  | 'not-one-of'
  | 'not-a-web-address'
  | 'not-json'
  | 'not-a-policy'

export type Facts = Record<string, string | number>
export type CellValue = string | number | boolean | null | string[] | object
export type Reading = { value: CellValue } | { wrong: CellCode; facts: Facts }

/** One kind of cell: the Postgres type of what it holds, and how its text (trimmed, not empty) is read. */
export interface Cell {
  type: string
  read(text: string): Reading
}

const LONGEST_KEY = 200
const LONGEST_LINE = 500
const LONGEST_TEXT = 20_000
const LONGEST_SHOWN = 60
const FIRST_YEAR = 1990
const LAST_YEAR = 2099

const wrong = (code: CellCode, found: string, facts: Facts = {}): Reading => ({ wrong: code, facts: { found: shown(found), ...facts } })
// Control characters but for tabs and line ends, signs that turn the direction of writing, and halves of characters (UTF-16 has them).
const UNSEEN = /[^\t\n\r\P{Cc}]|[\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u
const EACH_UNSEEN = new RegExp(UNSEEN.source, 'gu')

/** As much of a text as a sentence can quote. What cannot be stored or seen is shown as the mark for it. */
export function shown(text: string): string {
  const seen = text.replace(EACH_UNSEEN, '\ufffd')
  // The cut may go through a character of two halves.
  return seen.length > LONGEST_SHOWN ? `${seen.slice(0, LONGEST_SHOWN).replace(/\p{Surrogate}$/u, '')} ...` : seen
}

/** What no cell may hold, whatever its kind: bytes that were not UTF-8 (they come as the mark for them) and characters nobody types. */
export function unfit(text: string): { wrong: CellCode; facts: Facts } | null {
  if (text.includes('\ufffd')) return { wrong: 'not-utf8', facts: { found: shown(text) } }
  return UNSEEN.test(text) ? { wrong: 'control-character', facts: {} } : null
}

function upTo(longest: number): Cell {
  return { type: 'text', read: text => (text.length > longest ? wrong('too-long', text, { most: longest }) : { value: text }) }
}

/** A name, a title: a few words. */
export const words: Cell = upTo(LONGEST_LINE)

/** A paragraph or more. */
export const prose: Cell = upTo(LONGEST_TEXT)

/** The user's own key. It has no `|`, which separates keys in a list. */
export const key: Cell = {
  type: 'text',
  read(text) {
    if (text.length > LONGEST_KEY) return wrong('too-long', text, { most: LONGEST_KEY })
    return /[|\r\n\t]/.test(text) ? wrong('not-a-key', text) : { value: text }
  },
}

/** Keys separated by `|`; a key named twice counts once. */
export const keys: Cell = { type: 'text[]', read: text => ({ value: itemsOf(text) }) }

const itemsOf = (text: string): string[] => [...new Set(text.split('|').map(item => item.trim()))].filter(item => item !== '')

/** An e-mail address, kept in lower case. */
export const email: Cell = {
  type: 'text',
  read(text) {
    const fits = text.length <= 254 && /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@.,;<>"]+$/.test(text)
    return fits ? { value: text.toLowerCase() } : wrong('not-an-email', text)
  },
}

export const yesNo: Cell = {
  type: 'boolean',
  read(text) {
    const answer = text.toLowerCase()
    return answer === 'yes' || answer === 'no' ? { value: answer === 'yes' } : wrong('not-yes-or-no', text)
  },
}

export function whole(least: number, most: number): Cell {
  return {
    type: 'integer',
    read(text) {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN
      return value >= least && value <= most ? { value } : wrong('not-a-whole-number', text, { least, most })
    },
  }
}

/** A length in days, `0.5` or `2`. */
export const days: Cell = {
  type: 'numeric',
  read: text => (/^\d{1,3}(\.\d)?$/.test(text) && Number(text) > 0 ? { value: Number(text) } : wrong('not-days', text)),
}

/** A London day, `2024-04-09`. */
export const day: Cell = { type: 'date', read: text => (isDay(text) ? inReach(text, text) : wrong('not-a-day', text)) }

/** London wall-clock time, `2024-04-09 09:30`, read as the instant. */
export const moment: Cell = {
  type: 'timestamptz',
  read(text) {
    const instant = parseLondon(text)
    if (instant) return inReach(text, instant.toISOString())
    // Only the clocks can say no to a day that exists and an hour that every other day has.
    const real = /^(\S{10})[ T]([01]\d|2[0-3]):[0-5]\d$/.exec(text)
    return wrong(real && isDay(real[1]!) ? 'skipped-hour' : 'not-a-moment', text)
  },
}

// A year mistyped (0204, 2204) is still a date, and would be believed.
function inReach(text: string, value: string): Reading {
  const year = Number(text.slice(0, 4))
  return year >= FIRST_YEAR && year <= LAST_YEAR ? { value } : wrong('far-off', text, { first: FIRST_YEAR, last: LAST_YEAR })
}

/** One of a few words, in capitals or not. */
export function oneOf(choices: readonly string[]): Cell {
  return {
    type: 'text',
    read(text) {
      const value = choices.find(choice => choice === text.toLowerCase())
      return value === undefined ? wrong('not-one-of', text, { choices: choices.join(', ') }) : { value }
    },
  }
}

/** Any number of a few words, separated by `|`; kept in the order of `choices`, so that the same set always looks the same. */
export function someOf(choices: readonly string[]): Cell {
  return {
    type: 'text[]',
    read(text) {
      const items = itemsOf(text.toLowerCase())
      const stranger = items.find(item => !choices.includes(item))
      if (stranger !== undefined) return wrong('not-one-of', stranger, { choices: choices.join(', ') })
      return { value: choices.filter(choice => items.includes(choice)) }
    },
  }
}

/** An address that a page may link to. Others (`javascript:` among them) would act when somebody follows the link. */
export const webAddress: Cell = {
  type: 'text',
  read(text) {
    const address = URL.canParse(text) ? new URL(text) : null
    const fits = address && ['http:', 'https:'].includes(address.protocol) && text.length <= 2000 && !/\s/.test(text)
    return fits ? { value: text } : wrong('not-a-web-address', text)
  },
}

/** A cancellation policy as JSON; docs/rules.md says what it holds. */
export const policy: Cell = {
  type: 'jsonb',
  read(text) {
    const json = parsed(text)
    if (json === undefined) return wrong('not-json', text)
    const reading = readPolicy(json)
    return 'wrong' in reading ? wrong('not-a-policy', text, { why: reading.wrong.join(' ') }) : { value: json as object }
  },
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
