import { describe, expect, it } from '@jest/globals'
import { type CancellationPolicy, type Notice, readPolicy } from './cancellation-policy.js'
import { EXAMPLE_POLICIES } from './policy-examples.js'
import { noticeWords, policyWords } from './policy-words.js'

const read = (json: object): CancellationPolicy => {
  const reading = readPolicy(json)
  if ('wrong' in reading) throw new Error(reading.wrong.join(' '))
  return reading.policy
}
const notice = (amount: number, unit: Notice['unit'], until = 'end-of-day', onWorkingDay = false): Notice => ({
  amount,
  unit,
  until,
  onWorkingDay,
})
const two = EXAMPLE_POLICIES.twoWorkingDays
const WORKING = 'Working days are Monday to Friday, without bank holidays and the days on which our office is closed.'

describe('until when', () => {
  it.each([
    [notice(2, 'working-days'), 'the end of the day, two working days before the course'],
    [notice(1, 'working-days', '12:00'), 'midday, one working day before the course'],
    [notice(3, 'working-days', '17:00'), '5pm, three working days before the course'],
    [notice(3, 'working-days', '09:30'), '9.30am, three working days before the course'],
    [notice(1, 'calendar-days', '00:00'), 'midnight, one day before the course'],
    [notice(10, 'working-days', 'same-time'), 'the time at which the course starts, ten working days before the course'],
    [notice(5, 'clear-working-days'), 'the end of the day, so that five clear working days lie between that day and the course'],
    [
      notice(14, 'calendar-days', 'end-of-day', true),
      'the end of the day, 14 days before the course (or the working day before, where that day is none)',
    ],
    [notice(48, 'hours', 'same-time'), '48 hours before the course starts'],
    [notice(1, 'hours', 'same-time'), 'one hour before the course starts'],
    [notice(0, 'hours', 'same-time'), 'the start of the course'],
    [notice(0, 'calendar-days'), 'the start of the course'],
    [notice(0, 'calendar-days', '07:00'), '7am on the day of the course'],
  ])('%j', (one, words) => expect(noticeWords(one)).toBe(words))
})

describe('a policy in the words that delegates read', () => {
  it('says when, how much, and what else', () => {
    expect(policyWords(read(two))).toEqual([
      'You can cancel free of charge until the end of the day, two working days before the course.',
      'After that your agency is charged £25 for half a day (up to 4 hours) and £50 for a full day, for each day of the course.',
      'If you do not come and have not cancelled, your agency is charged £25 for half a day (up to 4 hours) and £50 for a full day, for each day of the course.',
      'Sending a colleague of your agency instead is free of charge, until the course starts.',
      'If somebody else takes your place, the charge for cancelling late is taken back.',
      WORKING,
    ])
  })

  it('says each band, group and exemption, the time of grace, and the partnership’s own lines', () => {
    const words = policyWords(
      read({
        ...EXAMPLE_POLICIES.fiveClearWorkingDays,
        graceHours: 24,
        refilled: 'charged',
        substitution: 'charged',
        notes: 'Ill?\n\n Tell us. ',
      }),
    )
    expect(words).toContain(
      'From midday, one working day before the course, it is £45 for half a day (up to 4 hours) and £90 for a full day, for each day of the course.',
    )
    expect(words).toContain('Within 24 hours of booking you can always cancel free of charge, until the course starts.')
    expect(words).toContain('Agencies of these groups are never charged: Volunteers.')
    expect(words).toContain('Sending a colleague instead costs the same as cancelling.')
    expect(words).toContain('The charge for cancelling late stays, even if somebody else takes your place.')
    expect(words.slice(-3)).toEqual([WORKING, 'Ill?', 'Tell us.'])
    expect(policyWords(read(EXAMPLE_POLICIES.tenWorkingDaysByGroup))[1]).toContain(
      'Agencies of the group Voluntary are charged £20 for half a day (up to 4 hours) and £35',
    )
    expect(policyWords(read({ ...two, graceHours: 1 }))).toContain(
      'Within one hour of booking you can always cancel free of charge, until the course starts.',
    )
  })

  it.each([
    ['the same for each day', { fullDayPence: 5000, halfDayPence: 5000 }, 'each-day', '£50 for each day, short or long'],
    ['the same once', { fullDayPence: 5050, halfDayPence: 5050 }, 'once', '£50.50, however long the course is'],
    ['fixed', { fixedPence: 5000 }, 'each-day', '£50, however long the course is'],
    [
      'its longest day',
      { fullDayPence: 5000, halfDayPence: 0 },
      'once',
      'nothing for half a day (up to 4 hours) and £50 for a full day, once for the longest day of the course',
    ],
    ['nothing', { fixedPence: 0 }, 'once', 'nothing'],
  ])('a charge that is %s', (_case, charge, days, words) => {
    expect(policyWords(read({ ...two, bands: [{ charge }], days }))[1]).toBe(`After that your agency is charged ${words}.`)
  })

  it('says that nothing is charged where nothing is, and by when all the same', () => {
    const free = { name: 'Free', notice: { amount: 0, unit: 'calendar-days' }, bands: [] }
    const missed = 'There is no charge for not coming. Please cancel all the same: somebody else may be waiting.'
    expect(policyWords(read(free))).toEqual(['You can cancel free of charge until the course starts.', missed])
    expect(policyWords(read(EXAMPLE_POLICIES.onlyNoShows)).slice(0, 2)).toEqual([
      'You can cancel free of charge until the course starts.',
      'Please do so by 5pm, three working days before the course.',
    ])
    expect(policyWords(read({ ...free, notice: { amount: 2, unit: 'calendar-days', onWorkingDay: true } })).at(-1)).toBe(WORKING)
  })

  it('never leaves a code, a hole or a doubled full stop in a sentence', () => {
    for (const json of Object.values(EXAMPLE_POLICIES))
      for (const line of policyWords(read(json))) expect(line).toMatch(/^[A-Z][^_{}]*[^.]\.$/)
  })
})
