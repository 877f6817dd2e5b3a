import { LETTERS } from '../../../shared/ids.js'

export type Numbered = 'certificate' | 'transcript'

const PREFIX: Record<Numbered, string> = { certificate: 'GC', transcript: 'TR' }
/** How many letters are drawn for a number; one more is worked out from them. */
export const DRAWN_LETTERS = 9

/**
 * The letter that ends a number, worked out from those before it (Luhn's way, with 30 signs instead of ten): one letter mistyped is always
 * noticed, and two neighbours changed about in all but one pair in 435.
 */
function checkLetter(letters: string): string {
  const size = LETTERS.length
  const sum = [...letters].reverse().reduce((total, letter, i) => {
    const value = LETTERS.indexOf(letter) * (i % 2 === 0 ? 2 : 1)
    return total + Math.floor(value / size) + (value % size)
  }, 0)
  return LETTERS[(size - (sum % size)) % size]!
}

/** `GC-7K3M-9QXR-4T` of nine letters: in groups that can be read aloud, the last letter to check the rest by. */
export function numberOf(kind: Numbered, drawn: string): string {
  const all = drawn + checkLetter(drawn)
  return `${PREFIX[kind]}-${all.slice(0, 4)}-${all.slice(4, 8)}-${all.slice(8)}`
}

/** A number as people type it: blanks, hyphens, small letters do not matter, nor does a prefix left out of a certificate's. Null: there is no such number. */
export function readNumber(text: string): { kind: Numbered; number: string } | null {
  const typed = text.toUpperCase().replace(/[^A-Z0-9]/g, '')
  const found = /^(GC|TR)?([A-Z0-9]{10})$/.exec(typed)
  if (!found) return null
  const drawn = found[2]!.slice(0, DRAWN_LETTERS)
  const kind = found[1] === PREFIX.transcript ? 'transcript' : 'certificate'
  if ([...found[2]!].some(letter => !LETTERS.includes(letter)) || checkLetter(drawn) !== found[2]!.at(-1)) return null
  return { kind, number: numberOf(kind, drawn) }
}
