import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { distribution, inBands, type Band } from './distribution.js'
import type { Pair } from './pairing.js'

const times = (n: number, pair: Pair): Pair[] => Array.from({ length: n }, () => pair)
const shown = (bands: Band[]) => bands.map(({ from, to, before, after }) => `${from}-${to}: ${before}, ${after}`)

it('counts each answer of the scale before and after', () => {
  const bars = distribution([...times(2, [4, 7]), [4, 10], [1, 1]])
  expect(bars).toHaveLength(10)
  expect(bars.filter(({ before, after }) => before + after > 0)).toEqual([
    { from: 1, to: 1, before: 1, after: 1 },
    { from: 4, to: 4, before: 3, after: 0 },
    { from: 7, to: 7, before: 0, after: 2 },
    { from: 10, to: 10, before: 0, after: 1 },
  ])
})

describe('bands', () => {
  it.each<[string, Pair[], string[]]>([
    [
      'enough in each stand alone',
      [...times(5, [1, 2])],
      ['1-1: 5, 0', '2-2: 0, 5', ...[3, 4, 5, 6, 7, 8, 9, 10].map(n => `${n}-${n}: 0, 0`)],
    ],
    [
      'four are drawn to their neighbour',
      [...times(4, [1, 5]), ...times(6, [3, 5])],
      ['1-3: 10, 0', '4-4: 0, 0', '5-5: 0, 10', ...[6, 7, 8, 9, 10].map(n => `${n}-${n}: 0, 0`)],
    ],
    ['what is left at the top goes down', [...times(9, [2, 2]), ...times(3, [9, 9])], ['1-1: 0, 0', ...['2-10: 12, 12']]],
    ['fewer than five in all are not there', times(4, [3, 6]), []],
    ['nobody', [], Array.from({ length: 10 }, (_, i) => `${i + 1}-${i + 1}: 0, 0`)],
  ])('%s', (_case, pairs, expected) => {
    const found = inBands(distribution(pairs), 5)
    const relevant = (lines: string[]) => lines.filter(line => !line.endsWith(': 0, 0'))
    expect(relevant(shown(found))).toEqual(relevant(expected))
  })

  it('hold every answer, none of them for fewer than five', () => {
    const random = seeded(292)
    for (let i = 0; i < 300; i++) {
      const pairs = Array.from({ length: Math.floor(random() * 40) }, (): Pair => [
        1 + Math.floor(random() * 10),
        4 + Math.floor(random() * 7),
      ])
      const bands = inBands(distribution(pairs), 5)
      if (pairs.length >= 5) expect(bands.reduce((sum, band) => sum + band.before, 0)).toBe(pairs.length)
      if (pairs.length > 0 && pairs.length < 5) expect(bands).toEqual([])
      for (const { before, after } of bands) expect([before, after].every(n => n === 0 || n >= 5)).toBe(true)
    }
  })
})
