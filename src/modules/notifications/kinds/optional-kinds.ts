import type { KindRow } from './kind.js'

const personId = '01a1fe99-9a28-723a-a3d6-39490d44ff32'

/** What a person may turn off. Each goes alone, so that the button of a mail program stops just this. */
export const optionalKinds = {
  newsletter: {
    title: 'The newsletter: places by month',
    canWait: false,
    topic: 'newsletter',
    sample: {
      name: 'Dana Reed',
      personId,
      months: [
        {
          name: 'March 2026',
          courses: [
            {
              title: 'Understanding Neglect: Level 2',
              priority: true,
              path: '/courses/neglect-level-2',
              dates: [
                { when: 'Tuesday 10 March, 9:30am to 4pm', where: 'Goldmine Centre', places: '12 places left' },
                { when: 'Thursday 19 March, 9:30am to 4pm', where: 'Online', places: '1 place left' },
              ],
            },
          ],
        },
        {
          name: 'April 2026',
          courses: [
            {
              title: 'Domestic Abuse Awareness',
              priority: false,
              path: '/courses/domestic-abuse-awareness',
              dates: [{ when: 'Wednesday 22 April, 1pm to 4pm', where: 'Town Hall', places: '20 places left' }],
            },
          ],
        },
      ],
    },
    needs: ['months'],
  },
  suggestion: {
    title: 'A course done opens the next',
    canWait: false,
    topic: 'suggestions',
    sample: {
      name: 'Dana Reed',
      personId,
      done: 'Child Neglect Awareness: Level 1',
      course: 'Understanding Neglect: Level 2',
      path: '/courses/neglect-level-2',
      dates: [
        { when: 'Tuesday 10 March 2026, 9:30am to 4pm', where: 'Goldmine Centre', places: '12 places left' },
        { when: 'Thursday 19 March 2026, 9:30am to 4pm', where: 'Online', places: '1 place left' },
      ],
      more: 2,
    },
    needs: ['course', 'path'],
  },
} satisfies Record<string, KindRow>
