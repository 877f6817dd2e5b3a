import { conditionSample, type KindRow } from './kind.js'

const course = {
  course: 'Understanding Neglect: Level 2',
  courseKey: 'neglect-level-2',
  when: 'Tuesday 3 March 2026, 9:30am to 12:30pm',
  where: 'Goldmine Centre, 42 Bell Lane, WS1 1AA',
}
const toManager = { name: 'Mary Manager', delegate: 'Dana Reed', ...course, until: 'Monday 23 February 2026, 9am', nonce: 'sample' }
const toDelegate = { name: 'Dana Reed', ...course, reference: 'GT-7K3M-9QXR', manager: 'Mary Manager', path: '/bookings/sample' }
const copy = { name: 'Mary Manager', delegate: 'Dana Reed', course: course.course, when: course.when, where: course.where }
const needs = ['delegate', 'course', 'when']

/**
 * About a line manager's approval: somebody waits for it, so it is sent at once. The copies an agency chooses for its managers tell of
 * what has happened, and can wait for others of the same day.
 */
export const approvalKinds = {
  'approval-asked': {
    title: 'A line manager is asked to approve',
    canWait: false,
    topic: null,
    sample: toManager,
    goesTo: 'manager',
    needs: ['delegate', 'course', 'when', 'until'],
  },
  'approval-deputy-asked': {
    title: 'The deputy of a line manager is asked to approve',
    canWait: false,
    topic: null,
    sample: { ...toManager, name: 'Dev Deputy', manager: 'Mary Manager' },
    goesTo: 'helper',
    needs: ['delegate', 'manager', 'course', 'when', 'until'],
  },
  'approval-chased': {
    title: 'A line manager is asked again',
    canWait: false,
    topic: null,
    sample: { ...toManager, deputy: 'Dev Deputy' },
    goesTo: 'manager',
    needs: ['delegate', 'course', 'when', 'until'],
  },
  'booking-requested': {
    title: 'A place waits for approval',
    canWait: false,
    topic: null,
    sample: { ...toDelegate, ...conditionSample, lead: '', until: 'Monday 23 February 2026, 9am' },
    needs: ['course', 'when', 'until', 'path'],
  },
  'booking-not-approved': {
    title: 'A place was not approved',
    canWait: false,
    topic: null,
    sample: { ...toDelegate, by: 'Mary Manager', reason: 'We are two short that week.', runOut: false },
    needs: ['course', 'when', 'reason'],
  },
  'copy-confirmed': { title: 'A line manager is told of a booking', canWait: true, topic: null, sample: copy, goesTo: 'manager', needs },
  'copy-cancelled': {
    title: 'A line manager is told of a cancellation',
    canWait: true,
    topic: null,
    sample: copy,
    goesTo: 'manager',
    needs,
  },
  'copy-no-show': {
    title: 'A line manager is told that somebody did not come',
    canWait: true,
    topic: null,
    sample: copy,
    goesTo: 'manager',
    needs,
  },
} satisfies Record<string, KindRow>
