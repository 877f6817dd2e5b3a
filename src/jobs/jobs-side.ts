import { BullModule, getQueueToken } from '@nestjs/bull'
import type { DynamicModule, Provider } from '@nestjs/common'
import type { Queue } from 'bull'
import { Clock } from '../shared/clock.js'
import { BullConnections } from './bull-connections.js'
import { BullJobs } from './bull-jobs.js'
import { InProcessJobs } from './in-process-jobs.js'
import { JobRunner } from './job-runner.js'
import { JobRuns } from './job-runs.js'
import { Jobs } from './jobs.js'
import { QUEUE_BOARD } from './queue-board.pages.js'
import { queueBoard } from './queue-board.js'
import { JOB_SCHEDULE, type Schedule } from './scheduled-job.js'

interface Side {
  imports: DynamicModule[]
  providers: Provider[]
}

// Asking for the version would open a connection before it is known which kind. The option is Bull's, only its types lack it.
const UNASKED = { skipVersionCheck: true }

/** What carries out the jobs of this schedule: Bull where there is a Redis, else this process. The handlers are the caller's to provide. */
export function jobsSide(redisUrl: string | null, schedule: Schedule): Side {
  const common = [{ provide: JOB_SCHEDULE, useValue: schedule }, JobRuns, JobRunner]
  if (redisUrl === null)
    return { imports: [], providers: [...common, { provide: Jobs, useClass: InProcessJobs }, { provide: QUEUE_BOARD, useValue: null }] }
  const names = Object.keys(schedule)
  const connections = new BullConnections(redisUrl)
  const settings = { retryProcessDelay: 1000, guardInterval: 2000 }
  return {
    imports: [
      BullModule.forRoot({ prefix: 'goldthread', createClient: connections.createClient, settings, ...UNASKED }),
      BullModule.registerQueue(...names.map(name => ({ name }))),
    ],
    providers: [
      ...common,
      {
        provide: Jobs,
        inject: [JobRunner, JobRuns, Clock, ...names.map(name => getQueueToken(name))],
        useFactory: (runner: JobRunner, runs: JobRuns, clock: Clock, ...queues: Queue[]) =>
          new BullJobs(schedule, runner, { connections, queues: new Map(names.map((name, i) => [name, queues[i]!])) }, runs, clock),
      },
      {
        provide: QUEUE_BOARD,
        inject: names.map(name => getQueueToken(name)),
        // Made when it is first asked for: workers and most web processes never are.
        useFactory: (...queues: Queue[]) => {
          let board: ReturnType<typeof queueBoard> | undefined
          return () => (board ??= queueBoard(queues))
        },
      },
    ],
  }
}
