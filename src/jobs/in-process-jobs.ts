import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { CronJob } from 'cron'
import { Clock } from '../shared/clock.js'
import { JobRunner, type Ran } from './job-runner.js'
import { JobRuns } from './job-runs.js'
import { Jobs } from './jobs.js'
import { LONDON, missed } from './missed.js'
import { JOB_SCHEDULE, type Schedule } from './scheduled-job.js'

/** The jobs of the embedded default: the web process runs them itself, beside its pages. */
@Injectable()
export class InProcessJobs extends Jobs implements BeforeApplicationShutdown {
  private timers: CronJob[] = []

  constructor(
    @Inject(JOB_SCHEDULE) schedule: Schedule,
    runner: JobRunner,
    private readonly runs: JobRuns,
    private readonly clock: Clock,
  ) {
    super(schedule, runner)
  }

  async start(): Promise<void> {
    this.stopped = false
    this.timers = Object.entries(this.schedule).map(([name, { cron }]) =>
      CronJob.from({ cronTime: cron, timeZone: LONDON, unrefTimeout: true, start: true, onTick: () => void this.perform(name, false) }),
    )
    // What should have run while nothing did is made good, one after the other: whoever has just started the product wants its pages.
    const late = missed(this.schedule, await this.runs.latest(1), this.clock.now())
    void late.reduce<Promise<unknown>>((before, name) => before.then(() => this.perform(name, false)), Promise.resolve())
  }

  answers(): Promise<null> {
    return Promise.resolve(null)
  }

  runNow(name: string): Promise<Ran> {
    return this.perform(name, true)
  }

  protected trigger(name: string): Promise<Ran> {
    return this.perform(name, true)
  }

  protected async end(): Promise<void> {
    for (const timer of this.timers) void timer.stop()
    await this.runner.stop()
  }
}
