import { Injectable } from '@nestjs/common'
import { RetentionWriter } from '../modules/retention/retention.writer.js'
import { counted } from './in-steps.js'
import type { Job } from './job.js'

/** Removes what has been kept long enough, as set at the desk. */
@Injectable()
export class PurgeOld implements Job {
  constructor(private readonly retention: RetentionWriter) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    const purged = await this.retention.run(now, stopping)
    const total = Object.values(purged).reduce((sum, count) => sum + count, 0)
    return total > 0 ? `${counted([[total, 'row', 'rows']])} removed` : ''
  }
}
