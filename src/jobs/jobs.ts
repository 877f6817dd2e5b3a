import type { JobRunner, Ran } from './job-runner.js'
import type { Schedule } from './scheduled-job.js'

/** Changes of so many milliseconds make one run. */
export const GATHER_MS = 250

/** What starts the jobs: the web process by itself, or Bull on Redis. Both carry out the same handlers by the same schedule. */
export abstract class Jobs {
  private readonly waiting = new Map<string, NodeJS.Timeout>()
  private readonly afterChanges: string[]
  protected stopped = true

  constructor(
    protected readonly schedule: Schedule,
    protected readonly runner: JobRunner,
  ) {
    this.afterChanges = Object.keys(schedule).filter(name => schedule[name]!.afterChanges)
  }

  /** From now on jobs run at their times (`worker`), or are only asked for (`web` with Redis). Until then nothing ever runs. */
  abstract start(as: 'web' | 'worker'): Promise<void>
  /** Whether what carries the jobs answers; null where nothing is needed for it. */
  abstract answers(): Promise<boolean | null>
  /** Has the job run now. Waits for the run where it is in this process; answers null where it is a worker's. */
  abstract runNow(name: string): Promise<Ran | null>
  protected abstract trigger(name: string): Promise<unknown>
  protected abstract end(): Promise<void>

  /** Something was changed: the jobs that have to know run soon. Returns at once, whatever is or is not there. */
  nudge(): void {
    if (this.stopped) return
    for (const name of this.afterChanges) {
      if (this.waiting.has(name)) continue
      this.waiting.set(name, setTimeout(() => this.fire(name), GATHER_MS).unref())
    }
  }

  /** Ends by itself before the database is closed; the runs under way are waited for. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true
    for (const timer of this.waiting.values()) clearTimeout(timer)
    this.waiting.clear()
    await this.end()
  }

  protected async perform(name: string, again: boolean): Promise<Ran> {
    const ran = await this.runner.run(name, { again })
    if (ran.outcome && this.schedule[name]?.writesMessages) this.nudge()
    return ran
  }

  private fire(name: string): void {
    this.waiting.delete(name)
    this.trigger(name).catch(() => undefined)
  }
}
