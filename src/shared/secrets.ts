import { createHash, randomBytes } from 'node:crypto'

/** A new secret for a link or a token: 256 random bits, safe in an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What the database keeps of a secret. It is random already, so one round of SHA-256 is enough. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
