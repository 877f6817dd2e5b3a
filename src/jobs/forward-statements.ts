import { Injectable } from '@nestjs/common'
import { ForwardStatements } from '../modules/elearning/xapi/forward-statements.writer.js'
import type { Job } from './job.js'

/** Sends on the statements of what was learned, where an outside store is set up. */
@Injectable()
export class SendStatementsOn implements Job {
  constructor(private readonly statements: ForwardStatements) {}

  async run(_now: Date, stopping: AbortSignal): Promise<string> {
    const { sent, refused, away } = await this.statements.run(stopping)
    const counts = [sent && `${sent.toLocaleString('en-GB')} sent on`, refused && `${refused.toLocaleString('en-GB')} refused`]
    return [...counts, away].filter(Boolean).join(', ')
  }
}
