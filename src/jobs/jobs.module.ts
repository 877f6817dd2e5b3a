import { Module } from '@nestjs/common'
import { APP_INTERCEPTOR } from '@nestjs/core'
import { BookingsModule } from '../modules/bookings/bookings.module.js'
import { InProcessJobs } from './in-process-jobs.js'
import { JobRunner } from './job-runner.js'
import { JobRuns } from './job-runs.js'
import { JobsPages } from './jobs.pages.js'
import { Jobs } from './jobs.js'
import { Nudge } from './nudge.interceptor.js'
import { JOB_SCHEDULE, SCHEDULE } from './schedule.js'

const handlers = Object.values(SCHEDULE).map(({ handler }) => handler)

@Module({
  imports: [BookingsModule],
  controllers: [JobsPages],
  providers: [
    ...handlers,
    { provide: JOB_SCHEDULE, useValue: SCHEDULE },
    JobRuns,
    JobRunner,
    { provide: Jobs, useClass: InProcessJobs },
    { provide: APP_INTERCEPTOR, useClass: Nudge },
  ],
})
export class JobsModule {}
