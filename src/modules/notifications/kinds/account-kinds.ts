import type { KindRow } from './kind.js'

const link = { name: 'Dana Reed', nonce: 'sample', expiresAt: '2026-03-02T11:00:00Z' }

/** About an account: what was asked for on a page, so at once. */
export const accountKinds = {
  'confirm-address': { title: 'An address is to be confirmed', canWait: false, topic: null, sample: link, goesTo: 'address' },
  'choose-password': { title: 'A new password is asked for', canWait: false, topic: null, sample: link },
  'already-registered': { title: 'Somebody registers an address that has an account', canWait: false, topic: null, sample: link },
  'password-changed': {
    title: 'A password was changed',
    canWait: false,
    topic: null,
    sample: { name: 'Dana Reed', changedAt: '2026-03-02T09:00:00Z' },
  },
  'address-changing': {
    title: 'An account moves to another address',
    canWait: false,
    topic: null,
    sample: { name: 'Dana Reed', newEmail: 'dana.reed@example.org', desk: false },
    needs: ['newEmail'],
  },
} satisfies Record<string, KindRow>
