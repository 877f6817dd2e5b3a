import { describe, expect, it } from '@jest/globals'
import { rateFor, readPolicy, sameGroup } from './cancellation-policy.js'
import { EXAMPLE_POLICIES } from './policy-examples.js'

const notice = { amount: 2, unit: 'working-days' }
const charge = { halfDayPence: 2500, fullDayPence: 5000 }
const policy = (more: object = {}): unknown => ({ name: 'Ours', notice, bands: [{ charge }], ...more })
const wrongWith = (json: unknown): string[] => {
  const reading = readPolicy(json)
  return 'wrong' in reading ? reading.wrong : []
}

describe('a sound policy', () => {
  it.each(Object.entries(EXAMPLE_POLICIES))('%s', (_key, json) => {
    expect(wrongWith(json)).toEqual([])
  })

  it('comes through JSON unharmed, and a reading can be read again', () => {
    for (const json of Object.values(EXAMPLE_POLICIES)) {
      const reading = readPolicy(JSON.parse(JSON.stringify(json)))
      if ('wrong' in reading) throw new Error(reading.wrong.join(' '))
      expect(readPolicy(reading.policy)).toEqual(reading)
    }
  })

  it('once for the course is the same for half a day and a full one, and stays so when read again', () => {
    const reading = readPolicy(policy({ noShow: { fixedPence: 4000 } }))
    expect(reading).toMatchObject({ policy: { noShow: { halfDayPence: 4000, fullDayPence: 4000, fixed: true } } })
    expect(readPolicy((reading as { policy: unknown }).policy)).toEqual(reading)
  })

  it('what is left out has a default', () => {
    const full = { amount: 2, unit: 'working-days', until: 'end-of-day', onWorkingDay: false }
    expect(readPolicy(policy())).toEqual({
      policy: {
        name: 'Ours',
        notice: full,
        bands: [{ lessThan: full, charge: { ...charge, groups: {} } }],
        noShow: { halfDayPence: 0, fullDayPence: 0, groups: {} },
        halfDayUpToHours: 4,
        days: 'each-day',
        waivedGroups: [],
        substitution: 'free',
        refilled: 'credited',
        graceHours: 0,
        notes: '',
      },
    })
  })

  it.each([
    ['no notice at all', { notice: { amount: 0, unit: 'calendar-days', until: 'same-time' } }],
    ['a year of notice', { notice: { amount: 365, unit: 'calendar-days' } }],
    ['up to the last minute of a day', { notice: { ...notice, until: '23:59' } }],
    ['nothing to pay', { bands: [{ charge: { halfDayPence: 0, fullDayPence: 0 } }] }],
    ['a half day as dear as a full one', { noShow: { halfDayPence: 5000, fullDayPence: 5000 } }],
    ['24 hours of half a day', { halfDayUpToHours: 24 }],
    ['hours, with the time that hours have', { notice: { amount: 8760, unit: 'hours', until: 'same-time' } }],
    ['once for the course', { bands: [{ charge: { fixedPence: 5000, groups: { Police: { fixedPence: 0 } } } }] }],
    ['a month of grace', { graceHours: 720 }],
    ['words of its own', { notes: 'a'.repeat(2000) }],
    ['a band in another unit', { bands: [{ lessThan: { amount: 30, unit: 'calendar-days' }, charge }] }],
    [
      'dearer as it comes closer',
      { bands: [{ charge }, { lessThan: { ...notice, amount: 1 }, charge: { halfDayPence: 2500, fullDayPence: 5001 } }] },
    ],
  ])('%s', (_case, more) => expect(wrongWith(policy(more))).toEqual([]))
})

describe('what is wrong is said, and where', () => {
  const group = (rate: unknown) => ({ noShow: { ...charge, groups: { Police: rate } } })

  it.each([
    ['not an object', 'free', ['The policy must be a JSON object.']],
    ['nothing', null, ['The policy must be a JSON object.']],
    ['a list', [], ['The policy must be a JSON object.']],
    ['no name', policy({ name: ' ' }), ['name must be the policy’s name.']],
    ['a misspelt field', policy({ noshow: charge }), ['noshow is not a field of a policy.']],
    ['no notice', policy({ notice: 5 }), ['notice must say amount, unit and until.']],
    ['too long a notice', policy({ notice: { ...notice, amount: 366 } }), ['notice.amount must be a whole number of days from 0 to 365.']],
    [
      'half a day of notice',
      policy({ notice: { ...notice, amount: 0.5 } }),
      ['notice.amount must be a whole number of days from 0 to 365.'],
    ],
    ['no unit', policy({ notice: { amount: 2 } }), ['notice.unit must be one of clear-working-days, working-days, calendar-days, hours.']],
    [
      'a time that is none',
      policy({ notice: { ...notice, until: '24:00' } }),
      ['notice.until must be "end-of-day", "same-time" or a time such as "17:00".'],
    ],
    [
      'a time that is no text',
      policy({ notice: { ...notice, until: 17 } }),
      ['notice.until must be "end-of-day", "same-time" or a time such as "17:00".'],
    ],
    ['neither yes nor no', policy({ notice: { ...notice, onWorkingDay: 'yes' } }), ['notice.onWorkingDay must be one of false, true.']],
    ['bands that are no list', policy({ bands: charge }), ['bands must be a list; it may be empty.']],
    ['a band that is none', policy({ bands: [60] }), ['bands[0].charge must say halfDayPence and fullDayPence, or fixedPence.']],
    [
      'pounds for pence',
      policy({ bands: [{ charge: { halfDayPence: 25.5, fullDayPence: 50 } }] }),
      ['bands[0].charge.halfDayPence must be a whole number of pence from 0 to 1000000.'],
    ],
    [
      'money back',
      policy({ noShow: { halfDayPence: -1, fullDayPence: 0 } }),
      ['noShow.halfDayPence must be a whole number of pence from 0 to 1000000.'],
    ],
    [
      'a dear half day',
      policy({ noShow: { halfDayPence: 5001, fullDayPence: 5000 } }),
      ['noShow charges more for half a day than for a full one.'],
    ],
    [
      'groups that are a list',
      policy({ noShow: { ...charge, groups: [] } }),
      ['noShow.groups must name agency groups, each with its rate.'],
    ],
    [
      'a group without its rate',
      policy(group('free')),
      [
        'noShow.groups.Police.halfDayPence must be a whole number of pence from 0 to 1000000.',
        'noShow.groups.Police.fullDayPence must be a whole number of pence from 0 to 1000000.',
      ],
    ],
    [
      'a band longer than the notice',
      policy({ bands: [{ lessThan: { ...notice, amount: 3 }, charge }] }),
      ['bands[0].lessThan is longer than the notice, up to which nothing is charged.'],
    ],
    [
      'waiting that pays',
      policy({ bands: [{ charge }, { lessThan: { ...notice, amount: 1 }, charge: { halfDayPence: 2499, fullDayPence: 5000 } }] }),
      ['bands[0] charges more than a band closer to the course.'],
    ],
    [
      'waiting that pays for one group',
      policy({
        bands: [
          { charge },
          { lessThan: { ...notice, amount: 1 }, charge: { ...charge, groups: { Police: { halfDayPence: 0, fullDayPence: 0 } } } },
        ],
      }),
      ['bands[0] charges more than a band closer to the course.'],
    ],
    ['no hours to half a day', policy({ halfDayUpToHours: 0 }), ['halfDayUpToHours must be a number of hours over 0, 24 at most.']],
    ['too many hours', policy({ halfDayUpToHours: 25 }), ['halfDayUpToHours must be a number of hours over 0, 24 at most.']],
    ['another way with days', policy({ days: 'twice' }), ['days must be one of each-day, once.']],
    ['waived by one word', policy({ waivedGroups: 'Police' }), ['waivedGroups must be a list of names of agency groups.']],
    ['waived by number', policy({ waivedGroups: [1] }), ['waivedGroups must be a list of names of agency groups.']],
    ['another word for what becomes of a refilled place', policy({ refilled: 'yes' }), ['refilled must be one of credited, charged.']],
    [
      'more hours than a year has',
      policy({ notice: { amount: 8761, unit: 'hours' } }),
      ['notice.amount must be a whole number of hours from 0 to 8760.'],
    ],
    [
      'a time of day for hours',
      policy({ notice: { amount: 48, unit: 'hours', until: '17:00' } }),
      ['notice.until is not said of hours: they end where they end.'],
    ],
    [
      'a fixed charge beside one by the day',
      policy({ noShow: { ...charge, fixedPence: 1 } }),
      ['noShow says fixedPence beside a rate by the day: leave one of them out.'],
    ],
    [
      'a fixed charge of half a penny',
      policy({ noShow: { fixedPence: 0.5 } }),
      ['noShow.fixedPence must be a whole number of pence from 0 to 1000000.'],
    ],
    ['more grace than a month', policy({ graceHours: 721 }), ['graceHours must be a whole number of hours from 0 to 720.']],
    ['words without end', policy({ notes: 'a'.repeat(2001) }), ['notes must be a text of at most 2000 characters.']],
    ['words that are none', policy({ notes: 1 }), ['notes must be a text of at most 2000 characters.']],
    ['another substitution', policy({ substitution: true }), ['substitution must be one of free, charged.']],
  ])('%s', (_case, json, wrong) => expect(wrongWith(json)).toEqual(wrong))

  it('all of it at once', () => {
    expect(wrongWith({ halfDayUpToHours: 'four' })).toHaveLength(4)
  })
})

describe('agency groups', () => {
  const charges = { ...charge, groups: { Police: { halfDayPence: 1, fullDayPence: 2 } } }

  it.each([
    ['the group’s own', 'Police', 2],
    ['whatever its capitals', ' police', 2],
    ['everybody’s for another group', 'Health', 5000],
    ['everybody’s for no group', null, 5000],
    ['everybody’s for an odd name', 'constructor', 5000],
  ])('the rate is %s', (_case, name, fullDayPence) => expect(rateFor(charges, name).fullDayPence).toBe(fullDayPence))

  it('no group is not the same as any', () => expect(sameGroup('Police', null)).toBe(false))
})
