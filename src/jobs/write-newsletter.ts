import { Injectable } from '@nestjs/common'
import { NewsletterWriter } from '../modules/home/newsletter.writer.js'
import type { Job } from './job.js'

/** Writes the newsletter, on the days when it is due. */
@Injectable()
export class WriteNewsletter implements Job {
  constructor(private readonly newsletter: NewsletterWriter) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    const written = await this.newsletter.run(now, stopping)
    return written > 0 ? `${written.toLocaleString('en-GB')} written` : ''
  }
}
