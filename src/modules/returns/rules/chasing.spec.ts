import { describe, expect, it } from '@jest/globals'
import { dueDays, nextChase } from './chasing.js'

describe('asking an agency again', () => {
  it.each([
    // Due on Friday 29 May 2026; British Summer Time.
    ['2026-05-29', '2026-04-20T09:00:00Z', '2026-05-22T07:30:00.000Z'],
    ['2026-05-29', '2026-05-22T07:29:59Z', '2026-05-22T07:30:00.000Z'],
    ['2026-05-29', '2026-05-22T07:30:00Z', '2026-05-30T07:30:00.000Z'],
    ['2026-05-29', '2026-05-30T07:29:59Z', '2026-05-30T07:30:00.000Z'],
    ['2026-05-29', '2026-05-30T07:30:00Z', null],
    // A week before is still winter time: the clocks change on 29 March.
    ['2026-04-03', '2026-03-01T09:00:00Z', '2026-03-27T08:30:00.000Z'],
    ['2026-04-03', '2026-03-27T08:30:00Z', '2026-04-04T07:30:00.000Z'],
    // And back on 25 October.
    ['2026-10-30', '2026-10-01T09:00:00Z', '2026-10-23T07:30:00.000Z'],
    ['2026-10-30', '2026-10-23T07:30:00Z', '2026-10-31T08:30:00.000Z'],
  ])('due on %s, looked at %s: %p', (dueOn, from, at) => {
    expect(nextChase(dueOn, new Date(from))?.toISOString() ?? null).toBe(at)
  })

  it('never lies in the past, and ends', () => {
    let from = new Date('2026-01-05T09:00:00Z')
    let times = 0
    for (let at = nextChase('2026-05-29', from); at; at = nextChase('2026-05-29', from)) {
      expect(at.getTime()).toBeGreaterThan(from.getTime())
      from = at
      times += 1
    }
    expect(times).toBe(2)
  })

  it('leaves agencies at least two weeks, counted in London', () => {
    expect(dueDays(new Date('2026-03-02T09:00:00Z'))).toEqual({ first: '2026-03-16', last: '2026-08-29' })
    expect(dueDays(new Date('2026-06-30T23:30:00Z')).first).toBe('2026-07-15')
  })
})
