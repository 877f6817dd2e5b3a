import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { changeProblem, fewestPlaces, overbookedAfter, placesProblem, timesProblem } from './occurrence-change.js'

const now = new Date('2026-03-02T09:00:00Z')
const counters = (booked: number, held = 0, overbooked = 0) => ({ booked, held, overbooked })

describe('how few places an occurrence may have', () => {
  it.each<[string, number, ReturnType<typeof counters>, string | null]>([
    ['as many as are booked', 8, counters(8), null],
    ['one fewer', 7, counters(8), 'Enter 8 or more: 8 are booked'],
    ['booked and held', 9, counters(8, 1), null],
    ['one fewer than booked and held', 8, counters(8, 1), 'Enter 9 or more: 8 are booked and 1 held for an offer or an agency'],
    ['one is booked', 0, counters(1), 'Enter 1 or more: 1 is booked'],
    ['one booked, one held', 0, counters(1, 1), 'Enter 2 or more: 1 is booked and 1 held for an offer or an agency'],
    ['nobody is booked', 0, counters(0), null],
    ['as before, with two booked over the limit', 20, counters(22, 0, 2), null],
    ['one fewer than that', 19, counters(22, 0, 2), 'Enter 20 or more: 22 are booked'],
  ])('%s', (_case, places, given, expected) => expect(placesProblem(places, given)).toBe(expected))

  it('more places take up what was given above the limit', () => {
    expect(overbookedAfter(20, counters(22, 0, 2))).toBe(2)
    expect(overbookedAfter(21, counters(22, 0, 2))).toBe(1)
    expect(overbookedAfter(22, counters(22, 0, 2))).toBe(0)
    expect(overbookedAfter(30, counters(22, 0, 2))).toBe(0)
  })

  it('whatever is let through, the places hold all who have one', () => {
    const random = seeded(6)
    const pick = (n: number) => Math.floor(random() * n)
    for (let i = 0; i < 500; i++) {
      const given = counters(pick(30), pick(5), pick(4))
      const places = pick(40)
      if (placesProblem(places, given)) expect(places).toBeLessThan(fewestPlaces(given))
      else expect(given.booked + given.held).toBeLessThanOrEqual(places + overbookedAfter(places, given))
    }
  })
})

describe('what may still be changed', () => {
  it('nothing once it is cancelled or its register closed', () => {
    expect(changeProblem({ cancelledAt: null, registerClosedAt: null })).toBeNull()
    expect(changeProblem({ cancelledAt: now, registerClosedAt: null })).toContain('cancelled')
    expect(changeProblem({ cancelledAt: null, registerClosedAt: now })).toContain('register')
  })

  it.each([
    ['other times before it begins', new Date(now.getTime() + 1), ['a'], ['b'], true],
    ['other times once it has begun', now, ['a'], ['b'], false],
    ['the same times once it has begun', now, ['a'], ['a'], true],
    ['another session once it has begun', now, ['a'], ['a', 'b'], false],
  ])('%s', (_case, startsAt, before, after, fine) => expect(timesProblem(startsAt, before, after, now) === null).toBe(fine))
})
