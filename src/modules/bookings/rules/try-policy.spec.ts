import { describe, expect, it } from '@jest/globals'
import { ENGLAND_AND_WALES as holidays } from '../../../shared/bank-holidays.js'
import { parseLondon } from '../../../shared/dates.js'
import { type CancellationPolicy, readPolicy } from './cancellation-policy.js'
import { EXAMPLE_POLICIES } from './policy-examples.js'
import { type Trial, tryPolicy } from './try-policy.js'

const london = (text: string): Date => parseLondon(text)!
const read = (json: object): CancellationPolicy => {
  const reading = readPolicy(json)
  if ('wrong' in reading) throw new Error(reading.wrong.join(' '))
  return reading.policy
}
const two = EXAMPLE_POLICIES.twoWorkingDays
const course = { startsAt: london('2026-04-07 09:30'), endsAt: london('2026-04-07 16:30'), bookedAt: london('2026-02-02 10:00') }
const cancelled = (at: string): Trial['ending'] => ({ kind: 'cancelled', at: london(at) })
const attempt = (ending: Trial['ending'], json: object = two, more: Partial<Trial> = {}) =>
  tryPolicy(read(json), { ...course, agencyGroup: null, ending, ...more }, holidays)
const after = (moment: Date) => new Date(moment.getTime() + 1)

describe('trying a policy on a case', () => {
  it('names the deadline, the bank holidays it passed over, and why there is no charge', () => {
    expect(attempt(cancelled('2026-04-01 23:59'))).toEqual({
      deadline: new Date('2026-04-01T22:59:59.999Z'),
      late: false,
      chargePence: 0,
      skipped: ['Friday 3 April 2026, Good Friday', 'Monday 6 April 2026, Easter Monday'],
      reasons: [
        'Cancelling is free of charge until Wednesday 1 April 2026, 11:59pm: the end of the day, two working days before the course.',
        'Wednesday 1 April 2026, 11:59pm is not after that, so there is no charge.',
      ],
    })
  })

  it('a moment later it says what it costs, and how that comes about', () => {
    expect(attempt(cancelled('2026-04-02 00:00'))).toMatchObject({
      late: true,
      chargePence: 5000,
      reasons: [
        expect.anything(),
        'Thursday 2 April 2026, midnight is after that.',
        'The course is 1 full day. The charge is £25 for half a day (up to 4 hours) and £50 for a full day, for each day of the course: £50.00.',
      ],
    })
  })

  it.each([
    // The clocks go forward on 29 March 2026 and back on 25 October 2026.
    ['forward', '2026-03-30 09:30', { amount: 48, unit: 'hours' }, '2026-03-28T08:30:00.000Z'],
    ['forward', '2026-03-30 09:30', { amount: 2, unit: 'calendar-days', until: 'same-time' }, '2026-03-28T09:30:00.000Z'],
    ['back', '2026-10-26 09:30', { amount: 48, unit: 'hours' }, '2026-10-24T09:30:00.000Z'],
    ['back', '2026-10-26 09:30', { amount: 1, unit: 'working-days' }, '2026-10-23T22:59:59.999Z'],
  ])('over the clocks going %s, on both sides', (_which, starts, notice, deadline) => {
    const startsAt = london(starts)
    const on = (at: Date) =>
      attempt({ kind: 'cancelled', at }, { ...two, notice }, { startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) })
    expect(on(new Date(deadline))).toMatchObject({ deadline: new Date(deadline), late: false, chargePence: 0 })
    expect(on(after(new Date(deadline)))).toMatchObject({ late: true, chargePence: 2500 })
  })

  it('not coming, a colleague, a group that owes nothing, a rate of a group, and nothing to pay', () => {
    expect(attempt({ kind: 'no-show' })).toMatchObject({
      late: true,
      chargePence: 5000,
      reasons: { 1: 'They did not come, and had not cancelled.' },
    })
    expect(attempt({ kind: 'colleague', at: london('2026-04-07 09:00') })).toMatchObject({
      late: true,
      chargePence: 0,
      reasons: { 2: 'A colleague comes instead, so there is no charge.' },
    })
    const five = EXAMPLE_POLICIES.fiveClearWorkingDays
    expect(attempt({ kind: 'no-show' }, five, { agencyGroup: 'volunteers' }).reasons[2]).toBe(
      'Agencies of the group volunteers are never charged.',
    )
    const ten = EXAMPLE_POLICIES.tenWorkingDaysByGroup
    expect(attempt(cancelled('2026-04-06 09:00'), ten, { agencyGroup: 'Voluntary' }).reasons[2]).toContain(
      'The charge for the group Voluntary is £20 for half a day',
    )
    expect(attempt(cancelled('2026-04-07 09:00'), { ...two, bands: [] }).reasons[2]).toBe('The policy asks nothing for that.')
  })

  it('says which dearer band was reached, and that nothing was skipped where days are days', () => {
    const late = attempt(cancelled('2026-04-02 12:01'), EXAMPLE_POLICIES.fiveClearWorkingDays)
    expect(late).toMatchObject({ chargePence: 9000 })
    expect(late.reasons[2]).toMatch(/£90\.00\. It was after midday, one working day before the course\.$/)
    expect(attempt({ kind: 'no-show' }, { ...two, notice: { amount: 8, unit: 'calendar-days' } }).skipped).toEqual([])
  })

  it('a time of grace is later than the deadline only for who books late, and ends with the start', () => {
    const grace = { ...two, graceHours: 24 }
    const booked = (at: string) => attempt({ kind: 'no-show' }, grace, { bookedAt: london(at) })
    expect(booked('2026-03-20 10:00').deadline).toEqual(new Date('2026-04-01T22:59:59.999Z'))
    expect(booked('2026-04-02 10:00')).toMatchObject({
      deadline: london('2026-04-03 10:00'),
      reasons: { 0: expect.stringContaining('24 hours after booking') },
    })
    expect(booked('2026-04-07 09:00').deadline).toEqual(course.startsAt)
  })

  it('several days are counted in the reason', () => {
    const sessions = [
      { startsAt: london('2026-04-07 09:30'), endsAt: london('2026-04-07 16:30') },
      { startsAt: london('2026-04-08 09:30'), endsAt: london('2026-04-08 12:30') },
    ]
    expect(attempt({ kind: 'no-show' }, two, { sessions, endsAt: sessions[1]!.endsAt })).toMatchObject({ chargePence: 7500 })
    expect(attempt({ kind: 'no-show' }, two, { sessions }).reasons[2]).toContain('1 full day and 1 half day')
  })
})
