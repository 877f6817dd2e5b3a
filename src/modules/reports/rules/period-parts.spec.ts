import { describe, expect, it } from '@jest/globals'
import { addDays } from '../../../shared/dates.js'
import { seeded } from '../../../shared/seeded.js'
import { quarterParts } from './period-parts.js'

describe('a period cut at its quarters', () => {
  it.each([
    ['a day', '2024-02-29', '2024-02-29', [['2023-24 Q4', '2024-02-29', '2024-02-29', true]]],
    ['a quarter', '2023-04-01', '2023-06-30', [['2023-24 Q1', '2023-04-01', '2023-06-30', true]]],
    [
      'a day more at either end',
      '2023-03-31',
      '2023-07-01',
      [
        ['2022-23 Q4', '2023-03-31', '2023-03-31', false],
        ['2023-24 Q1', '2023-04-01', '2023-06-30', false],
        ['2023-24 Q2', '2023-07-01', '2023-07-01', true],
      ],
    ],
    ['nothing, when it ends before it begins', '2023-04-02', '2023-04-01', []],
  ])('%s', (_case, from, to, expected) => {
    expect(quarterParts({ from, to }).map(part => [part.quarter, part.from, part.to, part.last])).toEqual(expected)
  })

  it('a financial year has four', () => {
    expect(quarterParts({ from: '2023-04-01', to: '2024-03-31' }).map(part => part.quarter)).toEqual([
      '2023-24 Q1',
      '2023-24 Q2',
      '2023-24 Q3',
      '2023-24 Q4',
    ])
  })

  it('leaves no day out and counts none twice', () => {
    const random = seeded(31)
    for (let i = 0; i < 200; i++) {
      const from = addDays('2020-01-01', Math.floor(random() * 2000))
      const to = addDays(from, Math.floor(random() * 900))
      const parts = quarterParts({ from, to })
      expect([parts[0]!.from, parts.at(-1)!.to, parts.filter(part => part.last)]).toEqual([from, to, [parts.at(-1)]])
      for (const [n, part] of parts.slice(1).entries()) expect(part.from).toBe(addDays(parts[n]!.to, 1))
    }
  })
})
