import { Controller, Get, Inject, NotFoundException, Param, Post } from '@nestjs/common'
import { setTimeout as pause } from 'node:timers/promises'
import { Clock } from '../shared/clock.js'
import { Access } from '../web/access.js'
import { redirect, view } from '../web/reply.js'
import { inWords, shownJobs } from './job-words.js'
import { JobRuns } from './job-runs.js'
import { Jobs } from './jobs.js'
import { JOB_SCHEDULE, type Schedule } from './scheduled-job.js'

/** Whoever has a job run waits so long to read what it did. */
const PATIENCE_MS = 5000

/** What runs by itself: when it did, and what came of it. */
@Controller('desk/jobs')
@Access('administrator')
export class JobsPages {
  constructor(
    @Inject(JOB_SCHEDULE) private readonly schedule: Schedule,
    private readonly jobs: Jobs,
    private readonly runs: JobRuns,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list() {
    const [runs, answers] = await Promise.all([this.runs.latest(6), this.jobs.answers()])
    return view('jobs/views/jobs.njk', { ...shownJobs(this.schedule, runs, this.clock.now()), answers })
  }

  /** Running a job twice is harmless, so a form that is sent again is answered by running it again. */
  @Post(':name/runs')
  async run(@Param('name') name: string) {
    const job = Object.hasOwn(this.schedule, name) && this.schedule[name]
    if (!job) throw new NotFoundException()
    const ran = await Promise.race([this.jobs.runNow(name), pause(PATIENCE_MS, null, { ref: false })])
    return redirect('/desk/jobs', `${job.title}: ${ran ? inWords(ran) : 'it runs now. Load this page again to read what it did'}.`)
  }
}
