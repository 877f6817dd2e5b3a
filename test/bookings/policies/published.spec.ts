import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { ENGLAND_AND_WALES as holidays } from '../../../src/shared/bank-holidays.js'
import { parseLondon } from '../../../src/shared/dates.js'
import { type CancellationPolicy, readPolicy } from '../../../src/modules/bookings/rules/cancellation-policy.js'
import { cancellationCharge, noShowCharge } from '../../../src/modules/bookings/rules/cancellation.js'
import { policyWords } from '../../../src/modules/bookings/rules/policy-words.js'
import { PUBLISHED } from './published.js'

const HOUR = 3_600_000
const read = (json: unknown): CancellationPolicy => {
  const reading = readPolicy(json)
  if ('wrong' in reading) throw new Error(reading.wrong.join(' '))
  return reading.policy
}
const course = (start: string, hours = 6.5) => {
  const startsAt = parseLondon(start)!
  return { startsAt, endsAt: new Date(startsAt.getTime() + hours * HOUR), agencyGroup: 'Education' }
}

describe.each(PUBLISHED)('the published terms of $partnership', ({ partnership, definition, noShow, deadlines }) => {
  const policy = read(definition)
  const cancel = (start: string, cancelledAt: Date, more = {}) =>
    cancellationCharge({ policy, ...course(start), cancelledAt, by: 'delegate', substitute: false, ...more }, holidays)

  it.each(deadlines)('a course on %s is free to cancel until %s; a moment later it costs %i pence', (start, deadline, pence) => {
    const last = new Date(deadline)
    expect(cancel(start, last)).toMatchObject({ deadline: last, late: false, chargePence: 0 })
    expect(cancel(start, new Date(last.getTime() + 1))).toMatchObject({ deadline: last, late: true, chargePence: pence })
  })

  it('charge who does not come, and no colleague who comes instead', () => {
    const costs = (hours: number) => noShowCharge({ policy, ...course('2026-05-12 09:30', hours) }).chargePence
    expect([costs(4), costs(4.1)]).toEqual(noShow)
    expect(cancel('2026-05-12 09:30', parseLondon('2026-05-12 09:00')!, { substitute: true })).toMatchObject({ chargePence: 0 })
  })

  it('are put into words, and named in the documentation with where they are published', () => {
    expect(policyWords(policy).length).toBeGreaterThan(3)
    expect(readFileSync('docs/policies.md', 'utf8')).toContain(partnership.replace(/ \(.*/, ''))
  })
})

describe('two bands', () => {
  it('cost half four weeks before, and all of it two weeks before, on both sides of each limit', () => {
    const policy = read(PUBLISHED.at(-1)!.definition)
    const at = (moment: string) =>
      cancellationCharge(
        { policy, ...course('2026-04-07 09:30'), cancelledAt: new Date(moment), by: 'delegate', substitute: false },
        holidays,
      ).chargePence
    expect([at('2026-03-24T23:59:59.999Z'), at('2026-03-25T00:00:00.000Z')]).toEqual([2500, 5000])
  })
})
