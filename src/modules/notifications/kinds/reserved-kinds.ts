import type { KindRow } from './kind.js'

const sample = {
  name: 'Lena Lead',
  course: 'Understanding Neglect: Level 2',
  when: 'Tuesday 3 March 2026, 9:30am to 12:30pm',
  places: 3,
  until: 'Friday 20 February 2026',
  path: '/my-agency/book/sample',
}

/** About places that are kept for one agency, for its training leads. */
export const reservedKinds = {
  'places-reserved': {
    title: 'Places are reserved for an agency',
    canWait: false,
    topic: null,
    sample,
    needs: ['course', 'when', 'until'],
  },
  'reserved-places-return': {
    title: 'Reserved places return to everybody in a week',
    canWait: true,
    topic: null,
    sample,
    needs: ['course', 'when', 'until'],
  },
} satisfies Record<string, KindRow>
