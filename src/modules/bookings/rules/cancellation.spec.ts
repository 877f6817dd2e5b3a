import { describe, expect, it } from '@jest/globals'
import { ENGLAND_AND_WALES as holidays } from '../../../shared/bank-holidays.js'
import { addDays, londonDate, parseLondon } from '../../../shared/dates.js'
import { seeded } from '../../../shared/seeded.js'
import { clearWorkingDaysBetween } from '../../../shared/working-days.js'
import { cancellationCharge, cancellationDeadline, type CancellationFacts, daysOf, noShowCharge, noticeMoment } from './cancellation.js'
import { type CancellationPolicy, type Notice, readPolicy, UNITS } from './cancellation-policy.js'
import { EXAMPLE_POLICIES } from './policy-examples.js'

const london = (text: string): Date => parseLondon(text)!
const after = (moment: Date): Date => new Date(moment.getTime() + 1)
const example = (key: keyof typeof EXAMPLE_POLICIES): CancellationPolicy => {
  const reading = readPolicy(EXAMPLE_POLICIES[key])
  if ('wrong' in reading) throw new Error(reading.wrong.join(' '))
  return reading.policy
}
const notice = (text: string): Notice => {
  const [amount, unit, until = 'end-of-day', onWorkingDay] = text.split(' ')
  return { amount: Number(amount), unit: unit as Notice['unit'], until, onWorkingDay: onWorkingDay === 'working' }
}
const course = (startsAt: Date, hours = 7) => ({ startsAt, endsAt: new Date(startsAt.getTime() + hours * 3_600_000) })
const easter = london('2024-04-02 09:30')
const facts = (more: Partial<CancellationFacts> = {}): CancellationFacts => ({
  policy: example('twoWorkingDays'),
  ...course(easter),
  cancelledAt: easter,
  agencyGroup: 'Education',
  by: 'delegate',
  substitute: false,
  ...more,
})
const charge = (more: Partial<CancellationFacts>) => cancellationCharge(facts(more), holidays)

describe('the last moment of a notice', () => {
  it.each([
    // After Easter 2024: Good Friday 29 March, the clocks go forward on the 31st, Easter Monday 1 April.
    ['2024-04-02 09:30', '2 working-days', '2024-03-27T23:59:59.999Z'],
    ['2024-04-02 09:30', '2 clear-working-days', '2024-03-26T23:59:59.999Z'],
    ['2024-04-02 09:30', '5 clear-working-days', '2024-03-21T23:59:59.999Z'],
    ['2024-04-02 09:30', '10 working-days same-time', '2024-03-15T09:30:00.000Z'],
    ['2024-04-02 09:30', '2 working-days 17:00', '2024-03-27T17:00:00.000Z'],
    ['2024-04-02 09:30', '2 calendar-days', '2024-03-31T22:59:59.999Z'],
    ['2024-04-02 09:30', '2 calendar-days end-of-day working', '2024-03-28T23:59:59.999Z'],
    ['2024-04-02 09:30', '1 calendar-days same-time', '2024-04-01T08:30:00.000Z'],
    ['2024-04-02 09:30', '3 calendar-days same-time', '2024-03-30T09:30:00.000Z'],
    ['2024-04-02 09:30', '72 hours', '2024-03-30T08:30:00.000Z'],
    ['2024-10-28 09:30', '48 hours', '2024-10-26T09:30:00.000Z'],
    // Over Christmas and New Year.
    ['2025-01-02 09:30', '1 working-days', '2024-12-31T23:59:59.999Z'],
    ['2025-01-02 09:30', '5 working-days', '2024-12-23T23:59:59.999Z'],
    ['2025-01-02 09:30', '5 clear-working-days', '2024-12-22T23:59:59.999Z'],
    ['2025-01-02 09:30', '5 clear-working-days end-of-day working', '2024-12-20T23:59:59.999Z'],
    // The clocks go back on 27 October 2024.
    ['2024-10-28 09:30', '1 working-days', '2024-10-25T22:59:59.999Z'],
    ['2024-10-28 09:30', '1 calendar-days', '2024-10-27T23:59:59.999Z'],
    ['2024-10-28 09:30', '2 calendar-days same-time', '2024-10-26T08:30:00.000Z'],
    // Where the time of day is one that the clocks skip or repeat.
    ['2024-04-01 01:30', '1 calendar-days same-time', '2024-03-31T01:30:00.000Z'],
    ['2024-10-28 01:30', '1 calendar-days same-time', '2024-10-27T00:30:00.000Z'],
    // No notice, or a time of day after the start: never after the start.
    ['2024-04-09 09:30', '0 calendar-days', '2024-04-09T08:30:00.000Z'],
    ['2024-04-09 09:30', '0 calendar-days same-time', '2024-04-09T08:30:00.000Z'],
    ['2024-04-09 09:30', '0 working-days 09:29', '2024-04-09T08:29:00.000Z'],
    ['2024-04-09 09:30', '0 clear-working-days', '2024-04-08T22:59:59.999Z'],
    // The one-off holidays: jubilee, state funeral, coronation.
    ['2022-06-06 09:30', '1 working-days', '2022-06-01T22:59:59.999Z'],
    ['2022-09-20 09:30', '1 working-days', '2022-09-16T22:59:59.999Z'],
    ['2023-05-09 09:30', '1 working-days', '2023-05-05T22:59:59.999Z'],
  ])('for a course on %s, %s', (start, text, moment) => {
    expect(noticeMoment(notice(text), london(start), holidays).toISOString()).toBe(moment)
  })
})

describe('how long a course is', () => {
  const on = (day: string, from: string, to: string) => ({ startsAt: london(`${day} ${from}`), endsAt: london(`${day} ${to}`) })
  const [morning, long] = [on('2024-04-09', '09:30', '13:30'), on('2024-04-09', '09:30', '13:31')]
  const day = on('2024-04-09', '09:30', '16:30')

  it.each([
    ['four hours', morning, undefined, [1, 0]],
    ['a minute more', long, undefined, [0, 1]],
    ['a day', day, [], [0, 1]],
    ['two short sessions on one day', day, [on('2024-04-09', '09:30', '11:30'), on('2024-04-09', '14:00', '16:00')], [1, 0]],
    ['two longer ones', day, [on('2024-04-09', '09:30', '12:00'), on('2024-04-09', '14:00', '16:30')], [0, 1]],
    ['a full day and a half', day, [day, on('2024-04-16', '09:30', '12:30')], [1, 1]],
    ['two mornings', day, [morning, on('2024-04-16', '09:30', '12:30')], [2, 0]],
    ['three days without their sessions', { startsAt: day.startsAt, endsAt: london('2024-04-11 12:00') }, undefined, [0, 3]],
    ['up to midnight', on('2024-04-09', '20:00', '23:59'), undefined, [1, 0]],
    ['to midnight itself', { startsAt: london('2024-04-09 20:00'), endsAt: london('2024-04-10 00:00') }, undefined, [1, 0]],
  ])('%s', (_case, span, sessions, [halfDays, fullDays]) => {
    expect(daysOf({ ...span, sessions }, 4)).toEqual({ halfDays, fullDays })
  })
})

describe('both sides of every limit', () => {
  const limit = cancellationDeadline(example('fiveClearWorkingDays'), easter, holidays)
  const noon = london('2024-03-28 12:00')

  it.each([
    ['in the last moment in time', limit, false, 0, 'in-time'],
    ['in the first moment too late', after(limit), true, 6000, 'late'],
    ['in the last moment of the first band', noon, true, 6000, 'late'],
    ['in the first of the second', after(noon), true, 9000, 'late'],
    ['at the start', easter, true, 9000, 'late'],
  ])('%s', (_case, cancelledAt, late, chargePence, code) => {
    expect(charge({ policy: example('fiveClearWorkingDays'), cancelledAt })).toMatchObject({
      late,
      chargePence,
      deadline: limit,
      why: { code },
    })
  })

  it('says which notice was missed, and for how many days', () => {
    const { why } = charge({ policy: example('fiveClearWorkingDays'), cancelledAt: after(noon) })
    expect(why).toEqual({
      code: 'late',
      halfDays: 0,
      fullDays: 1,
      missed: { amount: 1, unit: 'working-days', until: '12:00', onWorkingDay: false },
    })
  })
})

describe('what the published terms come to', () => {
  const two = [course(easter), course(london('2024-04-03 09:30'))]
  const short = course(easter, 3)

  it.each([
    ['a full day', 'twoWorkingDays', {}, 5000],
    ['half a day', 'twoWorkingDays', short, 2500],
    ['two days', 'twoWorkingDays', { sessions: two }, 10_000],
    ['half a day at the flat rate', 'moreThanSevenDays', short, 5000],
    ['a full day at the group’s rate', 'tenWorkingDaysByGroup', { agencyGroup: 'Voluntary' }, 3500],
    ['half a day at the group’s rate', 'tenWorkingDaysByGroup', { ...short, agencyGroup: 'independent' }, 5000],
    ['a group without its own rate', 'tenWorkingDaysByGroup', { agencyGroup: 'Health' }, 7000],
    ['an agency that is not listed', 'tenWorkingDaysByGroup', { agencyGroup: null }, 7000],
    ['a group that owes nothing', 'fiveClearWorkingDays', { agencyGroup: 'Volunteers' }, 0],
    ['an unlisted agency where a group owes nothing', 'fiveClearWorkingDays', { agencyGroup: null }, 9000],
    ['late where only staying away is charged', 'onlyNoShows', {}, 0],
  ] as const)('cancelling late: %s', (_case, key, more, chargePence) => {
    expect(charge({ policy: example(key), ...more })).toMatchObject({ late: true, chargePence })
  })

  it.each([
    ['a full day', 'twoWorkingDays', {}, 5000, 'no-show'],
    ['two days, charged once', 'onlyNoShows', { sessions: two }, 8000, 'no-show'],
    ['half a day, charged once', 'onlyNoShows', short, 4000, 'no-show'],
    ['two days, charged each', 'fiveClearWorkingDays', { sessions: two }, 18_000, 'no-show'],
    ['a group that owes nothing', 'fiveClearWorkingDays', { agencyGroup: 'volunteers' }, 0, 'waived'],
  ] as const)('staying away: %s', (_case, key, more, chargePence, code) => {
    expect(noShowCharge({ ...facts(), policy: example(key), ...more })).toMatchObject({ chargePence, why: { code } })
  })
})

describe('who cancels', () => {
  it.each([
    ['the organiser, never late nor charged', { by: 'organiser' }, false, 0, 'organiser'],
    ['the agency, as the delegate', { by: 'agency' }, true, 5000, 'late'],
    ['a colleague comes instead, free of charge', { substitute: true }, true, 0, 'substitute'],
    ['a colleague comes instead, in time', { substitute: true, cancelledAt: london('2024-03-01 09:00') }, false, 0, 'in-time'],
  ] as const)('%s', (_case, more, late, chargePence, code) => {
    expect(charge(more)).toMatchObject({ late, chargePence, why: { code } })
  })

  it('a colleague instead is charged where the policy says so', () => {
    const policy: CancellationPolicy = { ...example('twoWorkingDays'), substitution: 'charged' }
    expect(charge({ policy, substitute: true })).toMatchObject({ chargePence: 5000, why: { code: 'late' } })
  })
})

describe('over many courses', () => {
  const random = seeded(55)
  const pick = (n: number) => Math.floor(random() * n)
  const someCourse = () => course(london(`${addDays('2022-02-01', pick(2400))} ${['09:30', '10:00', '13:00'][pick(3)]}`), 1 + pick(8))

  it('a charge is never below nothing nor above the dearest, and waiting is never rewarded', () => {
    const keys = Object.keys(EXAMPLE_POLICIES) as (keyof typeof EXAMPLE_POLICIES)[]
    for (let i = 0; i < 400; i++) {
      const given = facts({ ...someCourse(), policy: example(keys[pick(keys.length)]!) })
      const moments = Array.from({ length: 4 }, () => pick(30 * 24 * 60)).sort((a, b) => b - a)
      const charges = moments.map(
        minutes => charge({ ...given, cancelledAt: new Date(given.startsAt.getTime() - minutes * 60_000) }).chargePence,
      )
      expect(charges).toEqual([...charges].sort((a, b) => a - b))
      expect(charges.every(pence => pence >= 0 && pence <= 9000)).toBe(true)
    }
  })

  it('clear working days lie whole between the day of the notice and that of the course', () => {
    for (let i = 0; i < 300; i++) {
      const [{ startsAt }, amount] = [someCourse(), pick(12)]
      const last = londonDate(noticeMoment(notice(`${amount} clear-working-days`), startsAt, holidays))
      const start = londonDate(startsAt)
      expect(clearWorkingDaysBetween(last, start, holidays)).toBe(amount)
      if (amount > 0) expect(clearWorkingDaysBetween(addDays(last, 1), start, holidays)).toBe(amount - 1)
    }
  })

  it('more notice never means a later deadline, in any unit', () => {
    for (let i = 0; i < 300; i++) {
      const [{ startsAt }, unit] = [someCourse(), UNITS[pick(3)]!]
      const moments = [0, 1, 2, 5, 10].map(amount => noticeMoment(notice(`${amount} ${unit}`), startsAt, holidays).getTime())
      expect(moments).toEqual([...moments].sort((a, b) => b - a))
      expect(moments.every(moment => moment <= startsAt.getTime())).toBe(true)
    }
  })
})

describe('while a line manager has not approved', () => {
  it('costs nothing to the last, and is not late', () => {
    expect(charge({ requested: true })).toMatchObject({ late: false, chargePence: 0, why: { code: 'not-approved' } })
    expect(charge({ requested: false })).toEqual(charge({}))
    expect(charge({ onCondition: true })).toMatchObject({ late: false, chargePence: 0, why: { code: 'on-condition' } })
    expect(charge({ onCondition: false })).toEqual(charge({}))
    expect(charge({}).chargePence).toBeGreaterThan(0)
  })
})

describe('after the organiser has changed the time or the place', () => {
  const movedAt = london('2024-03-20 12:00')
  const before = (ms: number) => ({ movedAt, bookedAt: new Date(movedAt.getTime() - ms) })

  it.each([
    ['booked before', 1],
    ['booked at that very moment', 0],
  ])('%s: free to the last, and not late', (_case, ms) => {
    expect(charge(before(ms))).toMatchObject({ late: false, chargePence: 0, why: { code: 'moved' } })
  })

  it('booked after: as the terms say', () => {
    expect(charge(before(-1))).toEqual(charge({}))
    expect(charge({}).chargePence).toBeGreaterThan(0)
  })

  it('never moved: as the terms say', () => {
    expect(charge({ bookedAt: movedAt, movedAt: null })).toEqual(charge({}))
    expect(charge({ movedAt })).toEqual(charge({}))
  })

  it('is still the organiser who cancels when they do', () => {
    expect(charge({ ...before(1), by: 'organiser' })).toMatchObject({ chargePence: 0, why: { code: 'organiser' } })
  })
})
