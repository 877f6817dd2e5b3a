import { Injectable } from '@nestjs/common'
import { ConditionsWriter } from '../modules/bookings/condition/conditions.writer.js'
import { counted, STEP } from './in-steps.js'
import type { Job } from './job.js'

/** Tells people that their place stands, warns those whose condition is not met, and lets go when the time is over. */
@Injectable()
export class KeepConditions implements Job {
  constructor(private readonly conditions: ConditionsWriter) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    const done = await this.conditions.run(now, STEP, stopping)
    return counted([
      [done.met, 'met', 'met'],
      [done.warn, 'warned', 'warned'],
      [done['let-go'], 'let go', 'let go'],
    ])
  }
}
