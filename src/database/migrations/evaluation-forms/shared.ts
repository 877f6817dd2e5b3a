// What came with the first release, as it was then: from here on forms are the partnership's, and are changed at its desk.

/** What each scale of a measure says at its ends. */
export const MEASURES = [
  { key: 'knowledge', title: 'Knowledge of the subject', low: 'Very little', high: 'A great deal' },
  { key: 'recognise', title: 'Confidence to notice', low: 'Not at all confident', high: 'Completely confident' },
  { key: 'act', title: 'Confidence to act and to challenge', low: 'Not at all confident', high: 'Completely confident' },
  { key: 'together', title: 'Confidence to work with other agencies', low: 'Not at all confident', high: 'Completely confident' },
]

/** The same four scales at each stage, in the words of whom they are asked. */
export function scales(words: Record<string, string>) {
  return MEASURES.map(({ key, low, high }) => ({ key, kind: 'scale', words: words[key], measure: key, low, high, required: true }))
}

export const OWN_SCALES = scales({
  knowledge: 'How much do you know about the subject of this course?',
  recognise: 'How confident are you that you would notice when a child or an adult may be at risk?',
  act: 'How confident are you to act on a concern, even when others see it differently?',
  together: 'How confident are you in working with other agencies to keep somebody safe?',
})

export const NO_NAMES = 'A few sentences are enough. Leave out names, and anything else that could identify somebody.'

/** Options from pairs of key and words; `none`: keys of those that do not count. */
export const options = (words: Record<string, string>, none: string[] = []) =>
  Object.entries(words).map(([key, text]) => ({ key, words: text, ...(none.includes(key) ? { counts: false } : {}) }))
