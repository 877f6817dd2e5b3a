import type { KindRow } from './kind.js'

/** About what is kept of somebody. */
export const retentionKinds = {
  'account-erased': {
    title: 'An account is erased',
    canWait: false,
    topic: null,
    sample: { name: 'Dana Reed', unused: false },
    goesTo: 'address',
  },
  'erasure-refused': {
    title: 'An account is not erased as its person asked',
    canWait: false,
    topic: null,
    sample: { name: 'Dana Reed', reason: 'You deliver a course on Friday 6 March 2026. Ask us again after it.' },
    needs: ['reason'],
  },
} satisfies Record<string, KindRow>
