import { randomInt } from 'node:crypto'
import { v7 } from 'uuid'

/** A new id: a version 7 UUID, so that rows written together lie together in their index. */
export const newId = (): string => v7()

/** Without 0/O, 1/I/L and U: read aloud over a telephone without a mistake, and spells no words. */
export const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** So many letters that nobody can foretell. */
export const newLetters = (count: number): string => Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('')

/** A booking reference such as `GT-7K3M-9QXR`: 30^8 of them; the table's unique index stands under it. */
export const newReference = (): string => `GT-${newLetters(4)}-${newLetters(4)}`
