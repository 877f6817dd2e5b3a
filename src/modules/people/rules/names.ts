import { refuse, type Refusal } from '../../../shared/refusal.js'

export const LONGEST_NAME = 100

export type NameCode = 'name-missing' | 'name-too-long' | 'name-malformed'

/**
 * A person's name with single blanks, or why it will not do. Any script, any number of words, apostrophes and hyphens are fine; a name
 * goes into mails and onto certificates, so addresses, links and tags are not.
 */
export function checkName(text: string): string | Refusal<NameCode> {
  const name = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  if (name === '') return refuse('name-missing')
  if ([...name].length > LONGEST_NAME) return refuse('name-too-long', { most: LONGEST_NAME })
  // The signs that turn the direction of writing would turn the rest of a mail or a register too.
  const malformed = !/\p{L}/u.test(name) || /[@<>{}\p{Cc}\u202a-\u202e\u2066-\u2069]|:\/\/|www\./iu.test(name)
  return malformed ? refuse('name-malformed') : name
}
