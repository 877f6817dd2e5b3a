import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Test, type TestingModule } from '@nestjs/testing'
import { TypeOrmModule } from '@nestjs/typeorm'
import { setTimeout as pause } from 'node:timers/promises'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../../src/database/data-source.js'
import { entities } from '../../src/entities.js'
import type { JobRun } from '../../src/jobs/job-run.entity.js'
import { JobRuns } from '../../src/jobs/job-runs.js'
import { jobsSide } from '../../src/jobs/jobs-side.js'
import { Jobs } from '../../src/jobs/jobs.js'
import { SharedModule } from '../../src/shared/shared.module.js'
import { freshDatabase, type FreshDatabase } from '../support/database.js'
import { PROCESS, TEST_SCHEDULE, WORKSHOP, Workshop } from './workshop.js'

/** One process that runs jobs, or only asks for them. */
export interface TestProcess {
  jobs: Jobs
  module: TestingModule
  stop: () => Promise<void>
}

/** Waits for something that has to come about; a test that waits in vain fails by its time limit. */
export async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await pause(20)
}

/** The scene of one side's tests: a database, a workshop for each test, and as many processes as it likes. */
export class Scene {
  workshop = new Workshop()
  database!: DataSource
  private own!: FreshDatabase
  private processes: TestProcess[] = []
  private count = 0

  constructor(private readonly redisUrl: () => string | null) {}

  async open(): Promise<void> {
    this.own = await freshDatabase()
    this.database = await new DataSource(dataSourceOptions(this.own.url, 4, entities)).initialize()
    await this.database.query(`CREATE TABLE piece (id int PRIMARY KEY, times int NOT NULL DEFAULT 0, by int[] NOT NULL DEFAULT '{}')`)
  }

  /** Everything as if all jobs had just run. */
  async begin(): Promise<void> {
    this.workshop = new Workshop()
    await this.database.query('DELETE FROM job_run; DELETE FROM piece')
    for (const name of Object.keys(TEST_SCHEDULE))
      await this.database.query(`INSERT INTO job_run VALUES (gen_random_uuid(), $1, now(), now(), 'before', NULL)`, [name])
  }

  async start(as: 'web' | 'worker' = 'worker'): Promise<TestProcess> {
    const { imports, providers } = jobsSide(this.redisUrl(), TEST_SCHEDULE)
    const handlers = Object.values(TEST_SCHEDULE).map(({ handler }) => handler)
    const module = await Test.createTestingModule({
      imports: [TypeOrmModule.forRoot(dataSourceOptions(this.own.url, 4, entities)), SharedModule, ...imports],
      providers: [
        ...providers,
        ...handlers,
        { provide: WORKSHOP, useValue: this.workshop },
        { provide: PROCESS, useValue: (this.count += 1) },
      ],
    }).compile()
    // Jobs fail on purpose here.
    module.useLogger(false)
    await module.init()
    let stopped: Promise<void> | undefined
    const started = { jobs: module.get(Jobs), module, stop: () => (stopped ??= module.close()) }
    this.processes.push(started)
    await started.jobs.start(as)
    return started
  }

  async noted(name: string): Promise<JobRun[]> {
    const runs = await new JobRuns(this.database).latest(20)
    return runs.filter(run => run.name === name && run.outcome !== 'before')
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.processes.map(process => process.stop()))
    this.processes = []
  }

  async close(): Promise<void> {
    await this.database.destroy()
    await this.own.drop()
  }
}

/** What either side owes to whoever writes a job. */
export function contract(name: string, redisUrl: () => string | null): Scene {
  const scene = new Scene(redisUrl)
  beforeAll(() => scene.open())
  beforeEach(() => scene.begin())
  afterEach(() => scene.stopAll())
  afterAll(() => scene.close())
  describe(`${name}: times and changes`, () => timesAndChanges(scene))
  describe(`${name}: what goes wrong`, () => whatGoesWrong(scene))
  describe(`${name}: several processes`, () => severalProcesses(scene))
  return scene
}

function timesAndChanges(scene: Scene): void {
  it('a job runs when its cron says so, again and again', async () => {
    await scene.start()
    await until(() => scene.workshop.ended('ticking') >= 3)
    expect(scene.workshop.ended('yearly')).toBe(0)
  })

  it('many changes at once make one run, and a later change another', async () => {
    const { jobs } = await scene.start()
    for (let i = 0; i < 100; i++) jobs.nudge()
    await until(() => scene.workshop.ended('sending') > 0)
    await pause(600)
    expect([scene.workshop.ended('sending'), scene.workshop.ended('yearly')]).toEqual([1, 0])
    jobs.nudge()
    await until(() => scene.workshop.ended('sending') === 2)
  })

  it('a change during a run is seen by one more run after it', async () => {
    const { jobs } = await scene.start()
    const open = scene.workshop.shut('sending')
    jobs.nudge()
    await until(() => scene.workshop.of('sending').length === 1)
    for (let i = 0; i < 3; i++) {
      jobs.nudge()
      await pause(300)
    }
    expect(scene.workshop.of('sending').length).toBe(1)
    open()
    await until(() => scene.workshop.ended('sending') === 2)
    expect(scene.workshop.most).toBe(1)
  })

  it('what writes messages has them sent at once', async () => {
    const { jobs } = await scene.start()
    await jobs.runNow('writing')
    await until(() => scene.workshop.ended('sending') === 1)
  })

  it('a job that never ran, or whose time passed while nothing ran, runs at the start', async () => {
    await scene.database.query(`DELETE FROM job_run WHERE name = 'writing'`)
    await scene.database.query(`UPDATE job_run SET started_at = now() - interval '400 days' WHERE name = 'yearly'`)
    await scene.start()
    await until(() => scene.workshop.ended('yearly') === 1 && scene.workshop.ended('writing') === 1)
    await until(async () => (await scene.noted('yearly')).length === 1 && (await scene.noted('writing')).length === 1)
  })

  it('before the start nothing runs, whatever is changed', async () => {
    const { jobs, stop } = await scene.start()
    await stop()
    scene.workshop.runs.length = 0
    jobs.nudge()
    await pause(400)
    expect(scene.workshop.runs).toEqual([])
  })
}

function whatGoesWrong(scene: Scene): void {
  it('a run that fails is noted with its reason, and the next one runs', async () => {
    scene.workshop.failing.add('ticking')
    await scene.start()
    await until(() => scene.workshop.ended('ticking') >= 2)
    scene.workshop.failing.clear()
    await until(async () => (await scene.noted('ticking')).some(run => run.outcome === 'ticking done'))
    const failed = (await scene.noted('ticking')).filter(run => run.error !== null)
    expect(failed.length).toBeGreaterThanOrEqual(2)
    expect(failed[0]).toMatchObject({ outcome: '', error: 'ticking is broken' })
  })

  it('a job that fails holds up no other', async () => {
    scene.workshop.failing.add('ticking')
    const { jobs } = await scene.start()
    await until(() => scene.workshop.ended('ticking') >= 1)
    jobs.nudge()
    await until(() => scene.workshop.ended('sending') === 1)
  })

  it('a job never runs beside itself in one process, and holds up no other', async () => {
    const { jobs } = await scene.start()
    const open = scene.workshop.shut('ticking')
    await until(() => scene.workshop.of('ticking').length === 1)
    void jobs.runNow('ticking')
    jobs.nudge()
    await until(() => scene.workshop.ended('sending') === 1)
    await pause(2200)
    expect(scene.workshop.of('ticking').length).toBe(1)
    open()
    await until(() => scene.workshop.ended('ticking') >= 3)
    expect(scene.workshop.most).toBe(1)
  })

  it('stopping waits for the run under way, which hears of it, and nothing runs after', async () => {
    const { jobs, stop } = await scene.start()
    const open = scene.workshop.shut('sending')
    jobs.nudge()
    await until(() => scene.workshop.of('sending').length === 1)
    let stopped = false
    const stopping = stop().then(() => (stopped = true))
    await until(() => scene.workshop.of('sending')[0]!.hurried)
    await pause(200)
    expect(stopped).toBe(false)
    open()
    await stopping
    // The run was let come to its end, and what it did is noted.
    expect(scene.workshop.ended('sending')).toBe(1)
    expect((await scene.noted('sending'))[0]).toMatchObject({ outcome: 'sending done', error: null })
    const { length } = scene.workshop.runs
    await pause(1500)
    expect(scene.workshop.runs.length).toBe(length)
  })
}

function severalProcesses(scene: Scene): void {
  it('share the work, and each piece is done once', async () => {
    await scene.database.query('INSERT INTO piece (id) SELECT generate_series(1, 400)')
    const both = await Promise.all([scene.start(), scene.start()])
    const left = async () => (await scene.database.query<{ n: number }[]>('SELECT count(*)::int AS n FROM piece WHERE times = 0'))[0]!.n
    while ((await left()) > 0) await Promise.all(both.flatMap(({ jobs }) => [jobs.runNow('claiming'), jobs.runNow('claiming')]))
    await until(async () => (await left()) === 0)
    expect(await scene.database.query('SELECT times, count(*)::int AS n FROM piece GROUP BY 1')).toEqual([{ times: 1, n: 400 }])
    expect((await scene.database.query<object[]>('SELECT DISTINCT by FROM piece')).length).toBe(2)
  })

  it('when one ends, the other goes on', async () => {
    const [first] = await Promise.all([scene.start(), scene.start()])
    await until(() => scene.workshop.ended('ticking') >= 2)
    await first.stop()
    const before = scene.workshop.ended('ticking')
    await until(() => scene.workshop.ended('ticking') >= before + 2)
  })
}
