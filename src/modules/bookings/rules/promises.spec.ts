import { describe, expect, it } from '@jest/globals'
import { ENGLAND_AND_WALES as holidays } from '../../../shared/bank-holidays.js'
import { parseLondon } from '../../../shared/dates.js'
import {
  cancellationCharge,
  cancellationDeadline,
  type CancellationFacts,
  momentsOf,
  noShowCharge,
  standingPromise,
} from './cancellation.js'
import { type CancellationPolicy, readPolicy } from './cancellation-policy.js'
import { EXAMPLE_POLICIES } from './policy-examples.js'

const london = (text: string): Date => parseLondon(text)!
const after = (moment: Date): Date => new Date(moment.getTime() + 1)
const example = (key: keyof typeof EXAMPLE_POLICIES): CancellationPolicy => {
  const reading = readPolicy(EXAMPLE_POLICIES[key])
  if ('wrong' in reading) throw new Error(reading.wrong.join(' '))
  return reading.policy
}
const course = (startsAt: Date, hours = 7) => ({ startsAt, endsAt: new Date(startsAt.getTime() + hours * 3_600_000) })
const easter = london('2024-04-02 09:30')
const facts = (more: Partial<CancellationFacts> = {}): CancellationFacts => ({
  ...{
    policy: example('twoWorkingDays'),
    ...course(easter),
    cancelledAt: easter,
    agencyGroup: 'Education',
    by: 'delegate',
    substitute: false,
  },
  ...more,
})
const charge = (more: Partial<CancellationFacts>) => cancellationCharge(facts(more), holidays)

describe('a promise', () => {
  const five = example('fiveClearWorkingDays')
  const [deadline, first, dearer] = momentsOf(five, easter, holidays) as [Date, Date, Date]

  it('is the deadline, then the last moment before each band', () => {
    expect([deadline, first]).toEqual([cancellationDeadline(five, easter, holidays), deadline])
    expect(dearer).toEqual(london('2024-03-28 12:00'))
  })

  it('stands whatever days are closed since: for the deadline and for each band', () => {
    const closed = { ...holidays, days: { ...holidays.days, '2024-03-27': 'Moving house', '2024-03-28': 'Moving house' } }
    const promised = [deadline, first, dearer]
    const at = (cancelledAt: Date, more = {}) => cancellationCharge(facts({ policy: five, cancelledAt, ...more }), closed).chargePence
    expect([at(deadline, { promised }), at(deadline)]).toEqual([0, 6000])
    expect([at(dearer, { promised }), at(dearer)]).toEqual([6000, 9000])
    expect(at(after(dearer), { promised })).toBe(9000)
    expect(cancellationCharge(facts({ policy: five, promised }), closed).deadline).toEqual(deadline)
  })

  it.each([
    ['the start it was given for', easter, [deadline]],
    ['another start', after(easter), undefined],
  ])('holds for %s', (_case, startsAt, standing) => {
    expect(standingPromise({ promised: [deadline], promisedFor: easter }, startsAt)).toEqual(standing)
  })

  it('is none where nothing was promised', () => {
    expect(standingPromise({}, easter)).toBeUndefined()
    expect(standingPromise({ promised: [deadline], promisedFor: null }, easter)).toBeUndefined()
  })
})

describe('a time of grace', () => {
  const policy: CancellationPolicy = { ...example('twoWorkingDays'), graceHours: 24 }
  const until = (bookedAt: Date) => momentsOf(policy, easter, holidays, bookedAt)[0]!
  const plain = cancellationDeadline(policy, easter, holidays)
  const DAY = 24 * 3_600_000

  it('puts off the deadline of who books late only, and never past the start', () => {
    expect(until(new Date(plain.getTime() - DAY))).toEqual(plain)
    expect(until(after(new Date(plain.getTime() - DAY)))).toEqual(after(plain))
    expect(until(new Date(easter.getTime() - 1))).toEqual(easter)
  })

  it('charges nothing within it, and the band that was missed after it', () => {
    const bookedAt = london('2024-03-29 10:00')
    expect(charge({ policy, bookedAt, cancelledAt: london('2024-03-30 10:00') })).toMatchObject({ late: false, chargePence: 0 })
    expect(charge({ policy, bookedAt, cancelledAt: after(london('2024-03-30 10:00')) })).toMatchObject({ late: true, chargePence: 5000 })
  })

  it('a fixed charge is the same for half a day and for two days', () => {
    const fixed = { halfDayPence: 4000, fullDayPence: 4000, fixed: true, groups: {} } as const
    const terms: CancellationPolicy = { ...policy, noShow: fixed, days: 'each-day' }
    const sessions = [course(easter), course(new Date(easter.getTime() + DAY))]
    const costs = (more: Partial<CancellationFacts>) => noShowCharge({ ...facts(more), policy: terms }).chargePence
    expect([costs({}), costs(course(easter, 2)), costs({ sessions })]).toEqual([4000, 4000, 4000])
  })
})
