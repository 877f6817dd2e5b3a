import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { compared, COMPARISONS, deviation, mean, pairOf, rounded, type Pair } from './pairing.js'

const [BEFORE_AFTER, , , AFTER_LATER] = COMPARISONS

describe('pairing', () => {
  it.each<[string, Parameters<typeof pairOf>[0]['scores'], Pair | null]>([
    ['both stages', { pre: { act: 4 }, post: { act: 7 } }, [4, 7]],
    ['only before', { pre: { act: 4 } }, null],
    ['only after', { post: { act: 7 } }, null],
    ['another measure after', { pre: { act: 4 }, post: { know: 7 } }, null],
    ['neither', {}, null],
    ['a later stage does not stand in', { pre: { act: 4 }, impact: { act: 9 } }, null],
  ])('%s', (_case, scores, pair) => {
    expect(pairOf({ scores }, 'act', BEFORE_AFTER)).toEqual(pair)
  })

  it('sets the later stages side by side too', () => {
    expect(pairOf({ scores: { post: { act: 8 }, impact: { act: 6 } } }, 'act', AFTER_LATER)).toEqual([8, 6])
  })
})

// Worked by hand: changes +3, +1, 0, -2, +3 have the mean 1; squared distances 4 + 0 + 1 + 9 + 4 = 18; 18 / 4 = 4.5; its root is 2.1213.
describe('means and spread', () => {
  const BY_HAND: Pair[] = [
    [4, 7],
    [6, 7],
    [8, 8],
    [7, 5],
    [5, 8],
  ]
  it('are those worked out by hand', () => {
    const found = compared(BY_HAND)
    expect(found).toMatchObject({ pairs: 5, before: 6, after: 7, change: 1, rose: 3, same: 1, fell: 1 })
    expect(found.spread).toBeCloseTo(2.1213, 4)
  })

  it('of nobody are not there, and one pair has no spread', () => {
    expect(compared([])).toEqual({ pairs: 0, before: null, after: null, change: null, spread: null, rose: 0, same: 0, fell: 0 })
    expect(compared([[3, 9]])).toEqual({ pairs: 1, before: 3, after: 9, change: 6, spread: null, rose: 1, same: 0, fell: 0 })
    expect([mean([]), deviation([]), deviation([4]), deviation([4, 4])]).toEqual([null, null, null, 0])
  })

  it('a fall is told as plainly as a rise', () => {
    const risen = compared(BY_HAND)
    const fallen = compared(BY_HAND.map(([before, after]) => [after, before]))
    expect(fallen).toMatchObject({ change: -risen.change!, spread: risen.spread, rose: risen.fell, fell: risen.rose })
  })

  it.each([
    [2.25, 1, 2.3],
    [-2.25, 1, -2.3],
    [2.249, 1, 2.2],
    [1.005, 2, 1.01],
    [-0.04, 1, 0],
    [7, 1, 7],
    [null, 1, null],
  ])('%p to %d places is %p', (value, places, expected) => {
    expect(Object.is(rounded(value, places), expected)).toBe(true)
  })
})

it('the change is the difference of the means, and every pair rose, fell or stayed', () => {
  const random = seeded(290)
  for (let i = 0; i < 300; i++) {
    const pairs = Array.from({ length: 1 + Math.floor(random() * 30) }, (): Pair => [
      1 + Math.floor(random() * 10),
      1 + Math.floor(random() * 10),
    ])
    const { before, after, change, spread, rose, same, fell } = compared(pairs)
    expect(change).toBeCloseTo(after! - before!, 9)
    expect(rose + same + fell).toBe(pairs.length)
    if (spread !== null) expect(spread).toBeGreaterThanOrEqual(0)
    expect(Math.min(before!, after!)).toBeGreaterThanOrEqual(1)
    expect(Math.max(before!, after!)).toBeLessThanOrEqual(10)
  }
})
