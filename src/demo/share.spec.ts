import { describe, expect, it } from '@jest/globals'
import { seeded } from '../shared/seeded.js'
import { share } from './share.js'

const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0)

describe('share', () => {
  it.each([
    ['nothing to hand out', 0, [1, 2], [5, 5], [0, 0]],
    ['equal weights', 6, [1, 1, 1], [9, 9, 9], [2, 2, 2]],
    ['by weight', 10, [1, 4], [9, 9], [2, 8]],
    ['no more than the most', 10, [1, 4], [9, 5], [5, 5]],
    ['just all there is room for', 7, [1, 100], [4, 3], [4, 3]],
  ])('%s', (_name, total, weights, most, expected) => {
    expect(share(total, weights, most)).toEqual(expected)
  })

  it('throws when there is room for one fewer', () => {
    expect(() => share(8, [1, 100], [4, 3])).toThrow('8 is more than there is room for')
  })

  it('always comes to the total and passes nobody’s most', () => {
    const next = seeded(1)
    for (let round = 0; round < 200; round++) {
      const most = Array.from({ length: 1 + Math.floor(next() * 12) }, () => Math.floor(next() * 15))
      const total = Math.floor(next() * (sum(most) + 1))
      const given = share(
        total,
        most.map(() => 0.1 + next()),
        most,
      )
      expect(sum(given)).toBe(total)
      expect(given.every((n, i) => n >= 0 && n <= most[i]!)).toBe(true)
    }
  })
})
