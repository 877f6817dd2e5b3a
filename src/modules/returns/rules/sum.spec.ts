import { describe, expect, it } from '@jest/globals'
import { percentOf, sumByGroup, sumReturns, type SentReturn } from './sum.js'

const LINES = [
  { key: 'a', words: 'Level 1' },
  { key: 'b', words: 'Level 2' },
]
const sent = (group: string, a: [number, number, number], b: [number, number, number]): SentReturn => ({
  group,
  answers: {
    a: { need: a[0], upToDate: a[1], trained: a[2] },
    b: { need: b[0], upToDate: b[1], trained: b[2] },
  },
})
const missing = (group: string): SentReturn => ({ group, answers: null })
const RETURNS = [
  sent('Health', [100, 80, 20], [10, 10, 0]),
  sent('Education', [50, 20, 30], [0, 0, 4]),
  missing('Health'),
  missing('Police'),
]

describe('the sum of what agencies sent', () => {
  it('is what somebody works out by hand', () => {
    expect(sumReturns(RETURNS, LINES)).toEqual({
      asked: 4,
      sent: 2,
      lines: [
        { key: 'a', words: 'Level 1', need: 150, upToDate: 100, trained: 50, percent: 67 },
        { key: 'b', words: 'Level 2', need: 10, upToDate: 10, trained: 4, percent: 100 },
      ],
    })
  })

  it('stands beside the same by group, which adds up to it', () => {
    const groups = sumByGroup(RETURNS, LINES)
    expect(groups.map(({ group, asked, sent: of }) => [group, asked, of])).toEqual([
      ['Education', 1, 1],
      ['Health', 2, 1],
      ['Police', 1, 0],
    ])
    const all = sumReturns(RETURNS, LINES)
    for (const field of ['need', 'upToDate', 'trained'] as const)
      for (const [i, line] of all.lines.entries())
        expect(groups.reduce((total, group) => total + group.lines[i]![field], 0)).toBe(line[field])
  })

  it('has nothing of lines that an answer does not know', () => {
    const [line] = sumReturns([{ group: 'Health', answers: {} }], [LINES[0]!]).lines
    expect(line).toMatchObject({ need: 0, upToDate: 0, trained: 0, percent: null })
  })

  it.each([
    [0, 0, null],
    [1, 0, 0],
    [1, 1, 100],
    [1000, 999, 99],
    [1000, 1, 1],
    [200, 1, 1],
    [200, 199, 99],
    [8, 1, 13],
    [3, 2, 67],
  ])('of %d people, %d are %p percent', (need, upToDate, percent) => expect(percentOf({ need, upToDate })).toBe(percent))
})
