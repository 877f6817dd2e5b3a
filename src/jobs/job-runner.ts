import { Inject, Injectable, Logger } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import { actingAs } from '../shared/acting.js'
import { Clock } from '../shared/clock.js'
import type { Job } from './job.js'
import { JobRuns } from './job-runs.js'
import { JOB_SCHEDULE, type Schedule } from './scheduled-job.js'

/** What came of a run: the words of the job, or those of its error. */
export interface Ran {
  outcome: string
  error: string | null
}

const NOTHING: Ran = { outcome: '', error: null }

/** Carries out jobs, and notes what they did. A job never runs beside itself in one process, and an error in one is nobody else's. */
@Injectable()
export class JobRunner {
  private readonly logger = new Logger('Jobs')
  private readonly running = new Map<string, Promise<Ran>>()
  private readonly wanted = new Set<string>()
  private readonly ending = new AbortController()

  constructor(
    @Inject(JOB_SCHEDULE) private readonly schedule: Schedule,
    private readonly handlers: ModuleRef,
    private readonly clock: Clock,
    private readonly runs: JobRuns,
  ) {}

  /**
   * Runs the job; never throws. While it is running in this process already, that run is waited for, and with `again` (something has
   * happened that it may not have seen) one more is made after it, however often that is asked.
   */
  run(name: string, { again = false } = {}): Promise<Ran> {
    if (this.ending.signal.aborted) return Promise.resolve(NOTHING)
    const underWay = this.running.get(name)
    if (underWay) {
      if (again) this.wanted.add(name)
      return underWay
    }
    const run = this.untilDone(name).finally(() => this.running.delete(name))
    this.running.set(name, run)
    return run
  }

  /** No run begins any more; those under way are asked to come to an end, and waited for. */
  async stop(): Promise<void> {
    this.ending.abort()
    await Promise.all(this.running.values())
  }

  private async untilDone(name: string): Promise<Ran> {
    let ran = NOTHING
    do {
      this.wanted.delete(name)
      const next = await this.once(name)
      // What an earlier of these runs did must not be hidden by a later one that found nothing left.
      ran = next.outcome || next.error ? next : ran
    } while (this.wanted.has(name) && !this.ending.signal.aborted)
    return ran
  }

  private async once(name: string): Promise<Ran> {
    const startedAt = this.clock.now()
    const ran = await this.attempt(name, startedAt)
    try {
      await this.runs.note({ name, startedAt, finishedAt: this.clock.now(), ...ran })
    } catch (error) {
      this.logger.error(`What the job ${name} did could not be noted: ${wordsOf(error)}`)
    }
    return ran
  }

  private async attempt(name: string, now: Date): Promise<Ran> {
    try {
      const job = this.handlers.get<Job>(this.schedule[name]!.handler, { strict: false })
      const outcome = await actingAs(
        () => ({ as: `job:${name}` }),
        () => job.run(now, this.ending.signal),
      )
      return { outcome, error: null }
    } catch (error) {
      this.logger.error(`The job ${name} failed`, error instanceof Error ? error.stack : String(error))
      return { outcome: '', error: wordsOf(error) }
    }
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message || error.name : String(error)).slice(0, 1000)
