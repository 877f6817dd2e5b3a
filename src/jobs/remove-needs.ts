import { Injectable } from '@nestjs/common'
import { BookingsWriter } from '../modules/bookings/bookings.writer.js'
import { counted, inSteps } from './in-steps.js'
import type { Job } from './job.js'

/** Removes access and dietary needs 90 days after the course they were told for. */
@Injectable()
export class RemoveNeeds implements Job {
  constructor(private readonly bookings: BookingsWriter) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    const needs = await inSteps(limit => this.bookings.removeNeeds(now, limit), stopping)
    return needs > 0 ? `${counted([[needs, 'booking’s needs', 'bookings’ needs']])} removed` : ''
  }
}
