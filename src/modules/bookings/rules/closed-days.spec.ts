import { describe, expect, it } from '@jest/globals'
import { ENGLAND_AND_WALES as before } from '../../../shared/bank-holidays.js'
import { type CancellationPolicy, readPolicy } from './cancellation-policy.js'
import { deadlineChanges } from './closed-days.js'
import { EXAMPLE_POLICIES } from './policy-examples.js'

const read = (json: object) => (readPolicy(json) as { policy: CancellationPolicy }).policy
const policy = read(EXAMPLE_POLICIES.twoWorkingDays)
const startsAt = new Date('2026-06-17T08:30:00Z')
const date = { title: 'Neglect', startsAt, policy, booked: 3 }
const now = new Date('2026-06-01T09:00:00Z')
const closing = (...days: string[]) => ({ ...before, days: { ...before.days, ...Object.fromEntries(days.map(day => [day, 'Closed'])) } })

describe('what other closed days make of coming deadlines', () => {
  it('names the date, both deadlines, and how many keep theirs', () => {
    expect(deadlineChanges([date], before, closing('2026-06-16'), now)).toEqual([
      { title: 'Neglect', startsAt, booked: 3, was: new Date('2026-06-15T22:59:59.999Z'), will: new Date('2026-06-12T22:59:59.999Z') },
    ])
  })

  it.each([
    ['the day before the deadline', date, '2026-06-12', 0],
    ['the day of the deadline', date, '2026-06-15', 1],
    ['the day between', date, '2026-06-16', 1],
    ['the day of the course', date, '2026-06-17', 0],
    ['a Saturday', date, '2026-06-13', 0],
    ['a day between, where days are days', { ...date, policy: read({ ...EXAMPLE_POLICIES.moreThanSevenDays }) }, '2026-06-16', 0],
  ])('closing %s', (_case, one, day, changes) => {
    expect(deadlineChanges([one], before, closing(day), now)).toHaveLength(changes)
    // Opening it again is the same the other way round.
    expect(deadlineChanges([one], closing(day), before, now)).toHaveLength(changes)
  })

  it('leaves out what is over either way, and keeps what would be over from then on', () => {
    const at = (moment: string) => deadlineChanges([date], before, closing('2026-06-16'), new Date(moment))
    expect(at('2026-06-15T22:59:59.998Z')).toHaveLength(1)
    expect(at('2026-06-15T22:59:59.999Z')).toHaveLength(0)
  })
})
