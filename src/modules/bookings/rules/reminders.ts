import { addDays, type Day, londonAt, londonDate } from '../../../shared/dates.js'
import { MORNING } from '../../notifications/rules/morning.js'

/** Joining details go out so many days before the first session. */
export const JOINING_DAYS = 5
/** A reminder that is later than this says nothing that helps: 14 days before, it is still right to hear of it 12 days before, not later. */
const REMINDER_LATE_DAYS = 2

/** `dueAt`: when it is to be sent; `until`: from this moment on it is past its sense and is not sent. */
export interface Moment {
  dueAt: Date
  until: Date
}

/** A reminder of so many days before; the last of a course's asks whether the person is still coming. */
export interface Reminder extends Moment {
  days: number
  last: boolean
}

const earliest = (...moments: Date[]): Date => new Date(Math.min(...moments.map(Number)))
const morning = (day: Day): Date => londonAt(day, MORNING)

/** The morning so many London days before the first session. */
export const morningBefore = (startsAt: Date, days: number): Date => morning(addDays(londonDate(startsAt), -days))

/** The reminders of a date, earliest first. `reminderDays` are the course's, in any order. Each gives way to the one after it. */
export function remindersOf(startsAt: Date, reminderDays: readonly number[]): Reminder[] {
  const days = [...reminderDays].sort((a, b) => b - a)
  return days.map((day, i) => {
    const next = days[i + 1]
    const late = morningBefore(startsAt, day - REMINDER_LATE_DAYS)
    const until = earliest(startsAt, late, next === undefined ? startsAt : morningBefore(startsAt, next))
    return { days: day, last: next === undefined, dueAt: morningBefore(startsAt, day), until }
  })
}

/** Whoever books at or after the moment of a reminder has just been told, and gets none of it. */
export const bookedInTime = (bookedAt: Date, { dueAt }: Moment): boolean => bookedAt < dueAt

/** Joining details are needed up to the start, by those who book later at once. */
export const joiningDetailsOf = (startsAt: Date): Moment => ({ dueAt: morningBefore(startsAt, JOINING_DAYS), until: startsAt })

/** Written so long before it falls due, so that the messages of one morning are there to be gathered. */
const WRITTEN_AHEAD_MS = 4 * 3_600_000

/** Whether it is to be written now. */
export const writable = ({ dueAt, until }: Moment, now: Date): boolean => now.getTime() >= dueAt.getTime() - WRITTEN_AHEAD_MS && now < until

/** Whether it may still be sent now: it never goes out before its moment, so only its end is asked for. */
export const stillUseful = ({ until }: Moment, now: Date): boolean => now < until

const SEQUENCE_STEP = 100

/** What tells the reminders of one booking apart: the number of the occurrence's change, and the days (0 for joining details). */
export const sequenceOf = (calendarSequence: number, days: number): number => calendarSequence * SEQUENCE_STEP + days

/** The parts of `sequenceOf`. */
export const ofSequence = (sequence: number): { calendarSequence: number; days: number } => ({
  calendarSequence: Math.floor(sequence / SEQUENCE_STEP),
  days: sequence % SEQUENCE_STEP,
})
