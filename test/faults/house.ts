import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, recordedPostmaster } from '../../src/database/embedded-postmaster.js'
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded-server.js'
import { startProcess, type StartedProcess } from '../support/processes.js'
import { recordProcess } from '../support/run-folder.mjs'
import { startRedis, type RedisServer } from '../support/redis.js'
import { startMailServer, type MailServer } from '../support/smtp.js'
import type { Fault, Weather } from './plan.js'
import { WEATHER } from './weather.js'

export const SECRET = 'a-secret-of-the-fault-run-that-is-long-enough'
// Long enough that a busy machine does not outlast the patience with the mail server, which is a quarter of it.
const LEASE_SECONDS = '10'

/** When a process was killed, and which. */
export interface Death {
  victim: string
  which: number
  at: number
}

/** Two web processes, two workers, and all that they stand on, each of which can be killed and comes back. */
export class House {
  readonly deaths: Death[] = []
  /** Second copies that should not be, for whoever looks into it. */
  readonly unexplained: string[] = []
  /** One for each worker. */
  readonly mail: MailServer[] = []
  private postgres!: EmbeddedServer
  private redis!: RedisServer
  private readonly webs: Supervised[] = []
  private readonly workers: Supervised[] = []
  readonly ports: number[] = []

  constructor(private readonly folder: string) {}

  private get cluster() {
    return { data: join(this.folder, 'postgres/data') } as Parameters<typeof recordedPostmaster>[0]
  }

  get databaseUrl(): string {
    return this.postgres.url
  }

  async openDatabase(): Promise<void> {
    this.postgres = await startEmbedded({ dataDir: this.folder })
    this.recordPostgres()
  }

  async open(): Promise<void> {
    this.redis = await startRedis()
    this.mail.push(await startMailServer(), await startMailServer())
    for (const which of [0, 1]) {
      this.ports.push(await freePort())
      this.webs.push(this.startWeb(which))
      this.workers.push(this.startWorker(which))
    }
    await Promise.all([0, 1].map(which => this.untilWebAnswers(which)))
  }

  /** Kills the victim without a word, and starts it again. Answers when it is on its way up, not when it is up. */
  async strike({ victim, which, flush }: Fault): Promise<void> {
    this.deaths.push({ victim, which, at: Date.now() })
    if (victim === 'postgres') return this.killPostgres()
    if (victim === 'redis') return flush ? this.redis.flush() : this.redis.killAndRestart()
    await (victim === 'web' ? this.webs : this.workers)[which]!.kill()
    // The same one is not killed again before it has lived.
    if (victim === 'web') await this.untilWebAnswers(which)
  }

  setWeather(weather: Weather): void {
    for (const server of this.mail) server.manners = WEATHER[weather]
  }

  async close(): Promise<void> {
    await Promise.all([...this.webs, ...this.workers].map(one => one.stop()))
    await Promise.all(this.mail.map(server => server.stop()))
    await this.redis.stop()
    await this.postgres.stop()
  }

  complaints(): string {
    return [...this.webs, ...this.workers].map(one => one.complaints()).join('\n')
  }

  /** What `pg_ctl stop -m immediate` sends. The embedded server notices, and starts again on the same port. */
  private async killPostgres(): Promise<void> {
    const { cluster } = this
    const before = recordedPostmaster(cluster)
    if (before) process.kill(before.pid, 'SIGQUIT')
    while (!recordedPostmaster(cluster) || recordedPostmaster(cluster)?.pid === before?.pid) await pause(20)
    this.recordPostgres()
  }

  /** So that a later run ends it if this one crashes. */
  private recordPostgres(): void {
    const running = recordedPostmaster(this.cluster)
    if (running) recordProcess(process.env.TEST_RUN_FOLDER!, running.pid)
  }

  private startWeb(which: number): Supervised {
    return this.supervised('main.js', { PORT: String(this.ports[which]), SMTP_URL: this.mail[0]!.url })
  }

  private startWorker(which: number): Supervised {
    return this.supervised('worker.js', { SMTP_URL: this.mail[which]!.url })
  }

  private supervised(script: string, env: NodeJS.ProcessEnv): Supervised {
    const common = {
      DATABASE_URL: this.postgres.url,
      REDIS_URL: this.redis.url,
      SECRET,
      SEND_LEASE_SECONDS: LEASE_SECONDS,
      LOG_LEVEL: 'error',
    }
    return new Supervised(join(process.env.TEST_DIST!, script), { ...common, ...env })
  }

  private async untilWebAnswers(which: number): Promise<void> {
    while (!(await fetch(`http://127.0.0.1:${this.ports[which]}/health`).catch(() => null))?.ok) await pause(50)
  }
}

/** A process that is started again when it ends, as a service manager does: also when it found no database to start on. */
class Supervised {
  private running: StartedProcess
  private stopping = false
  private said = ''

  constructor(
    private readonly script: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    this.running = this.start()
  }

  kill(): Promise<void> {
    return this.end('SIGKILL')
  }

  stop(): Promise<void> {
    this.stopping = true
    return this.end('SIGTERM')
  }

  /** Nothing happens to one that has just ended by itself. */
  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this.running
    if (child.exitCode === null && child.signalCode === null) await this.running.end(signal)
  }

  complaints(): string {
    return this.said + this.running.complaints()
  }

  private start(): StartedProcess {
    const started = startProcess(this.script, [], this.env)
    void started.ended.then(async () => {
      this.said += started.complaints()
      await pause(100)
      if (!this.stopping) this.running = this.start()
    })
    return started
  }
}
