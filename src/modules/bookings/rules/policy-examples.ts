/**
 * Terms in the forms in which English safeguarding partnerships publish theirs, as the JSON that is stored: examples to begin from when a
 * partnership enters its own. What each says in words stands in its name.
 */
export const EXAMPLE_POLICIES = {
  twoWorkingDays: {
    name: 'Two working days’ notice; £25 for half a day, £50 for a full day; a colleague may come instead',
    notice: { amount: 2, unit: 'working-days', until: 'end-of-day' },
    bands: [{ charge: { halfDayPence: 2500, fullDayPence: 5000 } }],
    noShow: { halfDayPence: 2500, fullDayPence: 5000 },
  },
  moreThanSevenDays: {
    name: 'More than seven calendar days’ notice; £50 for each day, long or short',
    notice: { amount: 8, unit: 'calendar-days', until: 'end-of-day' },
    bands: [{ charge: { halfDayPence: 5000, fullDayPence: 5000 } }],
    noShow: { halfDayPence: 5000, fullDayPence: 5000 },
  },
  tenWorkingDaysByGroup: {
    name: 'Ten working days’ notice; £35 or £70, small charities £20 or £35, independent providers £50 or £100',
    notice: { amount: 10, unit: 'working-days', until: 'same-time' },
    bands: [
      {
        charge: {
          halfDayPence: 3500,
          fullDayPence: 7000,
          groups: { Voluntary: { halfDayPence: 2000, fullDayPence: 3500 }, Independent: { halfDayPence: 5000, fullDayPence: 10000 } },
        },
      },
    ],
    noShow: {
      halfDayPence: 3500,
      fullDayPence: 7000,
      groups: { Voluntary: { halfDayPence: 2000, fullDayPence: 3500 }, Independent: { halfDayPence: 5000, fullDayPence: 10000 } },
    },
  },
  fiveClearWorkingDays: {
    name: 'Five clear working days’ notice; then £30 or £60, from the working day before £45 or £90; volunteers owe nothing',
    notice: { amount: 5, unit: 'clear-working-days', until: 'end-of-day' },
    bands: [
      { charge: { halfDayPence: 3000, fullDayPence: 6000 } },
      { lessThan: { amount: 1, unit: 'working-days', until: '12:00' }, charge: { halfDayPence: 4500, fullDayPence: 9000 } },
    ],
    noShow: { halfDayPence: 4500, fullDayPence: 9000 },
    waivedGroups: ['Volunteers'],
  },
  onlyNoShows: {
    name: 'Three working days’ notice by 5pm is asked for; only staying away is charged, once however long the course',
    notice: { amount: 3, unit: 'working-days', until: '17:00' },
    bands: [],
    noShow: { halfDayPence: 4000, fullDayPence: 8000 },
    days: 'once',
    substitution: 'charged',
  },
}
