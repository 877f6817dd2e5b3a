import { conditionSample, type KindRow } from './kind.js'

const about = {
  name: 'Dana Reed',
  course: 'Understanding Neglect: Level 2',
  courseKey: 'neglect-level-2',
  when: 'Tuesday 3 March 2026, 9:30am to 12:30pm',
  where: 'Goldmine Centre, 42 Bell Lane, WS1 1AA',
  path: '/bookings/sample',
}

/** About a booking or a place in a queue: it changes what somebody does that day, so it is sent at once and cannot be turned off. */
export const bookingKinds = {
  'booking-confirmed': {
    title: 'A place is booked',
    canWait: false,
    topic: null,
    sample: {
      ...about,
      ...conditionSample,
      sessions: [],
      reference: 'GT-7K3M-9QXR',
      insteadOf: '',
      lead: '',
      deadline: 'Monday 23 February 2026, 5pm',
      runs: 'Runs if at least 6 book; decided by Tuesday 17 February 2026',
    },
    needs: ['course', 'when', 'where', 'path'],
  },
  'booking-cancelled': {
    title: 'A booking is cancelled',
    canWait: false,
    topic: null,
    sample: { ...about, reference: 'GT-7K3M-9QXR', by: 'organiser', reason: 'The trainer is ill.', colleague: '', lead: '', charge: '' },
    needs: ['course', 'when', 'charge'],
  },
  'waiting-joined': {
    title: 'Somebody joins a waiting list',
    canWait: false,
    topic: null,
    sample: { ...about, position: 3, lead: '' },
    needs: ['course', 'path'],
  },
  'place-offered': {
    title: 'A freed place is held for somebody',
    canWait: false,
    topic: null,
    sample: { ...about, until: 'Wednesday 25 February 2026, 9am' },
    needs: ['course', 'when', 'until', 'path'],
  },
  'place-free': {
    title: 'A place is free, first to accept',
    canWait: false,
    topic: null,
    sample: { ...about, until: 'Tuesday 3 March 2026, 9:30am' },
    needs: ['course', 'when', 'path'],
  },
} satisfies Record<string, KindRow>
