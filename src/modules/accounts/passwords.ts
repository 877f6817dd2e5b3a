import { hash, verify } from '@node-rs/argon2'
import { createHash } from 'node:crypto'

/** Argon2id with 19 MiB and two passes: the least that OWASP advises, about 20 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// The same letters can be typed as different bytes (é on a phone and on a desk): both must open the account.
const asBytes = (password: string): string => password.normalize('NFKC')

export const hashPassword = (password: string): Promise<string> => hash(asBytes(password), COST)

let nobodys: Promise<string> | undefined

/** Is this the password? Without a hash (no account, none chosen yet) the answer is no, after the same work, so that time tells nothing. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  nobodys ??= hashPassword('nobody can ever type this, because it is never compared')
  const right = await verify(passwordHash ?? (await nobodys), asBytes(password))
  return right && passwordHash !== null
}

/** What a session remembers of the password it was opened with; the database computes the same, and another one once everybody was signed out. */
export const passwordMark = (passwordHash: string): string => createHash('md5').update(passwordHash).digest('hex')
