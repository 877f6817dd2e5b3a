import { refuse, type Refusal } from '../../../shared/refusal.js'

/** What is known of somebody who is to be erased. `byThemselves`: the administrator who would do it is they. */
export interface ErasureFacts {
  erased: boolean
  administrator: boolean
  byThemselves: boolean
  /** Dates to come that they deliver. */
  trainerDates: number
  /** Bookings of others that wait for their approval. */
  approvals: number
}
export type ErasureCode = 'not-found' | 'erased-already' | 'oneself' | 'administrator' | 'trainer-dates' | 'approvals-open'

/** Why they cannot be erased now, or null. An administrator first gives up the role, which the last one cannot. */
export function whyNotErase(facts: ErasureFacts | null): Refusal<ErasureCode> | null {
  if (!facts) return refuse('not-found')
  if (facts.erased) return refuse('erased-already')
  if (facts.byThemselves) return refuse('oneself')
  if (facts.administrator) return refuse('administrator')
  if (facts.trainerDates > 0) return refuse('trainer-dates', { count: facts.trainerDates })
  return facts.approvals > 0 ? refuse('approvals-open', { count: facts.approvals }) : null
}

const folded = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase()

/** Whether what was typed to confirm is the person's name or address: nobody is erased by a slip of the hand. */
export const isConfirmed = (typed: string, { name, email }: { name: string; email: string }): boolean =>
  folded(typed) !== '' && [folded(name), folded(email)].includes(folded(typed))

/**
 * A regular expression (of Postgres) that finds somebody in the words of others: by the address, and by the whole name where nobody else
 * has it and it is more than one word. As text and as JSON writes it.
 */
export function mentionPattern({ name, email, namesakes }: { name: string; email: string; namesakes: boolean }): string {
  const names = namesakes || !/\S\s+\S/.test(name) ? [] : [name.trim(), JSON.stringify(name.trim()).slice(1, -1)]
  const parts = [...new Set([email, ...names])].map(part => part.replace(/[\\^$.*+?()[\]{}|-]/g, '\\$&').replace(/\s+/g, '\\s+'))
  return `(?<![[:alnum:]])(?:${parts.join('|')})(?![[:alnum:]])`
}
