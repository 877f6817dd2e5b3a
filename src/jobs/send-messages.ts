import { Injectable } from '@nestjs/common'
import { ModuleRef } from '@nestjs/core'
import { MessageSender } from '../modules/notifications/sender.writer.js'
import type { Job } from './job.js'
import { Jobs } from './jobs.js'

/** Sends the messages that are due, until none is left. */
@Injectable()
export class SendMessages implements Job {
  constructor(
    private readonly sender: MessageSender,
    private readonly modules: ModuleRef,
  ) {}

  async run(_now: Date, stopping: AbortSignal): Promise<string> {
    const tally = { sent: 0, failed: 0, dropped: 0, gathered: 0 }
    let left = true
    while (left && !stopping.aborted) {
      const run = await this.sender.sendDue(stopping)
      for (const key of KEYS) tally[key] += run[key]
      left = run.left
      // There is more than one worker's share: whichever is idle takes part.
      if (left) this.modules.get(Jobs, { strict: false }).nudge()
    }
    return KEYS.filter(key => tally[key] > 0)
      .map(key => `${tally[key].toLocaleString('en-GB')} ${WORDS[key]}`)
      .join(', ')
  }
}

const WORDS = { sent: 'sent', gathered: 'sent within another', dropped: 'no longer true and not sent', failed: 'failed' }
const KEYS = ['sent', 'gathered', 'dropped', 'failed'] as const
