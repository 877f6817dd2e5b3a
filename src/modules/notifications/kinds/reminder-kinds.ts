import type { KindRow } from './kind.js'

const about = {
  name: 'Dana Reed',
  course: 'Understanding Neglect: Level 2',
  on: 'Tuesday 3 March 2026',
  when: 'Tuesday 3 March 2026, 9:30am to Wednesday 4 March 2026, 12:30pm',
  sessions: ['Tuesday 3 March 2026, 9:30am to 12:30pm', 'Wednesday 4 March 2026, 9:30am to 12:30pm'],
  where: 'Goldmine Centre, 42 Bell Lane, WS1 1AA',
  reference: 'GT-7K3M-9QXR',
  path: '/bookings/sample',
}

/** What the passing of time brings about: of a booking, and of a register. It can wait for the morning's other messages. */
export const reminderKinds = {
  reminder: {
    title: 'Somebody is reminded of a course, and asked whether they are still coming',
    canWait: true,
    topic: null,
    sample: { ...about, last: true, deadline: 'Friday 27 February 2026, 5pm', stillComing: '/still-coming/sample', nonce: 'sample' },
    needs: ['course', 'when', 'path'],
  },
  'joining-details': {
    title: 'How to join a course',
    canWait: true,
    topic: null,
    sample: {
      ...about,
      joiningDetails: 'Park behind the hall. Tea and coffee are there from 9am.',
      access: 'Step-free from the car park.',
      map: 'https://training.example.org/map',
      link: 'https://training.example.org/meeting',
      toDo: [{ title: 'Child Neglect Awareness: Level 1', path: '/courses/neglect-level-1' }],
    },
    needs: ['course', 'where', 'joiningDetails', 'link'],
  },
  'register-chaser': {
    title: 'A trainer is asked to close a register',
    canWait: true,
    topic: null,
    sample: {
      ...{ name: 'Tara Trainer', course: about.course, when: about.when, where: about.where, people: 12, again: true },
      path: '/occurrences/sample/register',
    },
    needs: ['course', 'when', 'path'],
  },
} satisfies Record<string, KindRow>
