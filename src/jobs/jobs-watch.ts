import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { SETTINGS } from '../config/settings.js'
import type { Settings } from '../config/settings.js'
import { Backlog } from '../modules/notifications/backlog.reader.js'
import { Clock } from '../shared/clock.js'
import { Metrics } from '../web/metrics.js'
import { Readiness } from '../web/readiness.js'
import type { JobRun } from './job-run.entity.js'
import { JobRuns } from './job-runs.js'
import { Jobs } from './jobs.js'

/** Tells whoever watches how the messages and jobs stand. It reads the database, so any web process answers for all workers. */
@Injectable()
export class JobsWatch implements OnModuleInit {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly jobs: Jobs,
    private readonly runs: JobRuns,
    private readonly messages: Backlog,
    private readonly clock: Clock,
  ) {}

  @Inject(Metrics) private readonly metrics: Metrics
  @Inject(Readiness) private readonly readiness: Readiness

  onModuleInit(): void {
    if (this.settings.redisUrl) this.readiness.register('redis', async () => (await this.jobs.answers()) ?? true)
    const gauge = this.metrics.gauge.bind(this.metrics)
    gauge('goldthread_messages', 'Messages to be sent now, and those given up.', async () => (await this.backlog()).counts, 'state')
    gauge('goldthread_oldest_due_message_seconds', 'How long the oldest message to be sent now has been due.', async () => {
      const { oldest } = await this.backlog()
      return oldest ? (this.clock.now().getTime() - oldest.getTime()) / 1000 : 0
    })
    gauge(
      'goldthread_job_last_run_timestamp_seconds',
      'When each job last ran.',
      () => this.each(run => run.finishedAt.getTime() / 1000),
      'job',
    )
    gauge('goldthread_job_failing', '1: the last run of the job failed.', () => this.each(run => Number(run.error !== null)), 'job')
    gauge('goldthread_job_last_run_seconds', 'How long the last run took.', () => this.each(took), 'job')
  }

  private async backlog() {
    const { due, failed, oldest } = await this.messages.at(this.clock.now())
    return { counts: { due, failed }, oldest }
  }

  private async each(value: (run: JobRun) => number): Promise<Record<string, number>> {
    return Object.fromEntries((await this.runs.latest(1)).map(run => [run.name, value(run)]))
  }
}

const took = ({ startedAt, finishedAt }: JobRun): number => (finishedAt.getTime() - startedAt.getTime()) / 1000
