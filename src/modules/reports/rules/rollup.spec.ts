import { describe, expect, it } from '@jest/globals'
import { addDays } from '../../../shared/dates.js'
import { differences, monthsBetween, monthsOfYear, SUMMED, type Summed, usualYear, yearsOf } from './rollup.js'

const sums = (change: Partial<Summed> = {}): Summed => ({
  ...{ year: '2023-24', dimension: '', key: '' },
  ...{ eventOccurrences: 2, placesOffered: 40, bookings: 30, cancellations: 4, attended: 25, completed: 24, noShows: 5, walkIns: 1 },
  ...change,
})

describe('months', () => {
  it('are whole, from that of the first day to that of the last', () => {
    expect(monthsBetween('2024-01-31', '2024-03-01')).toEqual([
      { month: '2024-01', from: '2024-01-01', to: '2024-01-31' },
      { month: '2024-02', from: '2024-02-01', to: '2024-02-29' },
      { month: '2024-03', from: '2024-03-01', to: '2024-03-31' },
    ])
    expect(monthsBetween('2024-02-29', '2024-01-31')).toEqual([])
  })

  it('leave no day out and hold none twice', () => {
    const months = monthsBetween('2019-05-17', '2031-02-03')
    for (const [i, { from, month }] of months.entries()) {
      expect(from).toBe(i === 0 ? '2019-05-01' : addDays(months[i - 1]!.to, 1))
      expect(from.slice(0, 7)).toBe(month)
    }
    expect(months.at(-1)).toEqual({ month: '2031-02', from: '2031-02-01', to: '2031-02-28' })
  })

  it('belong to financial years from April to March', () => {
    expect(yearsOf(['2024-04', '2024-03', '2023-04']).map(({ year }) => year)).toEqual(['2023-24', '2024-25'])
    expect(monthsOfYear('2023-24')).toEqual(
      ['04', '05', '06', '07', '08', '09', '10', '11', '12'].map(m => `2023-${m}`).concat('2024-01', '2024-02', '2024-03'),
    )
  })
})

describe('the year that a dashboard opens with', () => {
  it.each([
    ['the last that is over', ['2022-23', '2023-24'], '2024-04-01T00:00:00Z', '2023-24'],
    ['by London’s clock: its last hour', ['2022-23', '2023-24'], '2024-03-31T22:59:59Z', '2022-23'],
    ['and the hour after that', ['2022-23', '2023-24'], '2024-03-31T23:00:00Z', '2023-24'],
    ['the only one, though it is not over', ['2023-24'], '2023-06-01T00:00:00Z', '2023-24'],
    ['none where there is none', [], '2024-06-01T00:00:00Z', null],
  ])('is %s', (_case, years, now, year) => expect(usualYear(years, new Date(now))).toBe(year))
})

describe('a difference between the rollup and the rows', () => {
  it('is none where both agree', () => expect(differences([sums(), sums({ key: 'a' })], [sums({ key: 'a' }), sums()])).toEqual([]))

  it('is told with both numbers', () => {
    expect(differences([sums({ bookings: 31 })], [sums()])).toEqual(['2023-24: bookings 31 in the rollup, 30 counted'])
    const course = { dimension: 'course', key: 'neglect-l2' }
    expect(differences([sums(course)], [sums({ ...course, walkIns: 0 })])).toEqual([
      '2023-24, course, neglect-l2: walkIns 1 in the rollup, 0 counted',
    ])
  })

  it('is told of what only one side has', () => {
    expect(differences([], [sums()])).toHaveLength(SUMMED.length)
    expect(differences([sums()], [])[0]).toBe('2023-24: eventOccurrences 2 in the rollup, 0 counted')
  })

  it.each(SUMMED)('is noticed in %s, by one', key => expect(differences([sums()], [sums({ [key]: sums()[key] + 1 })])).toHaveLength(1))
})
