import { Injectable } from '@nestjs/common'
import { ComingWriter } from '../modules/bookings/coming/coming.writer.js'
import type { Job } from './job.js'

/** Writes the reminders of the coming morning; the last of a course's asks "still coming?". */
@Injectable()
export class RemindPeople implements Job {
  constructor(private readonly coming: ComingWriter) {}

  async run(now: Date): Promise<string> {
    const written = await this.coming.remindPeople(now)
    return written ? `${written} written` : ''
  }
}
