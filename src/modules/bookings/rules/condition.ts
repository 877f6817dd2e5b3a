import { addDays, type Day, londonAt, londonDate, londonTime } from '../../../shared/dates.js'
import { MORNING } from '../../notifications/rules/morning.js'

/** How a partnership keeps places on condition: until so many days before the course, with a warning so many days before that. */
export interface ConditionTerms {
  daysBefore: number
  warningDays: number
}

/** What a booking on condition rests on: the required courses that this person can do here in time. */
export interface OnCondition extends ConditionTerms {
  courseIds: readonly string[]
}

/** A place is kept if these courses are done by the end of this London day. */
export interface Condition {
  courseIds: string[]
  until: Day
}

/** People are written to, and places let go, between these times of London's day. */
const EVENING = '20:00'

/** The day on which whoever has not done it is warned. */
export const warningDay = (until: Day, { warningDays }: Pick<ConditionTerms, 'warningDays'>): Day => addDays(until, -warningDays)

/** From this moment on the warning is due. */
export const warnsAt = (until: Day, terms: Pick<ConditionTerms, 'warningDays'>): Date => londonAt(warningDay(until, terms), MORNING)

/** From this moment on the place is let go: the morning after the last day, so that the whole of that day counts. */
export const letGoAt = (until: Day): Date => londonAt(addDays(until, 1), MORNING)

/** The last day to do it for a place booked now; null: so late that no warning could come on a later day than the booking. */
export function conditionLimit(startsAt: Date, terms: ConditionTerms, now: Date): Day | null {
  const until = addDays(londonDate(startsAt), -terms.daysBefore)
  return londonDate(now) < warningDay(until, terms) ? until : null
}

// The place is let go in the morning after this day, and that must be before the day of the course.
const tooLate = (until: Day, startsAt: Date): boolean => addDays(until, 1) >= londonDate(startsAt)
const later = (one: Day, other: Day): Day => (one > other ? one : other)

/**
 * The last day once the organiser has moved the course: it moves along, but leaves time for a warning and a whole day after it. Null: there is
 * no such time left, and the place stands, for the move was not the delegate's doing.
 */
export function limitAfterMove({ startsAt, daysBefore }: { startsAt: Date; daysBefore: number }, now: Date): Day | null {
  const until = later(addDays(londonDate(startsAt), -daysBefore), addDays(londonDate(now), 2))
  return tooLate(until, startsAt) ? null : until
}

/** The last day for somebody who is warned now: when that comes late, a whole day is left to them all the same. Null as for a move. */
export function limitWhenWarned({ startsAt, until }: { startsAt: Date; until: Day }, now: Date): Day | null {
  const put = later(until, addDays(londonDate(now), 1))
  return tooLate(put, startsAt) ? null : put
}

/**
 * A condition that is open. `live`: its booking still waits or stands; `met`: every course counts on the day of the occurrence; `handedIn`: for
 * each that does not, evidence has been handed in that nobody has decided on yet.
 */
export interface OpenCondition {
  until: Day
  warned: boolean
  live: boolean
  met: boolean
  handedIn: boolean
  startsAt: Date
}
export type ConditionStep = 'over' | 'met' | 'stands' | 'warn' | 'let-go'

/**
 * What is to be done about an open condition, or null: nothing yet. What is done counts up to the very moment of letting go; a place is
 * let go only after a warning that left a whole day, never on the day of the course, and not while evidence waits to be decided on: that is not
 * the delegate's delay.
 */
export function conditionStep(condition: OpenCondition, terms: Pick<ConditionTerms, 'warningDays'>, now: Date): ConditionStep | null {
  const { until, warned, live, met, handedIn, startsAt } = condition
  if (!live) return 'over'
  if (met) return 'met'
  if (londonDate(now) >= londonDate(startsAt)) return 'stands'
  const time = londonTime(now)
  if (time < MORNING || time >= EVENING) return null
  if (warned) return now >= letGoAt(until) && !handedIn ? 'let-go' : null
  if (now < warnsAt(until, terms)) return null
  return limitWhenWarned(condition, now) === null ? 'stands' : 'warn'
}

/** Tells the warnings of one booking apart: another limit is another warning. */
export const warningNumber = (until: Day): number => Math.round(Date.parse(`${until}T00:00:00Z`) / 86_400_000)

export type ConditionState = 'open' | 'met' | 'let-go' | 'over'
