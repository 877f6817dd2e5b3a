import { describe, expect, it } from '@jest/globals'
import { addDays, weekdayOf } from '../../../shared/dates.js'
import { monthGrid, wantedMonth } from './month-grid.js'

describe('the month asked for', () => {
  it.each<[unknown, string]>([
    ['2026-04', '2026-04'],
    ['2000-01', '2000-01'],
    ['2099-12', '2099-12'],
    ['1999-12', '2026-03'],
    ['2026-13', '2026-03'],
    ['2026-00', '2026-03'],
    ['2026-4', '2026-03'],
    ['2026-04-01', '2026-03'],
    ['', '2026-03'],
    [undefined, '2026-03'],
    [['2026-04'], '2026-03'],
  ])('%j: %s', (wanted, month) => expect(wantedMonth(wanted, '2026-03-02')).toBe(month))
})

describe('a month on the wall', () => {
  it.each([
    ['2026-02', '2026-01-26', '2026-03-01', 5, '2026-01', '2026-03'],
    ['2026-03', '2026-02-23', '2026-04-05', 6, '2026-02', '2026-04'],
    ['2026-06', '2026-06-01', '2026-07-05', 5, '2026-05', '2026-07'],
    ['2027-02', '2027-02-01', '2027-02-28', 4, '2027-01', '2027-03'],
    ['2028-02', '2028-01-31', '2028-03-05', 5, '2028-01', '2028-03'],
    ['2026-12', '2026-11-30', '2027-01-03', 5, '2026-11', '2027-01'],
    ['2026-01', '2025-12-29', '2026-02-01', 5, '2025-12', '2026-02'],
  ])('%s goes from %s to %s in %d weeks', (month, first, last, weeks, previous, next) => {
    const grid = monthGrid(month)
    expect([grid.weeks[0]![0], grid.weeks.at(-1)!.at(-1), grid.weeks.length, grid.previous, grid.next]).toEqual([
      first,
      last,
      weeks,
      previous,
      next,
    ])
  })

  it('holds each of its days once, in whole weeks from Monday, over both clock changes', () => {
    for (let month = '2024-01'; month < '2030-01'; month = monthGrid(month).next) {
      const { weeks, first, last } = monthGrid(month)
      const days = weeks.flat()
      expect(weeks.every(week => week.length === 7 && weekdayOf(week[0]!) === 1)).toBe(true)
      expect(days.every((day, i) => i === 0 || day === addDays(days[i - 1]!, 1))).toBe(true)
      const own = days.filter(day => day.startsWith(month))
      expect([own[0], own.at(-1)]).toEqual([first, last])
      expect(days.length - own.length).toBeLessThan(13)
    }
  })
})
