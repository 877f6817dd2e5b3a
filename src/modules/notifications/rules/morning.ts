import { addDays, londonAt, londonDate } from '../../../shared/dates.js'

/** When the messages that can wait go out, by London's clock: before the working day begins. */
export const MORNING = '08:30'

/** The first 8:30am in London that is not before `now`. What can wait falls due together with the rest of its day. */
export function morningOf(now: Date): Date {
  const today = londonDate(now)
  const morning = londonAt(today, MORNING)
  return morning >= now ? morning : londonAt(addDays(today, 1), MORNING)
}
