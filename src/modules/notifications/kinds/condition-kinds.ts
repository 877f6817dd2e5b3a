import type { KindRow } from './kind.js'

const about = {
  ...{ name: 'Dana Reed', course: 'Understanding Neglect: Level 2', courseKey: 'neglect-l2' },
  ...{ when: 'Friday 20 March 2026, 9:30am to 4pm', where: 'Goscote Learning Centre', reference: 'GT-7K3M-9QXR' },
  doBy: 'Friday 13 March 2026',
  toDo: [{ title: 'Child Neglect Awareness: Level 1', path: '/courses/neglect-level-1' }],
}

/** About a place that is kept on condition: somebody's place hangs on it, so it is sent at once; its job keeps to the hours of the day. */
export const conditionKinds = {
  'condition-warning': {
    title: 'A place kept on condition is about to be let go',
    canWait: false,
    topic: null,
    sample: { ...about, path: '/bookings/sample' },
    needs: ['course', 'when', 'doBy', 'path'],
  },
  'condition-met': {
    title: 'The condition of a place is met',
    canWait: false,
    topic: null,
    sample: { ...about, done: ['Child Neglect Awareness: Level 1'], requested: false, path: '/bookings/sample' },
    needs: ['course', 'when', 'path'],
  },
  'condition-let-go': {
    title: 'A place is let go because its condition was not met',
    canWait: false,
    topic: null,
    sample: { ...about, path: '/courses/sample' },
    needs: ['course', 'when', 'doBy', 'path'],
  },
} satisfies Record<string, KindRow>
