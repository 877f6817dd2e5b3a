import type { BookingState } from './booking-states.js'

export const GROUPS = ['everybody', 'came', 'did not come'] as const
export type Group = (typeof GROUPS)[number]

/** Whether a message to this group of a date's people goes to somebody with such a booking; to cancelled ones none ever does. */
export function inGroup(group: Group, state: BookingState): boolean {
  if (group === 'came') return state === 'attended' || state === 'partly attended'
  return group === 'did not come' ? state === 'no-show' : state !== 'cancelled'
}
