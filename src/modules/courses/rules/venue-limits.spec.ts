import { describe, expect, it } from '@jest/globals'
import { type HeldThere, limitOf, type Limits, tooSmallFor } from './venue-limits.js'

const limits = (capacity: number | null, room: number | null = null): Limits => ({ capacity, rooms: new Map([['r', room]]) })
const date = (places: number, roomId: string | null = null): HeldThere => ({ places, roomId })

describe('how many may come', () => {
  it.each<[string, HeldThere, Limits, number | null]>([
    ['what the venue holds', date(1), limits(30, 10), 30],
    ['what the room holds', date(1, 'r'), limits(30, 10), 10],
    ['more in a room than was said of the venue', date(1, 'r'), limits(5, 10), 10],
    ['what the venue holds, where nobody has said of the room', date(1, 'r'), limits(30), 30],
    ['of a room that is gone', date(1, 'gone'), limits(30, 10), 30],
    ['nobody knows', date(1, 'r'), limits(null), null],
  ])('%s', (_case, held, where, expected) => expect(limitOf(held, where)).toBe(expected))
})

describe('a venue that is made smaller', () => {
  it.each<[string, HeldThere, Limits, Limits, number[]]>([
    ['than the places', date(20), limits(30), limits(19), [19]],
    ['as small as the places', date(20), limits(30), limits(20), []],
    ['from a number that nobody had said', date(20), limits(null), limits(19), [19]],
    ['to a number that nobody has said', date(20), limits(19), limits(null), []],
    ['and was too small before, and stays so', date(20), limits(19), limits(19), []],
    ['and was too small before, and is smaller now', date(20), limits(19), limits(18), [18]],
    ['for a room that is not', date(20, 'r'), limits(30, 20), limits(10, 20), []],
    ['in its room', date(20, 'r'), limits(30, 20), limits(30, 19), [19]],
    ['as its room’s number is taken away', date(20, 'r'), limits(10, 20), limits(10, null), [10]],
    ['to grow', date(20), limits(10), limits(15), []],
  ])('%s', (_case, held, before, after, expected) => {
    expect(tooSmallFor([held], before, after).map(one => one.limit)).toEqual(expected)
  })

  it('is never warned of where nothing changes, nor for a date that fits', () => {
    for (const capacity of [null, 10, 20, 30])
      for (const room of [null, 10, 20, 30])
        for (const held of [date(20), date(20, 'r')]) {
          expect(tooSmallFor([held], limits(capacity, room), limits(capacity, room))).toEqual([])
          const warned = tooSmallFor([held], limits(40, 40), limits(capacity, room))
          expect(warned.every(one => one.limit < held.places)).toBe(true)
        }
  })
})
