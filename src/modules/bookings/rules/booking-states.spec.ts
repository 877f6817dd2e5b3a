import { describe, expect, it } from '@jest/globals'
import { BOOKING_STATES, type BookingState, FIRST_STATES, isLive, mayBecome, NEXT_STATES } from './booking-states.js'

function reachable(from: readonly BookingState[]): Set<BookingState> {
  const found = new Set(from)
  for (const state of found) NEXT_STATES[state].forEach(next => found.add(next))
  return found
}

describe('the states of a booking', () => {
  it('can all be reached', () => expect([...reachable(FIRST_STATES)].sort()).toEqual([...BOOKING_STATES].sort()))

  it('end with the cancellation alone', () => {
    expect(BOOKING_STATES.filter(state => NEXT_STATES[state].length === 0)).toEqual(['cancelled'])
  })

  it('never follow themselves', () => expect(BOOKING_STATES.filter(state => mayBecome(state, state))).toEqual([]))

  it.each([
    ['requested', 'booked', true],
    ['requested', 'attended', false],
    ['booked', 'no-show', true],
    ['booked', 'requested', false],
    ['attended', 'booked', true],
    ['attended', 'cancelled', false],
    ['no-show', 'cancelled', false],
    ['cancelled', 'booked', false],
  ] as const)('%s to %s: %s', (from, to, answer) => expect(mayBecome(from, to)).toBe(answer))

  it('are live until the day has shown what came of them', () => expect(BOOKING_STATES.filter(isLive)).toEqual(['requested', 'booked']))

  it('whatever is live can be cancelled, and nothing else', () => {
    for (const state of BOOKING_STATES) expect(mayBecome(state, 'cancelled')).toBe(isLive(state))
  })
})
