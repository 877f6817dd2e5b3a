import { refuse, type Refusal } from '../../../shared/refusal.js'

export const LONGEST_QUOTE = 1000

export type QuoteCode = 'quote-missing' | 'quote-too-long' | 'quote-not-their-words'

/** The signs that stand for words left out. */
const GAP = /\[[^\]]*\]|…|\.{3}/g

/**
 * What of an answer may be printed as a quotation: the person's own words in their own order. Words may be left out, and what could tell who
 * somebody is may be replaced within square brackets; nothing may be added or put in another order.
 */
export function readQuote(answer: string, typed: unknown): string | Refusal<QuoteCode> {
  const quote = typeof typed === 'string' ? typed.replace(/\s+/g, ' ').trim() : ''
  const said = wordsOf(quote.replace(GAP, ' '))
  if (said.length === 0) return refuse('quote-missing')
  if (quote.length > LONGEST_QUOTE) return refuse('quote-too-long', { most: LONGEST_QUOTE })
  return isWithin(said, wordsOf(answer)) ? quote : refuse('quote-not-their-words')
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

function isWithin(said: readonly string[], answer: readonly string[]): boolean {
  let next = 0
  for (const word of answer) if (word === said[next]) next++
  return next === said.length
}
