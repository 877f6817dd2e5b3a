import { addDays, isDay, londonAt, londonDate, longDate, type Day } from '../../../shared/dates.js'

/** Places of one date that are kept for the people of one agency. `unused`: of these, nobody has booked them yet. */
export interface Reserved {
  id: string
  unused: number
  /** From this moment they are everybody's. */
  returnsAt: Date
}

/** The reserved places that this person may use now; null: there are none. */
export const ownReserved = (reserved: Reserved | null | undefined, now: Date): string | null =>
  reserved && reserved.unused > 0 && now < reserved.returnsAt ? reserved.id : null

/** The moment at which places that return on a day are everybody's: its first, in London. */
export const returnsAt = (day: Day): Date => londonAt(day, '00:00')

/** The first and last day on which places of a date may return: tomorrow, and the day of the course (a day later nobody could take them). */
export function returnDays(startsAt: Date, now: Date): { first: Day; last: Day } {
  return { first: addDays(londonDate(now), 1), last: londonDate(startsAt) }
}

/** What is wrong with one field, in a sentence. */
export interface ReserveProblem {
  field: keyof ReserveAsked
  message: string
}

export interface ReserveAsked {
  agency: string
  places: string
  returnsOn: string
}

/**
 * What is wrong with reserving so many places of a date. `free`: places neither booked nor held, those that this agency has unused already
 * counted in, for they are being given anew. Nobody's booking and nobody's offer is taken away for it.
 */
export function reserveErrors(asked: ReserveAsked, date: { startsAt: Date; free: number }, now: Date): ReserveProblem[] {
  const errors: ReserveProblem[] = []
  const places = /^\d{1,4}$/.test(asked.places) ? Number(asked.places) : 0
  if (asked.agency === '') errors.push({ field: 'agency', message: 'Choose the agency' })
  if (places < 1) errors.push({ field: 'places', message: 'Enter how many places, such as 3' })
  else if (places > date.free) errors.push({ field: 'places', message: freeWords(date.free) })
  const { first, last } = returnDays(date.startsAt, now)
  if (first > last) errors.push({ field: 'returnsOn', message: 'The course is too near for places to be reserved' })
  else if (!isDay(asked.returnsOn) || asked.returnsOn < first || asked.returnsOn > last)
    errors.push({ field: 'returnsOn', message: `Enter a day from ${longDate(first)} to ${longDate(last)}` })
  return errors
}

const freeWords = (free: number): string =>
  free > 0 ? `Only ${free} can be reserved: the other places are booked or held` : 'No place can be reserved: all are booked or held'
