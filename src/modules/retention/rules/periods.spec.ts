import { describe, expect, it } from '@jest/globals'
import { cutoff, inWords, PERIODS, PERIOD_KEYS, periodsOf, wrongAmount, type PeriodKey } from './periods.js'

const now = new Date('2026-03-31T09:00:00Z')

describe('how long each kind is kept', () => {
  it.each(PERIOD_KEYS)('%s: the usual lies within the limits, and each limit is the last that is allowed', key => {
    const { usual, least, most, why, from } = PERIODS[key]
    expect([usual, least, most].map(amount => wrongAmount(key, String(amount)))).toEqual([null, null, null])
    expect([least - 1, most + 1].map(amount => wrongAmount(key, String(amount)))).toEqual(['too-short', 'too-long'])
    expect([why.endsWith('.'), from.length > 5]).toEqual([true, true])
  })

  it.each(['', 'thirty', '-1', '1.5', '10000', ' 3'])('is no number: %p', typed => expect(wrongAmount('needs', typed)).toBe('not-a-number'))

  it('is the usual where nothing is set, or something that is not allowed', () => {
    const usual = Object.fromEntries(PERIOD_KEYS.map(key => [key, PERIODS[key].usual]))
    expect(periodsOf({})).toEqual(usual)
    expect(periodsOf({ needs: 60, messages: 0, charges: 5, answers: 2.5, whatever: 3 })).toEqual({ ...usual, needs: 60 })
  })
})

describe('from when on something is too old', () => {
  it.each<[PeriodKey, number, string, string]>([
    ['needs', 30, '2026-03-31T09:00:00Z', '2026-03-01T00:00:00Z'],
    ['needs', 2, '2026-03-30T23:30:00Z', '2026-03-29T00:00:00Z'],
    // The clocks went forward between: a day is a day all the same.
    ['needs', 7, '2026-04-02T09:00:00Z', '2026-03-26T00:00:00Z'],
    ['messages', 1, '2026-03-31T09:00:00Z', '2026-02-28T00:00:00Z'],
    ['messages', 12, '2026-07-15T09:00:00Z', '2025-07-14T23:00:00Z'],
    ['messages', 3, '2026-01-31T09:00:00Z', '2025-10-31T00:00:00Z'],
    ['answers', 3, '2024-02-29T09:00:00Z', '2021-02-28T00:00:00Z'],
    ['charges', 6, '2026-03-31T09:00:00Z', '2020-03-30T23:00:00Z'],
  ])('%s after %d, on %s: before %s', (key, amount, at, before) => {
    expect(cutoff(key, amount, new Date(at)).toISOString()).toBe(new Date(before).toISOString())
  })

  it('a longer period never removes more, and a later day never less', () => {
    for (const key of PERIOD_KEYS)
      for (let amount = PERIODS[key].least; amount < PERIODS[key].most; amount += 1) {
        expect(cutoff(key, amount + 1, now).getTime()).toBeLessThan(cutoff(key, amount, now).getTime())
        const tomorrow = new Date(now.getTime() + 86_400_000)
        expect(cutoff(key, amount, tomorrow).getTime()).toBeGreaterThanOrEqual(cutoff(key, amount, now).getTime())
      }
  })
})

it.each([
  [1, 'years', '1 year'],
  [12, 'months', '12 months'],
] as const)('%d %s is said as %s', (amount, unit, words) => expect(inWords(amount, unit)).toBe(words))
