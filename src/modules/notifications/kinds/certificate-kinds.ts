import type { KindRow } from './kind.js'

const sample = {
  name: 'Dana Reed',
  course: 'Understanding Neglect: Level 2',
  number: 'GC-7K3M-9QXR-4K',
  path: '/my-certificates/GC-7K3M-9QXR-4K',
}

/** About certificates: they lie ready on the page from the first moment, so the mail can wait for the morning. */
export const certificateKinds = {
  'certificate-ready': {
    title: 'A certificate is ready',
    canWait: true,
    topic: null,
    sample: { ...sample, until: 'Friday 2 March 2029', replaces: '' },
    needs: ['course', 'path'],
  },
  'certificate-withdrawn': {
    title: 'A certificate is withdrawn',
    canWait: false,
    topic: null,
    sample: { ...sample, why: 'the register of the course was put right, and no longer shows full attendance', path: '/my-certificates' },
    needs: ['course', 'number', 'why'],
  },
} satisfies Record<string, KindRow>
