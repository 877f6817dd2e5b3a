import { ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import { addDays, type Day, londonAt, londonDate } from '../../../shared/dates.js'
import { workingDaysBefore } from '../../../shared/working-days.js'
import type { Moment } from '../../bookings/rules/reminders.js'
import { MORNING } from '../../notifications/rules/morning.js'

/** So many working days lie between the first asking and the second. */
const ASK_AGAIN_AFTER = 3

/** One of the two times that a trainer is asked to close a register: 1 or 2. */
export interface Chaser extends Moment {
  number: number
}

const laterWorkingDay = (day: Day): Day => workingDaysBefore(day, -ASK_AGAIN_AFTER, ENGLAND_AND_WALES)
const morning = (day: Day): Date => londonAt(day, MORNING)

/**
 * When the trainers of a date that ended at `endsAt` are asked for its register: the morning after its last session, and three working days
 * later; each is past its sense three working days on. After that it stands on the administrators' list only.
 */
export function chasersOf(endsAt: Date): Chaser[] {
  const first = addDays(londonDate(endsAt), 1)
  const second = laterWorkingDay(first)
  return [
    { number: 1, dueAt: morning(first), until: morning(second) },
    { number: 2, dueAt: morning(second), until: morning(laterWorkingDay(second)) },
  ]
}
