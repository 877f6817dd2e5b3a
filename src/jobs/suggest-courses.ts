import { Injectable } from '@nestjs/common'
import { SuggestionsWriter } from '../modules/home/suggestions.writer.js'
import type { Job } from './job.js'

/** Suggests next courses to those who did one. */
@Injectable()
export class SuggestCourses implements Job {
  constructor(private readonly suggestions: SuggestionsWriter) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    const written = await this.suggestions.run(now, stopping)
    return written > 0 ? `${written.toLocaleString('en-GB')} written` : ''
  }
}
