import { NO_NAMES, options, OWN_SCALES } from './shared.js'

/** Questions that are ready to be taken into any form. */
export const BANK = [
  ...OWN_SCALES,
  {
    key: 'voice',
    kind: 'scale',
    words: 'How well do you hear and record what a child or an adult themselves want?',
    low: 'Not well',
    high: 'Very well',
  },
  {
    key: 'escalate',
    kind: 'agreement',
    words: 'I know how to escalate a concern when I disagree with another agency’s decision.',
    required: true,
  },
  { key: 'procedures', kind: 'agreement', words: 'I know where to find the local procedures that I need.', required: true },
  { key: 'trainer', kind: 'agreement', words: 'The trainer knew the subject and made it clear.', required: true },
  {
    key: 'pace',
    kind: 'choice',
    words: 'How was the pace?',
    options: options({ slow: 'Too slow', right: 'About right', fast: 'Too fast' }),
  },
  { key: 'practice', kind: 'text', words: 'Tell us of a time when you used what you learned. What happened?', hint: NO_NAMES },
  {
    key: 'shared',
    kind: 'choice',
    words: 'Have you shared what you learned with colleagues?',
    options: options({ team: 'Yes, with my whole team', some: 'Yes, with some of them', no: 'Not yet' }),
  },
]
