import { describe, expect, it } from '@jest/globals'
import { bandColumns, COLUMNS, SLOPE, slopeLines } from './impact-charts.js'
import type { ComparisonReport } from './impact-report.js'

const told = (key: 'pre-post' | 'post-impact', before: number | null, after: number | null) =>
  ({
    key,
    before,
    after,
    pairs: before === null ? null : 9,
    change: null,
    spread: null,
    hidden: false,
    moved: null,
  }) as unknown as ComparisonReport

describe('the lines', () => {
  it('begin at the bottom with 1 and end at the top with 10', () => {
    const [line] = slopeLines([told('pre-post', 1, 10)])
    expect([line!.from.y, line!.to.y]).toEqual([SLOPE.bottom, SLOPE.top])
    expect([line!.from.x, line!.to.x, line!.from.label, line!.to.label]).toEqual([SLOPE.left, 160, '1.0', '10.0'])
  })

  it('go up with a rise and down with a fall', () => {
    const [rise, fall] = slopeLines([told('pre-post', 5, 7), told('post-impact', 7, 6)])
    expect(rise!.to.y).toBeLessThan(rise!.from.y)
    expect(fall!.to.y).toBeGreaterThan(fall!.from.y)
    expect([rise!.kind, fall!.kind, fall!.to.x]).toEqual(['first', 'later', SLOPE.right])
    expect([rise!.from.above, rise!.to.above, fall!.from.above, fall!.to.above]).toEqual([false, true, true, false])
  })

  it('say one number once, and two apart from one another', () => {
    expect(slopeLines([told('pre-post', 5, 7.02), told('post-impact', 7, 6)])[1]!.from.label).toBe('')
    const [one, other] = slopeLines([told('pre-post', 5, 7.4), told('post-impact', 7.1, 7.5)])
    expect([one!.to.above, other!.from.above]).toEqual([true, false])
    const [low, high] = slopeLines([told('pre-post', 5, 7.1), told('post-impact', 7.4, 6)])
    expect([low!.to.above, high!.from.above]).toEqual([false, true])
    const [far, away] = slopeLines([told('pre-post', 2, 3), told('post-impact', 9, 8)])
    expect([far!.to.above, away!.from.above]).toEqual([true, true])
  })

  it.each([
    [[told('pre-post', null, null), told('post-impact', 6, 7)], ['later']],
    [[told('pre-post', 6, 7), told('post-impact', null, null)], ['first']],
    [[], []],
  ])('what is not shown is not drawn', (comparisons, kinds) => {
    expect(slopeLines(comparisons).map(({ kind }) => kind)).toEqual(kinds)
  })
})

describe('the columns', () => {
  it('are as high as their counts, the largest as high as the plot', () => {
    const [one, two] = bandColumns([
      { from: 1, to: 4, before: 10, after: 0 },
      { from: 5, to: 5, before: 5, after: 20 },
    ])
    const height = COLUMNS.bottom - COLUMNS.top
    expect([one!.before.height, one!.after.height, two!.before.height, two!.after.height]).toEqual([height / 2, 0, height / 4, height])
    expect([one!.label, two!.label, two!.after.y]).toEqual(['1-4', '5', COLUMNS.top])
  })

  it('stand side by side within the plot', () => {
    const bands = bandColumns(Array.from({ length: 10 }, (_, i) => ({ from: i + 1, to: i + 1, before: i, after: 9 - i })))
    for (const { before, after } of bands) {
      expect(before.x).toBeGreaterThanOrEqual(COLUMNS.left)
      expect(after.x).toBeGreaterThanOrEqual(before.x + before.width)
      expect(after.x + after.width).toBeLessThanOrEqual(COLUMNS.right)
    }
    expect(bandColumns([])).toEqual([])
  })
})
