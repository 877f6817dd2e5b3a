import { describe, expect, it } from '@jest/globals'
import type { BookingState } from './booking-states.js'
import { GROUPS, inGroup } from './message-groups.js'

const STATES: BookingState[] = ['requested', 'booked', 'attended', 'partly attended', 'no-show', 'cancelled']

describe('to whom a message about a date goes', () => {
  it.each([
    ['everybody', ['requested', 'booked', 'attended', 'partly attended', 'no-show']],
    ['came', ['attended', 'partly attended']],
    ['did not come', ['no-show']],
  ] as const)('%s: those with %j', (group, states) => {
    expect(STATES.filter(state => inGroup(group, state))).toEqual(states)
  })

  it('everybody is everybody that any group has, and nobody came and did not', () => {
    for (const state of STATES) {
      if (GROUPS.some(group => inGroup(group, state))) expect(inGroup('everybody', state)).toBe(true)
      expect(inGroup('came', state) && inGroup('did not come', state)).toBe(false)
    }
  })
})
