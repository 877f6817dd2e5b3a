import { addDays, londonDate } from '../../../shared/dates.js'

/** An open enrolment: when it was made, begun, and last gone on with. */
export interface Quiet {
  signedUpAt: Date
  startedAt: Date | null
  lastSeenAt: Date | null
}
export type Nudge = 'not-started' | 'unfinished' | 'close'

/** So many London days without a step. */
export const NOT_STARTED_DAYS = 14
export const UNFINISHED_DAYS = 60
export const CLOSE_DAYS = 180

/**
 * What is due for somebody who signed up and has been quiet: a word after 14 days without beginning, after 60 in the middle, and after 180
 * it is closed, with a way back in. Days are counted from the last step, so whoever goes on slowly is left in peace.
 */
export function nudgeFor({ signedUpAt, startedAt, lastSeenAt }: Quiet, now: Date): Nudge | null {
  const last = new Date(Math.max(signedUpAt.getTime(), startedAt?.getTime() ?? 0, lastSeenAt?.getTime() ?? 0))
  const quietFor = (days: number) => addDays(londonDate(last), days) <= londonDate(now)
  if (quietFor(CLOSE_DAYS)) return 'close'
  if (startedAt === null) return quietFor(NOT_STARTED_DAYS) ? 'not-started' : null
  return quietFor(UNFINISHED_DAYS) ? 'unfinished' : null
}
