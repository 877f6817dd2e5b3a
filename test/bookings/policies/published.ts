/**
 * What English safeguarding partnerships ask for late cancellations and for not coming, as data alone. docs/policies.md says where each is
 * published, when it was read, and what of it is not charged by a rule. `steps` are moments around a course of a full day and what
 * cancelling then costs; `noShow` what half a day and a full one cost who did not come.
 */
export interface Published {
  partnership: string
  definition: object
  noShow: [halfDay: number, fullDay: number]
  /** The start of a course, the last moment to cancel free of charge, and what the moment after it costs. */
  deadlines: [start: string, deadline: string, pence: number][]
}

const EASTER = '2026-04-07 09:30' // Good Friday is 3 April, Easter Monday 6 April, the clocks went forward on 29 March.
const AFTER_SPRING = '2026-03-30 09:30' // the Monday after the clocks went forward
const AFTER_AUTUMN = '2026-10-26 09:30' // the Monday after the clocks went back
const MAY = '2026-05-05 09:30' // the Tuesday after the bank holiday of 4 May

const day = (half: number, full = half) => ({ halfDayPence: half, fullDayPence: full })

export const PUBLISHED: Published[] = [
  {
    partnership: 'Teeswide Safeguarding Adults Board',
    definition: {
      name: 'More than seven calendar days; £50 a day',
      notice: { amount: 8, unit: 'calendar-days' },
      ...{ bands: [{ charge: day(5000) }], noShow: day(5000) },
      notes:
        'Cancel by email to the business unit. If you are ill on the day, your line manager can ask in writing for the charge to be waived.',
    },
    noShow: [5000, 5000],
    deadlines: [
      [EASTER, '2026-03-30T22:59:59.999Z', 5000],
      [AFTER_SPRING, '2026-03-22T23:59:59.999Z', 5000],
      [AFTER_AUTUMN, '2026-10-18T22:59:59.999Z', 5000],
      [MAY, '2026-04-27T22:59:59.999Z', 5000],
    ],
  },
  {
    partnership: 'West Sussex Safeguarding Children Partnership',
    definition: {
      name: 'More than ten working days; £35 half a day, £70 each whole day',
      notice: { amount: 11, unit: 'working-days' },
      ...{ bands: [{ charge: day(3500, 7000) }], noShow: day(3500, 7000) },
      notes: 'Who arrives too late to join is charged as if they had not come.',
    },
    noShow: [3500, 7000],
    deadlines: [
      [EASTER, '2026-03-19T23:59:59.999Z', 7000],
      [AFTER_SPRING, '2026-03-13T23:59:59.999Z', 7000],
      [AFTER_AUTUMN, '2026-10-09T22:59:59.999Z', 7000],
      [MAY, '2026-04-17T22:59:59.999Z', 7000],
    ],
  },
  {
    partnership: 'Sutton Safeguarding Partnership',
    definition: {
      name: 'Two working days; £50 half a day, £75 full day',
      notice: { amount: 2, unit: 'working-days' },
      ...{ bands: [{ charge: day(5000, 7500) }], noShow: day(5000, 7500), days: 'once' },
      notes: 'Who arrives late and is turned away counts as not having come.',
    },
    noShow: [5000, 7500],
    deadlines: [
      [EASTER, '2026-04-01T22:59:59.999Z', 7500],
      [AFTER_SPRING, '2026-03-26T23:59:59.999Z', 7500],
      [AFTER_AUTUMN, '2026-10-22T22:59:59.999Z', 7500],
      [MAY, '2026-04-30T22:59:59.999Z', 7500],
    ],
  },
  {
    partnership: 'South Tyneside Safeguarding Children and Adults Partnership',
    definition: {
      name: 'Two working days; £25 half a day, £50 full day',
      notice: { amount: 2, unit: 'working-days' },
      ...{ bands: [{ charge: day(2500, 5000) }], noShow: day(2500, 5000) },
      notes: 'If you are ill on the day, your manager has to say so before 10am, and then in writing.',
    },
    noShow: [2500, 5000],
    deadlines: [
      [EASTER, '2026-04-01T22:59:59.999Z', 5000],
      [AFTER_SPRING, '2026-03-26T23:59:59.999Z', 5000],
      [AFTER_AUTUMN, '2026-10-22T22:59:59.999Z', 5000],
      [MAY, '2026-04-30T22:59:59.999Z', 5000],
    ],
  },
  {
    partnership: 'Northamptonshire Safeguarding Children Partnership',
    definition: {
      name: 'Three working days (72 hours); £50',
      notice: { amount: 3, unit: 'working-days', until: 'same-time' },
      ...{ bands: [{ charge: { fixedPence: 5000 } }], noShow: { fixedPence: 5000 } },
    },
    noShow: [5000, 5000],
    deadlines: [
      [EASTER, '2026-03-31T08:30:00.000Z', 5000],
      [AFTER_SPRING, '2026-03-25T09:30:00.000Z', 5000],
      [AFTER_AUTUMN, '2026-10-21T08:30:00.000Z', 5000],
      [MAY, '2026-04-29T08:30:00.000Z', 5000],
    ],
  },
  {
    partnership: 'Stoke-on-Trent and Staffordshire Safeguarding Children Board (webinars of £50)',
    definition: {
      name: 'Four weeks; then half the cost, in the last two weeks all of it',
      notice: { amount: 28, unit: 'calendar-days' },
      bands: [{ charge: { fixedPence: 2500 } }, { lessThan: { amount: 14, unit: 'calendar-days' }, charge: { fixedPence: 5000 } }],
      noShow: { fixedPence: 5000 },
    },
    noShow: [5000, 5000],
    deadlines: [
      [EASTER, '2026-03-10T23:59:59.999Z', 2500],
      [AFTER_SPRING, '2026-03-02T23:59:59.999Z', 2500],
      [AFTER_AUTUMN, '2026-09-28T22:59:59.999Z', 2500],
      [MAY, '2026-04-07T22:59:59.999Z', 2500],
    ],
  },
]
