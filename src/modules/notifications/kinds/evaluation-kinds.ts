import type { KindRow } from './kind.js'

const about = {
  ...{ name: 'Dana Reed', course: 'Understanding Neglect: Level 2', on: 'Tuesday 3 March 2026' },
  ...{ again: true, path: '/evaluations', nonce: 'sample' },
}
const needs = ['course']

/** What people are asked before and after a course, weeks and months later: with the morning's other messages, but as a course ends at once. */
export const evaluationKinds = {
  'evaluation-before': {
    title: 'Somebody is asked what they know before a course',
    canWait: true,
    topic: null,
    sample: { ...about, joining: true },
    needs,
  },
  'evaluation-after': {
    title: 'Somebody is asked what they learned',
    canWait: true,
    topic: null,
    sample: { ...about, certificate: true },
    needs,
  },
  'evaluation-weeks-later': {
    title: 'Somebody is asked what came of a course',
    canWait: true,
    topic: null,
    sample: { ...about, joining: false, certificate: false },
    needs,
  },
  'evaluation-manager': {
    title: 'A line manager is asked what came of a course',
    canWait: true,
    topic: null,
    sample: { ...about, name: 'Mary Manager', delegate: 'Dana Reed' },
    goesTo: 'manager',
    needs: ['course', 'delegate'],
  },
  'evaluation-door': {
    title: 'Somebody at the door of a course asks for their own link',
    canWait: false,
    topic: null,
    sample: { ...about, before: true },
    needs,
  },
} satisfies Record<string, KindRow>
