import { CronTime } from 'cron'
import type { JobRun } from './job-run.entity.js'
import type { Schedule } from './scheduled-job.js'

export const LONDON = 'Europe/London'

/** The first time after `after` at which a job of this cron runs. */
export const nextTime = (cron: string, after: Date): Date => new CronTime(cron, LONDON).getNextDateFrom(after, LONDON).toJSDate()

/** The jobs that never ran, or whose time has come since their last run: a night without the product is made good at its start. */
export function missed(schedule: Schedule, last: readonly Pick<JobRun, 'name' | 'startedAt'>[], now: Date): string[] {
  const ranAt = new Map(last.map(run => [run.name, run.startedAt]))
  return Object.entries(schedule)
    .filter(([name, { cron }]) => !ranAt.has(name) || nextTime(cron, ranAt.get(name)!) <= now)
    .map(([name]) => name)
}
