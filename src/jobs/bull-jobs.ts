import { Logger, type BeforeApplicationShutdown } from '@nestjs/common'
import type { Job as BullJob, Queue } from 'bull'
import type { Redis } from 'ioredis'
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../shared/clock.js'
import { newId } from '../shared/ids.js'
import type { BullConnections } from './bull-connections.js'
import type { JobRunner, Ran } from './job-runner.js'
import type { JobRuns } from './job-runs.js'
import { GATHER_MS, Jobs } from './jobs.js'
import { LONDON, missed } from './missed.js'
import type { Schedule } from './scheduled-job.js'

const HEARTBEAT_MS = 5000
const GOODBYE_MS = 3000
const KEPT = { removeOnComplete: 20, removeOnFail: 50 }

export interface BullParts {
  /** One for each job, so that a worker that is busy with one leaves its next run to another. */
  queues: ReadonlyMap<string, Queue>
  connections: BullConnections
}

/**
 * The jobs on Redis: workers run them, web processes ask for them. Redis carries triggers only. Whatever it forgets, the workers put
 * back within seconds, and what is due is a row of Postgres all the while.
 */
export class BullJobs extends Jobs implements BeforeApplicationShutdown {
  private readonly logger = new Logger('Jobs')
  private readonly id = newId()
  private readonly asking = new Set<string>()
  private heart: NodeJS.Timeout | undefined
  private beating = false

  constructor(
    schedule: Schedule,
    runner: JobRunner,
    private readonly parts: BullParts,
    private readonly runs: JobRuns,
    private readonly clock: Clock,
  ) {
    super(schedule, runner)
    // The module that made them would close them once more and wait, for ever where Redis is away: `end` closes them.
    for (const queue of parts.queues.values()) Object.assign(queue, { onApplicationShutdown: () => undefined })
  }

  async start(as: 'web' | 'worker'): Promise<void> {
    this.stopped = false
    this.parts.connections.patient = as === 'worker'
    if (as === 'web') return this.parts.connections.opened()
    for (const [name, queue] of this.parts.queues) this.work(name, queue)
    // Bull does not bear to be closed before it has opened what it waits for work on.
    await this.parts.connections.opened([...this.parts.queues.values()].map(queue => (queue as unknown as { bclient: Redis }).bclient))
    this.heart = setInterval(() => void this.beat(), HEARTBEAT_MS)
    const late = missed(this.schedule, await this.runs.latest(1), this.clock.now())
    // Not waited for: a worker that starts before its Redis has work as soon as Redis is there.
    void this.beat(true).then(() =>
      Promise.all(late.map(name => this.queue(name).add({}, { jobId: `late-${this.slot(60_000)}`, ...KEPT }))),
    )
  }

  answers(): Promise<boolean> {
    return Promise.race([this.parts.connections.answer(), pause(GOODBYE_MS, false, { ref: false })])
  }

  async runNow(name: string): Promise<Ran | null> {
    try {
      // One that has never been connected does not refuse: it waits.
      const silence = pause(GOODBYE_MS, null, { ref: false }).then(() => Promise.reject(new Error('silent')))
      await Promise.race([this.queue(name).add({}, { jobId: `now-${newId()}`, ...KEPT }), silence])
      return null
    } catch {
      return { outcome: '', error: 'Redis does not answer. The job runs at its next time after Redis is back' }
    }
  }

  /**
   * A run that is waiting to begin will see what has just been written, so one is enough. The id stops the double of a command that was
   * sent again because its answer was lost; it is this process's own, for another's run may have begun before our change was there.
   */
  protected async trigger(name: string): Promise<void> {
    if (this.asking.has(name)) return
    this.asking.add(name)
    try {
      if ((await this.queue(name).getWaitingCount()) > 0) return
      await this.queue(name).add({}, { jobId: `nudge-${this.id}-${this.slot(GATHER_MS)}`, ...KEPT })
    } finally {
      this.asking.delete(name)
    }
  }

  protected async end(): Promise<void> {
    clearInterval(this.heart)
    const closed = [...this.parts.queues.values()].map(queue => queue.close())
    await this.runner.stop()
    // Without Redis there is nobody to say goodbye to.
    await Promise.race([Promise.allSettled(closed), pause(GOODBYE_MS, undefined, { ref: false })])
    this.parts.connections.disconnect()
  }

  private queue(name: string): Queue {
    return this.parts.queues.get(name)!
  }

  private slot(length: number): number {
    return Math.floor(this.clock.now().getTime() / length)
  }

  private work(name: string, queue: Queue): void {
    // A connection that is closed before it was open is told of without an error.
    queue.on('error', (error: unknown) => this.logger.debug(`${name}: ${String(error)}`))
    const handler = async (_job: BullJob) => {
      const { outcome, error } = await this.perform(name, true)
      // So that the queue board shows it among the failed ones.
      if (error !== null) throw new Error(error)
      return outcome
    }
    queue.process(1, handler).catch((error: unknown) => this.stopped || this.logger.error(`${name}: ${String(error)}`))
  }

  /** Puts back what a Redis that was emptied or started anew has forgotten; where nothing is missing, nothing is doubled. */
  private async beat(first = false): Promise<void> {
    if (this.beating) return
    this.beating = true
    try {
      await Promise.all([...this.parts.queues].map(([name, queue]) => this.repeat(name, queue, first)))
    } catch (error) {
      this.logger.debug(`The times of the jobs could not be looked after: ${String(error)}`)
    } finally {
      this.beating = false
    }
  }

  private async repeat(name: string, queue: Queue, first: boolean): Promise<void> {
    const { cron } = this.schedule[name]!
    if (first) {
      const others = (await queue.getRepeatableJobs()).filter(one => one.cron !== cron || one.tz !== LONDON)
      for (const one of others) await queue.removeRepeatableByKey(one.key)
    }
    await queue.add({}, { jobId: name, repeat: { cron, tz: LONDON }, ...KEPT })
  }
}
