import { describe, expect, it } from '@jest/globals'
import { seeded } from './seeded.js'

const first = (seed: number, count: number) => Array.from({ length: count }, seeded(seed))

describe('seeded chance', () => {
  it('falls the same way for the same seed, today and in years', () => {
    expect(first(11, 3)).toEqual(first(11, 3))
    expect(first(1, 3).map(number => number.toFixed(6))).toEqual(['0.627074', '0.002736', '0.527447'])
  })

  it.each([0, 1, 2, 4_294_967_295])('goes from 0 up to, not including, 1 for seed %i', seed => {
    const numbers = first(seed, 20_000)
    expect(numbers.filter(number => number < 0 || number >= 1)).toEqual([])
    expect([Math.min(...numbers) < 0.001, Math.max(...numbers) > 0.999]).toEqual([true, true])
  })

  it('falls another way for another seed', () => {
    const starts = Array.from({ length: 1000 }, (_, seed) => first(seed, 1)[0])
    expect(new Set(starts).size).toBe(1000)
  })

  it('favours no tenth', () => {
    const tenths = Array.from({ length: 10 }, () => 0)
    for (const number of first(7, 50_000)) tenths[Math.floor(number * 10)]! += 1
    for (const count of tenths) expect(Math.abs(count - 5000)).toBeLessThan(350)
  })

  it('goes on on its own: two of the same seed do not disturb each other', () => {
    const [one, two] = [seeded(5), seeded(5)]
    const mixed = [one(), one(), two(), one(), two(), two()]
    expect([mixed[0], mixed[1], mixed[3]]).toEqual([mixed[2], mixed[4], mixed[5]])
  })
})
