import { describe, expect, it } from '@jest/globals'
import { periodTitle, presets } from './presets.js'

describe('the periods on offer', () => {
  it('go back to the year of the first occurrence, quarters after the years', () => {
    expect(presets('2026-05-04', '2023-03-31').map(one => one.key)).toEqual([
      '2026-27',
      '2025-26',
      '2024-25',
      '2023-24',
      '2022-23',
      '2026-27 Q1',
      '2025-26 Q4',
      '2025-26 Q3',
      '2025-26 Q2',
      '2025-26 Q1',
    ])
  })

  it.each([
    ['nothing has taken place yet', null],
    ['all of it was this year', '2026-04-02'],
    ['the first is still to come', '2027-04-02'],
  ])('are this year and the last where %s', (_case, first) => {
    expect(presets('2026-05-04', first).filter(one => !one.key.includes('Q'))).toMatchObject([{ key: '2026-27' }, { key: '2025-26' }])
  })

  it('have their days and titles', () => {
    expect(presets('2026-05-04', '2023-05-01').find(one => one.key === '2023-24')).toEqual({
      key: '2023-24',
      title: 'Financial year 2023-24',
      from: '2023-04-01',
      to: '2024-03-31',
    })
  })
})

it.each([
  ['2023-04-01', '2024-03-31', '2023-24'],
  ['2023-04-01', '2024-03-30', '1 April 2023 to 30 March 2024'],
  ['2023-04-02', '2024-03-31', '2 April 2023 to 31 March 2024'],
  ['2023-04-01', '2025-03-31', '1 April 2023 to 31 March 2025'],
  ['2024-02-29', '2024-02-29', '29 February 2024'],
])('%s to %s is called %s', (from, to, title) => expect(periodTitle({ from, to })).toBe(title))
