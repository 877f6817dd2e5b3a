import { Injectable } from '@nestjs/common'
import { NudgesWriter } from '../modules/elearning/nudges.writer.js'
import { inSteps } from './in-steps.js'
import type { Job } from './job.js'

/** Reminds those who signed up for e-learning and are quiet, and closes what is left for too long. */
@Injectable()
export class NudgeElearning implements Job {
  constructor(private readonly nudges: NudgesWriter) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    const written = await inSteps(limit => this.nudges.run(now, limit), stopping)
    return written > 0 ? `${written.toLocaleString('en-GB')} written` : ''
  }
}
