import type { KindRow } from './kind.js'

const moment = '2026-03-02T09:00:00Z'

/** What administrators did to an account: its owner is told at once. */
export const peopleDeskKinds = {
  'roles-changed': {
    title: 'What a person may do was changed',
    canWait: false,
    topic: null,
    sample: { name: 'Dana Reed', given: 'training lead', taken: 'report reader', changedAt: moment },
  },
  'signed-out': {
    title: 'A person was signed out everywhere',
    canWait: false,
    topic: null,
    sample: { name: 'Dana Reed', feed: true, changedAt: moment },
  },
  'accounts-joined': {
    title: 'Two accounts of one person became one',
    canWait: false,
    topic: null,
    sample: { name: 'Dana Reed', kept: true },
  },
} satisfies Record<string, KindRow>
