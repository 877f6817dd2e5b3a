import type { BankHolidays } from '../../../shared/bank-holidays.js'
import type { CancellationPolicy } from './cancellation-policy.js'
import { cancellationDeadline } from './cancellation.js'

export interface ComingDate {
  title: string
  startsAt: Date
  policy: CancellationPolicy
  /** How many have booked it: they keep what they were promised. */
  booked: number
}

/** A coming date whose deadline would be another for who books from then on. */
export interface DeadlineChange {
  title: string
  startsAt: Date
  booked: number
  was: Date
  will: Date
}

/** What other closed days make of the cancellation deadlines of coming dates, in the order of the dates; those over either way are left out. */
export function deadlineChanges(dates: readonly ComingDate[], before: BankHolidays, after: BankHolidays, now: Date): DeadlineChange[] {
  return dates
    .map(({ policy, ...date }) => ({
      ...date,
      was: cancellationDeadline(policy, date.startsAt, before),
      will: cancellationDeadline(policy, date.startsAt, after),
    }))
    .filter(({ was, will }) => was.getTime() !== will.getTime() && (was > now || will > now))
}
