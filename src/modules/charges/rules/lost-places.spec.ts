import { describe, expect, it } from '@jest/globals'
import { readPolicy, type CancellationPolicy } from '../../bookings/rules/cancellation-policy.js'
import { lostPlaces, type AgencyOnOccurrence } from './lost-places.js'

function policy(change: object = {}): CancellationPolicy {
  const reading = readPolicy({
    name: 'Terms',
    notice: { amount: 5, unit: 'working-days' },
    bands: [],
    noShow: { halfDayPence: 3000, fullDayPence: 6000, groups: { Voluntary: { halfDayPence: 1000, fullDayPence: 2000 } } },
    waivedGroups: ['Education'],
    ...change,
  })
  if ('wrong' in reading) throw new Error(reading.wrong.join(' '))
  return reading.policy
}
const FULL = { startsAt: new Date('2026-03-10T09:30:00Z'), endsAt: new Date('2026-03-10T16:00:00Z') }
const HALF = { startsAt: new Date('2026-03-10T09:30:00Z'), endsAt: new Date('2026-03-10T12:30:00Z') }
const row = (change: Partial<AgencyOnOccurrence>): AgencyOnOccurrence => ({
  ...{ agency: 'School', agencyGroup: 'Education', policy: policy(), sessions: [], late: 0, refilled: 0, noShows: 0 },
  ...FULL,
  ...change,
})

describe('places that an agency lost', () => {
  it.each<[string, AgencyOnOccurrence[], object]>([
    ['a no-show of a full day', [row({ noShows: 1 })], { lost: 1, valuePence: 6000 }],
    ['a no-show of half a day', [row({ noShows: 1, ...HALF })], { lost: 1, valuePence: 3000 }],
    ['late and refilled: not lost', [row({ late: 1, refilled: 1 })], { late: 1, refilled: 1, lost: 0, valuePence: 0 }],
    ['late and not refilled', [row({ late: 2, refilled: 1 })], { late: 2, refilled: 1, lost: 1, valuePence: 6000 }],
    ['over several dates', [row({ late: 1 }), row({ noShows: 2, ...HALF })], { late: 1, noShows: 2, lost: 3, valuePence: 12000 }],
    [
      'a group that owes nothing, or less, has lost as much',
      [row({ noShows: 1, agencyGroup: 'Voluntary' })],
      { lost: 1, valuePence: 6000 },
    ],
    ['a course that never charges', [row({ noShows: 1, policy: null })], { lost: 1, valuePence: 0 }],
    [
      'two days, each charged',
      [row({ noShows: 1, sessions: [HALF, { startsAt: new Date('2026-03-11T09:30:00Z'), endsAt: new Date('2026-03-11T16:00:00Z') }] })],
      { valuePence: 9000 },
    ],
  ])('%s', (_, rows, expected) => {
    expect(lostPlaces(rows)).toMatchObject([expected])
  })

  it('begins with what cost most, then the most places, then by name', () => {
    const rows = [row({ agency: 'B', noShows: 1 }), row({ agency: 'A', noShows: 1 }), row({ agency: 'C', noShows: 2 })]
    const free = [row({ agency: 'D', noShows: 9, policy: null }), row({ agency: 'E', late: 1, refilled: 1 })]
    expect(lostPlaces([...free, ...rows]).map(one => one.agency)).toEqual(['C', 'A', 'B', 'D', 'E'])
    expect(lostPlaces([])).toEqual([])
  })

  it('never says less than nothing, and loses no place between the agencies', () => {
    const rows = [
      row({ agency: 'A', late: 3, refilled: 2, noShows: 4 }),
      row({ agency: 'B', late: 1 }),
      row({ agency: 'A', late: 2, refilled: 2 }),
    ]
    const sums = lostPlaces(rows)
    expect(sums.every(one => one.lost >= 0 && one.valuePence >= 0)).toBe(true)
    expect(sums.reduce((all, one) => all + one.lost, 0)).toBe(3 - 2 + 4 + 1)
  })
})
