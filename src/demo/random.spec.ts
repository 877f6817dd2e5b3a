import { describe, expect, it } from '@jest/globals'
import { Random } from './random.js'

const draws = (name: string) => {
  const random = new Random(name)
  return Array.from({ length: 20 }, () => random.whole(1, 1000))
}

describe('Random', () => {
  it('falls the same way for the same name, and another way for another', () => {
    expect(draws('people')).toEqual(draws('people'))
    expect(draws('people')).not.toEqual(draws('persons'))
  })

  it('counts both ends of a range, of days too', () => {
    const random = new Random('ends')
    const drawn = Array.from({ length: 300 }, () => random.whole(1, 3))
    const days = Array.from({ length: 300 }, () => random.day('2024-02-28', '2024-03-01'))
    expect(new Set(drawn)).toEqual(new Set([1, 2, 3]))
    expect(new Set(days)).toEqual(new Set(['2024-02-28', '2024-02-29', '2024-03-01']))
  })

  it('keeps moments within the hours given, the last one left out', () => {
    const random = new Random('hours')
    const moments = Array.from({ length: 500 }, () => random.at('2024-04-09', 9, 11))
    expect(moments.every(moment => /^2024-04-09 (09|10):[0-5]\d$/.test(moment))).toBe(true)
  })

  it('samples without repeats, the heavier more often and earlier', () => {
    const random = new Random('sample')
    const first = Array.from({ length: 1000 }, () => random.sample(['light', 'heavy'], 1, item => (item === 'heavy' ? 4 : 1))[0])
    expect(first.filter(item => item === 'heavy').length / 1000).toBeCloseTo(0.8, 1)
    expect(random.sample([1, 2, 3], 5).sort()).toEqual([1, 2, 3])
    expect(random.shuffled([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4])
  })

  it('does not pick from nothing', () => {
    expect(() => new Random('nothing').pick([])).toThrow('nothing to pick from')
  })
})
