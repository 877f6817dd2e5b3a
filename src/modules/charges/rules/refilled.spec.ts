import { describe, expect, it } from '@jest/globals'
import { seeded } from '../../../shared/seeded.js'
import { refilledBy, type HeldBooking, type LateCancellation } from './refilled.js'

const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 9, minute))
const gave = (bookingId: string, minute: number, colleagueSent = false): LateCancellation => ({
  bookingId,
  cancelledAt: at(minute),
  colleagueSent,
})
const booked = (reference: string, minute: number): HeldBooking => ({ reference, bookedAt: at(minute) })
const answers = (late: LateCancellation[], held: HeldBooking[], places: number) => Object.fromEntries(refilledBy(late, held, places))

describe('whose late cancellation was refilled', () => {
  it.each<[string, LateCancellation[], HeldBooking[], number, Record<string, string | null>]>([
    ['nobody came after: lost', [gave('a', 10)], [booked('X', 5)], 1, { a: null }],
    ['somebody took the last place after it: refilled', [gave('a', 10)], [booked('X', 11)], 1, { a: 'X' }],
    ['in the same moment counts as after', [gave('a', 10)], [booked('X', 10)], 1, { a: 'X' }],
    ['a moment before does not', [gave('a', 10)], [booked('X', 9)], 1, { a: null }],
    ['somebody booked, but a place stood empty all the same: lost', [gave('a', 10)], [booked('X', 11)], 2, { a: null }],
    ['two gone, one came: the place given back first was taken', [gave('b', 20), gave('a', 10)], [booked('X', 30)], 2, { a: 'X', b: null }],
    ['two gone, two came', [gave('a', 10), gave('b', 20)], [booked('X', 30), booked('Y', 15)], 2, { a: 'Y', b: 'X' }],
    [
      'who came between two takes the first only',
      [gave('a', 10), gave('b', 20)],
      [booked('X', 15), booked('Y', 5)],
      2,
      { a: 'X', b: null },
    ],
    ['one booking never refills two', [gave('a', 10), gave('b', 11)], [booked('X', 12), booked('Y', 5)], 2, { a: 'X', b: null }],
    ['more held than places, after an override', [gave('a', 10)], [booked('X', 12), booked('Y', 5)], 1, { a: 'X' }],
    [
      'a colleague sent in the same moment refills nobody',
      [gave('a', 10, true), gave('b', 9)],
      [booked('X', 10), booked('Y', 1)],
      2,
      { a: null, b: null },
    ],
    [
      'beside a colleague sent, somebody else does',
      [gave('a', 10, true), gave('b', 9)],
      [booked('X', 10), booked('Y', 12)],
      2,
      { a: null, b: 'Y' },
    ],
    ['nobody gave back: nothing to say', [], [booked('X', 1)], 1, {}],
  ])('%s', (_, late, held, places, expected) => {
    expect(answers(late, held, places)).toEqual(expected)
  })

  it('never counts more refilled than bookings that came after, nor so many that the empty places are not accounted for', () => {
    const random = seeded(7)
    for (let round = 0; round < 300; round++) {
      const some = (most: number) => Math.floor(random() * (most + 1))
      const late = Array.from({ length: some(6) }, (_, i) => gave(`c${i}`, some(59), random() < 0.2))
      const held = Array.from({ length: some(8) }, (_, i) => booked(`H${i}`, some(59)))
      const places = some(10)
      const taken = [...refilledBy(late, held, places).values()].filter(one => one !== null)
      expect(new Set(taken).size).toBe(taken.length)
      const own = late.filter(one => !one.colleagueSent)
      expect(taken.length).toBeLessThanOrEqual(Math.max(0, own.length - Math.max(0, places - held.length)))
      const first = Math.min(...own.map(one => one.cancelledAt.getTime()))
      expect(taken.length).toBeLessThanOrEqual(held.filter(one => one.bookedAt.getTime() >= first).length)
    }
  })
})
