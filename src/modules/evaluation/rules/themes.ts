import { refuse, type Refusal } from '../../../shared/refusal.js'

export const LONGEST_THEME = 40
export const MOST_THEMES = 6

export type ThemeCode = 'theme-too-long' | 'too-many-themes'

/** Themes as somebody typed them, with commas between: each once, in small letters and single spaces, in the order typed. */
export function readThemes(typed: unknown): string[] | Refusal<ThemeCode> {
  const words = typeof typed === 'string' ? typed.split(/[,\n]/) : []
  const themes = [
    ...new Set(words.map(theme => theme.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()).filter(theme => theme !== '')),
  ]
  if (themes.some(theme => theme.length > LONGEST_THEME)) return refuse('theme-too-long', { most: LONGEST_THEME })
  return themes.length > MOST_THEMES ? refuse('too-many-themes', { most: MOST_THEMES }) : themes
}
