import type { Type } from '@nestjs/common'
import type { Job } from './job.js'

/** One row of the table. */
export interface ScheduledJob {
  /** What it does, as administrators read it. */
  title: string
  /** Minute, hour, day of the month, month, day of the week; by London's clock. */
  cron: string
  /** The same in words; `test/jobs/schedule.spec.ts` holds both together. */
  words: string
  handler: Type<Job>
  /** Runs soon after each change that somebody makes, not only at its time. */
  afterChanges: boolean
  /** Writes messages, which are then sent at once instead of with the next minute. */
  writesMessages: boolean
}
export type Schedule = Record<string, ScheduledJob>

/** The token by which Nest hands the table to whoever carries it out; tests hand in one of their own. */
export const JOB_SCHEDULE = Symbol('job schedule')
