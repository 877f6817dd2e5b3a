import type { Refusal } from '../../../shared/refusal.js'
import { LONGEST_QUOTE, type QuoteCode } from '../../evaluation/rules/quotes.js'
import { LONGEST_THEME, MOST_THEMES, type ThemeCode } from '../../evaluation/rules/themes.js'

const SENTENCES: Record<ThemeCode | QuoteCode | 'not-quotable' | 'not-found', string> = {
  'theme-too-long': `Use ${LONGEST_THEME} characters or fewer for each theme`,
  'too-many-themes': `Give ${MOST_THEMES} themes at most, with commas between them`,
  'quote-missing': 'Leave at least one of their words',
  'quote-too-long': `Shorten it to ${LONGEST_QUOTE.toLocaleString('en-GB')} characters or fewer; put … where words are left out`,
  'quote-not-their-words':
    'Use only their own words in their own order; put … where words are left out, and square brackets around a word that stands for another',
  'not-quotable': 'This person did not allow it to be quoted',
  'not-found': 'There is no such answer any more',
}

/** Why themes or a quotation cannot be saved, as a sentence without its full stop. */
export const themeSentence = (refusal: Refusal): string => SENTENCES[refusal.refused as keyof typeof SENTENCES]
