import { Injectable } from '@nestjs/common'
import { ReturnsWriter } from '../modules/returns/returns.writer.js'
import { inSteps } from './in-steps.js'
import type { Job } from './job.js'

/** Asks agencies again that have not sent their yearly return. */
@Injectable()
export class ChaseReturns implements Job {
  constructor(private readonly returns: ReturnsWriter) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    const asked = await inSteps(limit => this.returns.chase(now, limit), stopping)
    return asked ? `${asked} asked again` : ''
  }
}
