export const BOOKING_STATES = ['requested', 'booked', 'attended', 'partly attended', 'no-show', 'cancelled'] as const
export type BookingState = (typeof BOOKING_STATES)[number]

/** How a booking begins: `requested` where a line manager is asked first. */
export const FIRST_STATES: readonly BookingState[] = ['requested', 'booked']

/** Which state may follow which. The way back from an outcome is the reopening of a register; nothing follows a cancellation. */
export const NEXT_STATES: Readonly<Record<BookingState, readonly BookingState[]>> = {
  requested: ['booked', 'cancelled'],
  booked: ['attended', 'partly attended', 'no-show', 'cancelled'],
  attended: ['booked'],
  'partly attended': ['booked'],
  'no-show': ['booked'],
  cancelled: [],
}

export const mayBecome = (from: BookingState, to: BookingState): boolean => NEXT_STATES[from].includes(to)

/** Whether it takes a place and stands in the way of another booking on the course: not yet held, not cancelled. */
export const isLive = (state: BookingState): boolean => state === 'requested' || state === 'booked'
