import { isDay, type Day } from '../../../shared/dates.js'

/** What somebody looks for at the desk: a booking's reference (or its beginning), a London day, and words; any of them may be missing. */
export interface Sought {
  reference: string | null
  day: Day | null
  words: string[]
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december']
const MOST_WORDS = 8

/**
 * Reads what was typed. A reference may come in small letters, without its dashes or cut short ("gt7k3m"); a day as 3 March 2026, 3/3/2026 or
 * 2026-03-03; all that is left are words. A date that there is not (31 June) stays words.
 */
export function readSought(text: string): Sought {
  const { rest, day } = takeDay(text.trim().slice(0, 200))
  const reference = referenceIn(rest)
  return { reference, day, words: reference ? [] : rest.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS) }
}

const WRITTEN = new RegExp(
  `\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(${MONTHS.map(month => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')})\\s+(\\d{4})\\b`,
  'i',
)
const SLASHED = /\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b/
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/

function takeDay(text: string): { rest: string; day: Day | null } {
  const readings: [RegExp, (found: string[]) => string][] = [
    [ISO, ([, year, month, day]) => `${year}-${month}-${day}`],
    [SLASHED, ([, day, month, year]) => `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`],
    [WRITTEN, ([, day, month, year]) => `${year}-${monthNumber(month!)}-${day!.padStart(2, '0')}`],
  ]
  for (const [pattern, dayOf] of readings) {
    const found = pattern.exec(text)
    const day = found && dayOf([...found])
    if (found && day && isDay(day)) return { rest: text.replace(found[0], ' ').trim(), day }
  }
  return { rest: text, day: null }
}

const monthNumber = (name: string): string =>
  String(MONTHS.findIndex(month => month.startsWith(name.toLowerCase().slice(0, 3))) + 1).padStart(2, '0')

function referenceIn(text: string): string | null {
  const found = /^gt[\s-]*([2-9a-hjkmnp-tv-z]{1,4})[\s-]*([2-9a-hjkmnp-tv-z]{0,4})$/i.exec(text)
  // Without a digit or a dash it may as well be somebody's name.
  if (!found || !/[\d-]/.test(text)) return null
  const [, first, second] = found.map(part => part.toUpperCase())
  return first!.length < 4 ? `GT-${first}${second}` : `GT-${first}-${second}`
}
