import type { KindRow } from './kind.js'

/** Made by the sender itself, of messages that were written one by one. */
export const sendingKinds = {
  gathered: {
    title: 'Several messages in one mail',
    canWait: false,
    topic: null,
    sample: {
      name: 'Dana Reed',
      count: 2,
      parts: [
        { subject: 'You are on the waiting list: Understanding Neglect: Level 2', text: 'You are number 3 on the waiting list.' },
        { subject: 'A new date: Safer Recruitment', text: 'There is a new date, on Tuesday 3 March 2026.' },
      ],
    },
  },
} satisfies Record<string, KindRow>
