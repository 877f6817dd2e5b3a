import { describe, expect, it } from '@jest/globals'
import { addDays } from './dates.js'
import { financialYear, financialYearPeriod, periodPresets, quarterOf, quarterPeriod, yearBefore } from './periods.js'

it.each([
  ['2023-03-31', '2022-23', '2022-23 Q4'],
  ['2023-04-01', '2023-24', '2023-24 Q1'],
  ['2023-06-30', '2023-24', '2023-24 Q1'],
  ['2023-07-01', '2023-24', '2023-24 Q2'],
  ['2023-09-30', '2023-24', '2023-24 Q2'],
  ['2023-10-01', '2023-24', '2023-24 Q3'],
  ['2023-12-31', '2023-24', '2023-24 Q3'],
  ['2024-01-01', '2023-24', '2023-24 Q4'],
  ['2024-03-31', '2023-24', '2023-24 Q4'],
  ['2099-04-01', '2099-00', '2099-00 Q1'],
])('%s lies in %s, %s', (day, year, quarter) => {
  expect([financialYear(day), quarterOf(day)]).toEqual([year, quarter])
})

it.each([
  ['2023-24', '2023-04-01', '2024-03-31'],
  ['2099-00', '2099-04-01', '2100-03-31'],
])('the financial year %s', (key, from, to) => expect(financialYearPeriod(key)).toEqual({ from, to }))

it.each([
  ['2023-24 Q1', '2023-04-01', '2023-06-30'],
  ['2023-24 Q2', '2023-07-01', '2023-09-30'],
  ['2023-24 Q3', '2023-10-01', '2023-12-31'],
  ['2023-24 Q4', '2024-01-01', '2024-03-31'],
])('the quarter %s', (key, from, to) => expect(quarterPeriod(key)).toEqual({ from, to }))

it.each([
  ['a financial year', ['2023-04-01', '2024-03-31'], ['2022-04-01', '2023-03-31']],
  ['ending on 29 February', ['2024-02-01', '2024-02-29'], ['2023-02-01', '2023-02-28']],
  ['ending on 28 February before a leap year', ['2025-02-01', '2025-02-28'], ['2024-02-01', '2024-02-29']],
  ['ending within a month', ['2024-02-29', '2024-03-10'], ['2023-02-28', '2023-03-10']],
])('the year before %s', (_case, [from, to], [before, until]) => {
  expect(yearBefore({ from: from!, to: to! })).toEqual({ from: before, to: until })
})

describe('presets', () => {
  it.each([
    ['on the last day of a year', '2024-03-31', 2 + 8],
    ['on the first day of a year', '2024-04-01', 2 + 5],
    ['in its third quarter', '2024-12-31', 2 + 7],
  ])('%s: no quarter that has not begun', (_case, today, count) => {
    const presets = periodPresets(today)
    expect(presets).toHaveLength(count)
    expect(presets.every(period => period.from <= today)).toBe(true)
    expect(new Set(presets.map(period => period.key)).size).toBe(count)
  })

  it('names them for people', () => {
    expect(periodPresets('2024-05-01').slice(0, 3)).toEqual([
      { key: '2024-25', title: 'Financial year 2024-25', from: '2024-04-01', to: '2025-03-31' },
      { key: '2023-24', title: 'Financial year 2023-24', from: '2023-04-01', to: '2024-03-31' },
      { key: '2024-25 Q1', title: 'Quarter 1 of 2024-25', from: '2024-04-01', to: '2024-06-30' },
    ])
  })
})

it('every day lies in the quarter and the year it is said to lie in', () => {
  for (let day = '2022-01-01'; day < '2028-12-31'; day = addDays(day, 1)) {
    for (const { from, to } of [quarterPeriod(quarterOf(day)), financialYearPeriod(financialYear(day))]) {
      expect(from <= day && day <= to).toBe(true)
    }
  }
})
