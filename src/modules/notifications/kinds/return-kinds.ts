import type { KindRow } from './kind.js'

const sample = { name: 'Lena Lead', agency: 'Birchills Primary School', year: '2025-26' }

/** About the yearly return of the training that an agency gives its own people. Whoever answers for it needs no account. */
export const returnKinds = {
  'return-asked': {
    title: 'An agency is asked for its training return',
    canWait: false,
    topic: null,
    sample: { ...sample, due: 'Friday 29 May 2026', again: false, why: '', path: '/returns', nonce: 'sample' },
    goesTo: 'agency',
    needs: ['agency', 'year', 'due'],
  },
  'return-received': {
    title: 'An agency’s training return has arrived',
    canWait: false,
    topic: null,
    sample: { ...sample, by: 'Lena Lead' },
    goesTo: 'agency',
    needs: ['agency', 'year'],
  },
} satisfies Record<string, KindRow>
