import { Injectable } from '@nestjs/common'
import { ComingWriter } from '../modules/bookings/coming/coming.writer.js'
import type { Job } from './job.js'

/** Writes joining details 5 days before, and to who books later at once. */
@Injectable()
export class SendJoiningDetails implements Job {
  constructor(private readonly coming: ComingWriter) {}

  async run(now: Date): Promise<string> {
    const written = await this.coming.sendJoiningDetails(now)
    return written ? `${written} written` : ''
  }
}
