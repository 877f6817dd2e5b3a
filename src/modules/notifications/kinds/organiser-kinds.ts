import type { KindRow } from './kind.js'

/** Written by hand at the desk, to people of one date. It concerns their day, so it goes at once and cannot be turned off. */
export const organiserKinds = {
  'organiser-message': {
    title: 'A message from the organiser to the people of a date',
    canWait: false,
    topic: null,
    sample: {
      name: 'Dana Reed',
      course: 'Understanding Neglect: Level 2',
      when: 'Tuesday 3 March 2026, 9:30am to 12:30pm',
      subject: 'Please bring a laptop',
      words: 'The room has no computers.\n\nPlease bring a laptop, charged.',
      path: '/bookings/sample',
    },
    needs: ['course', 'when', 'subject', 'words'],
  },
  'course-retired': {
    title: 'A course that you waited for is no longer offered',
    canWait: false,
    topic: null,
    sample: { name: 'Dana Reed', course: 'Understanding Neglect: Level 2', path: '/courses/neglect-l2' },
    needs: ['course'],
  },
} satisfies Record<string, KindRow>
