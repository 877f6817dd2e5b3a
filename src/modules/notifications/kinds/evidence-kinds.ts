import type { KindRow } from './kind.js'

const sample = { name: 'Dana Reed', course: 'Understanding Neglect Level 2', provider: 'NSPCC Learning' }

/** About evidence of learning from elsewhere. Who decides gets one mail a day at most; whoever handed it in, each decision. */
export const evidenceKinds = {
  'evidence-waiting': {
    title: 'Evidence waits for a decision',
    canWait: true,
    topic: null,
    sample: { name: 'Lena Lead', path: '/my-agency/evidence' },
    needs: ['path'],
  },
  'evidence-accepted': {
    title: 'Evidence is accepted',
    canWait: false,
    topic: null,
    sample: { ...sample, counts: 'It counts until Tuesday 2 March 2027.', path: '/my-learning' },
    needs: ['course'],
  },
  'evidence-refused': {
    title: 'Evidence is refused',
    canWait: false,
    topic: null,
    sample: { ...sample, reason: 'The name on the certificate is not yours.', path: '/my-learning/evidence/sample' },
    needs: ['course', 'reason', 'path'],
  },
} satisfies Record<string, KindRow>
