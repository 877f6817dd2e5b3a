import type { KindRow } from './kind.js'

const sample = { name: 'Dana Reed', course: 'Child Neglect Awareness - Level 1', path: '/learning/sample' }
const needs = ['course', 'path']

/** About e-learning that was begun, or meant to be: no hurry, so with others of the same day. */
export const elearningKinds = {
  'elearning-not-started': { title: 'Somebody signed up and has not started', canWait: true, topic: null, sample, needs },
  'elearning-unfinished': { title: 'Somebody has not gone on for a long time', canWait: true, topic: null, sample, needs },
  'elearning-closed': {
    title: 'E-learning that nobody goes on with is closed',
    canWait: true,
    topic: null,
    sample: { ...sample, path: '/courses/neglect-l1' },
    needs,
  },
} satisfies Record<string, KindRow>
