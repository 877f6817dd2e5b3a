import { Injectable } from '@nestjs/common'
import { AskingWriter } from '../modules/evaluation/asking/asking.writer.js'
import { inSteps } from './in-steps.js'
import type { Job } from './job.js'

/** Asks people before and after their courses, weeks and months later, and asks again those who do not answer. */
@Injectable()
export class AskForAnswers implements Job {
  constructor(private readonly asking: AskingWriter) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    await inSteps(limit => this.asking.layOut(now, limit), stopping)
    await this.asking.noteChanges(now)
    let asked = 0
    await inSteps(async limit => {
      const step = await this.asking.askDue(now, limit)
      asked += step.asked
      return step.looked
    }, stopping)
    return asked > 0 ? `${asked.toLocaleString('en-GB')} written` : ''
  }
}
