import { Inject, Injectable } from '@nestjs/common'
import { setTimeout as pause } from 'node:timers/promises'
import { DataSource } from 'typeorm'
import type { Job } from '../../src/jobs/job.js'
import type { Schedule } from '../../src/jobs/scheduled-job.js'

export interface Run {
  job: string
  process: number
  ended: boolean
  /** Whether it was asked to come to an end. */
  hurried: boolean
}

/** What the jobs of a test share with it: what ran, what is to be waited for, and what is to fail. Every process has the same. */
export class Workshop {
  readonly runs: Run[] = []
  readonly failing = new Set<string>()
  /** The most runs of one job that one process ever had at once. */
  most = 0
  private readonly gates = new Map<string, { opened: Promise<void>; open: () => void }>()

  /** Runs of this job wait until it is opened. */
  shut(job: string): () => void {
    let open = () => undefined as void
    const opened = new Promise<void>(resolve => (open = resolve))
    this.gates.set(job, { opened, open })
    return () => {
      this.gates.delete(job)
      open()
    }
  }

  async work(job: string, process: number, stopping: AbortSignal): Promise<string> {
    const run: Run = { job, process, ended: false, hurried: false }
    stopping.addEventListener('abort', () => (run.hurried = true))
    this.runs.push(run)
    this.most = Math.max(this.most, this.runs.filter(one => one.job === job && one.process === process && !one.ended).length)
    await this.gates.get(job)?.opened
    await pause(5)
    run.ended = true
    if (this.failing.has(job)) throw new Error(`${job} is broken`)
    return `${job} done`
  }

  of(job: string): Run[] {
    return this.runs.filter(run => run.job === job)
  }

  ended(job: string): number {
    return this.of(job).filter(run => run.ended).length
  }
}

export const WORKSHOP = Symbol('workshop')
export const PROCESS = Symbol('process')

/** A job class of this name that does nothing but be seen. */
function probe(name: string) {
  @Injectable()
  class Probe implements Job {
    constructor(
      @Inject(WORKSHOP) private readonly workshop: Workshop,
      @Inject(PROCESS) private readonly process: number,
    ) {}
    run(_now: Date, stopping: AbortSignal): Promise<string> {
      return this.workshop.work(name, this.process, stopping)
    }
  }
  return Probe
}

/** Does rows of the table `piece`, each claimed by whoever comes first, as every real job does. */
@Injectable()
export class Claiming implements Job {
  constructor(
    private readonly database: DataSource,
    @Inject(PROCESS) private readonly process: number,
  ) {}
  async run(): Promise<string> {
    const [done] = await this.database.query<[unknown[], number]>(
      `UPDATE piece SET times = times + 1, by = by || $1::int WHERE id IN (SELECT id FROM piece WHERE times = 0 ORDER BY id LIMIT 20 FOR UPDATE SKIP LOCKED) RETURNING id`,
      [this.process],
    )
    return done.length ? `${done.length} pieces` : ''
  }
}

const row = { title: 'A job', words: 'now and then', afterChanges: false, writesMessages: false }
const YEARLY = '0 0 1 1 *'
const EACH_SECOND = '* * * * * *'

export const TEST_SCHEDULE: Schedule = {
  ticking: { ...row, cron: EACH_SECOND, handler: probe('ticking') },
  sending: { ...row, cron: YEARLY, handler: probe('sending'), afterChanges: true },
  writing: { ...row, cron: YEARLY, handler: probe('writing'), writesMessages: true },
  yearly: { ...row, cron: YEARLY, handler: probe('yearly') },
  claiming: { ...row, cron: EACH_SECOND, handler: Claiming },
}
