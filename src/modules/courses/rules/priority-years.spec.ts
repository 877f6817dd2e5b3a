import { describe, expect, it } from '@jest/globals'
import { isPriorityIn, priorityInWords, yearOf, yearsOffered } from './priority-years.js'

describe('a priority of the partnership', () => {
  it.each<[string, boolean, number[], number, boolean]>([
    ['none', false, [], 2025, false],
    ['none, whatever years are left from before', false, [2025], 2025, false],
    ['until further notice', true, [], 2025, true],
    ['in its year', true, [2025], 2025, true],
    ['not in the year before', true, [2025], 2024, false],
    ['not in the year after', true, [2025], 2026, false],
    ['not in a year between', true, [2024, 2026], 2025, false],
  ])('%s', (_case, priority, years, year, expected) => expect(isPriorityIn({ priority, years }, year)).toBe(expected))

  it('changes on 1 April', () => {
    expect([yearOf('2026-03-31'), yearOf('2026-04-01')]).toEqual([2025, 2026])
  })

  it.each<[boolean, number[], string]>([
    [false, [2025], ''],
    [true, [], 'Yes'],
    [true, [2025], 'In 2025-26'],
    [true, [2027, 2025, 2026], 'In 2025-26, 2026-27 and 2027-28'],
    [true, [2099], 'In 2099-00'],
  ])('%s %j reads %j', (priority, years, words) => expect(priorityInWords({ priority, years })).toBe(words))

  it('is offered for six years, and for those that are ticked, each once and in order', () => {
    expect(yearsOffered(2025, []).map(year => year.text)).toEqual(['2024-25', '2025-26', '2026-27', '2027-28', '2028-29', '2029-30'])
    expect(yearsOffered(2025, [2025, 2019, 2031]).map(year => year.value)).toEqual(
      ['2019', '2024', '2025', '2026', '2027', '2028', '2029', '2031'], // prettier-ignore
    )
  })
})
