import { conditionSample, type KindRow } from './kind.js'

const session = {
  name: 'Dana Reed',
  course: 'Understanding Neglect: Level 2',
  part: 'Day 2 of 2',
  when: 'Wednesday 4 March 2026, 9:30am to 12:30pm',
  where: 'Goldmine Centre, 42 Bell Lane, WS1 1AA',
  path: '/bookings/sample',
}

const changed = {
  name: 'Dana Reed',
  course: 'Understanding Neglect: Level 2',
  changes: [{ what: 'When', before: 'Tuesday 3 March 2026, 9:30am to 12:30pm', after: 'Tuesday 3 March 2026, 10:30am to 1:30pm' }],
  when: 'Tuesday 3 March 2026, 10:30am to 1:30pm',
  sessions: ['Tuesday 3 March 2026, 10:30am to 1:30pm'],
  where: 'Goldmine Centre, 42 Bell Lane, WS1 1AA',
  path: '/bookings/sample',
}

/** What calendars need, and what the organiser changes: it changes what somebody does that day, so at once, and it cannot be turned off. */
export const calendarKinds = {
  'session-invitation': { title: 'A further session, for the calendar', canWait: false, topic: null, sample: session, needs: ['when'] },
  'session-cancelled': {
    title: 'A further session comes out of the calendar',
    canWait: false,
    topic: null,
    sample: session,
    needs: ['when'],
  },
  'booking-changed': {
    title: 'The organiser changes a date that is booked',
    canWait: false,
    topic: null,
    sample: { ...changed, ...conditionSample, reference: 'GT-7K3M-9QXR', requested: false, link: '', free: true, stands: false },
    needs: ['course', 'sessions', 'path'],
  },
  'booking-moved': {
    title: 'Somebody is moved to another date',
    canWait: false,
    topic: null,
    sample: {
      ...{
        ...changed,
        ...conditionSample,
        sessions: [],
        changes: undefined,
        was: 'Tuesday 3 March 2026, 9:30am to 12:30pm',
        by: 'delegate',
        note: '',
      },
      ...{
        reference: 'GT-7K3M-9QXR',
        charge: '',
        free: false,
        deadline: 'Monday 23 February 2026, 5pm',
        manager: '',
        until: '',
        stands: false,
      },
    },
    needs: ['course', 'when', 'was', 'path'],
  },
  'date-cancelled': {
    title: 'The organiser cancels a date that is booked',
    canWait: false,
    topic: null,
    sample: {
      ...{ name: 'Dana Reed', course: 'Understanding Neglect: Level 2', when: 'Tuesday 3 March 2026, 9:30am to 12:30pm' },
      ...{ reference: 'GT-7K3M-9QXR', reason: 'The trainer is ill.', queued: true, path: '/courses/neglect-level-2' },
      dates: [{ when: 'Tuesday 17 March 2026, 9:30am to 12:30pm', where: 'Town Hall', left: 3, path: '/occurrences/sample/book' }],
    },
    needs: ['course', 'when', 'reason', 'dates'],
  },
  'offer-changed': {
    title: 'The organiser changes a date that is offered',
    canWait: false,
    topic: null,
    sample: { ...changed, path: '/offers/sample', until: 'Wednesday 25 February 2026, 9am' },
    needs: ['course', 'sessions', 'path'],
  },
  'offer-withdrawn': {
    title: 'The organiser cancels a date that is offered',
    canWait: false,
    topic: null,
    sample: { ...session, reason: 'The trainer is ill.', path: '/courses/neglect-level-2/waiting-list' },
    needs: ['course', 'when'],
  },
  'trainer-date-changed': {
    title: 'The organiser changes a date that a trainer delivers',
    canWait: false,
    topic: null,
    sample: { ...changed, people: 12, path: '/occurrences/sample/register' },
    needs: ['course', 'sessions'],
  },
  'trainer-date-cancelled': {
    title: 'The organiser cancels a date that a trainer delivers',
    canWait: false,
    topic: null,
    sample: { ...session, reason: 'The hall is flooded.', people: 12 },
    needs: ['course', 'when'],
  },
} satisfies Record<string, KindRow>
