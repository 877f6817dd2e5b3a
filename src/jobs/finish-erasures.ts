import { Injectable } from '@nestjs/common'
import { RetentionWriter } from '../modules/retention/retention.writer.js'
import { counted } from './in-steps.js'
import type { Job } from './job.js'

/** Clears the last mails to people who were erased, once they are sent. */
@Injectable()
export class FinishErasures implements Job {
  constructor(private readonly retention: RetentionWriter) {}

  async run(now: Date): Promise<string> {
    return counted([[await this.retention.finishErasures(now), 'row cleared', 'rows cleared']])
  }
}
