import { refuse, type Refusal } from '../../../shared/refusal.js'

/** In characters. Length is what makes a password hard to guess; the upper limit keeps the hashing of nonsense cheap. */
export const SHORTEST_PASSWORD = 12
export const LONGEST_PASSWORD = 200

// What guessers try first, with nothing but letters looked at: Password2024! and P-a-s-s-w-o-r-d fall with "password".
const COMMON = `password passwort letmein welcome qwerty qwertyuiop asdfghjkl changeme iloveyou football liverpool arsenal chelsea sunshine
  princess monkey dragon superman batman charlie michael ashley admin administrator safeguarding training summer winter spring autumn
  january february march april may june july august september october november december monday friday secret login user test`
const ONLY_COMMON = new RegExp(`^(?:${COMMON.split(/\s+/).join('|')})+$`)
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'].map(row => row + row)

const FEWEST_DIFFERENT = 5
const LEAST_OF_EMAIL = 4

export type PasswordCode = 'password-too-short' | 'password-too-long' | 'password-common' | 'password-has-email'

/** Why a new password will not do; null when it will. There are no rules about kinds of characters: they make people write it down. */
export function checkPassword(password: string, email: string): Refusal<PasswordCode> | null {
  const plain = password.normalize('NFKC').toLowerCase()
  const length = [...plain].length
  if (length < SHORTEST_PASSWORD) return refuse('password-too-short', { least: SHORTEST_PASSWORD })
  if (length > LONGEST_PASSWORD) return refuse('password-too-long', { most: LONGEST_PASSWORD })
  if (hasEmail(plain, email.toLowerCase())) return refuse('password-has-email')
  return isCommon(plain) ? refuse('password-common') : null
}

/** The part before the @ is public; very short ones turn up in any text and are let be. */
function hasEmail(plain: string, email: string): boolean {
  const local = email.split('@')[0]!
  const forms = [local, local.replace(/[^a-z]/g, '')]
  return forms.some(form => form.length >= LEAST_OF_EMAIL && plain.includes(form))
}

function isCommon(plain: string): boolean {
  const letters = plain.replace(/[^a-z]/g, '')
  const few = new Set(plain).size < FEWEST_DIFFERENT
  return few || ROWS.some(row => row.includes(plain)) || ONLY_COMMON.test(letters)
}
