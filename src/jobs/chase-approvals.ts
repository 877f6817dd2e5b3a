import { Injectable } from '@nestjs/common'
import { ApprovalWriter } from '../modules/bookings/approval/approval.writer.js'
import type { Job } from './job.js'

/** Asks line managers again who have not answered, and ends the requests that nobody answered in time. */
@Injectable()
export class ChaseApprovals implements Job {
  constructor(private readonly approvals: ApprovalWriter) {}

  async run(now: Date): Promise<string> {
    const { chased, runOut } = await this.approvals.chase(now)
    return [chased && `${chased} asked again`, runOut && `${runOut} run out`].filter(Boolean).join(', ')
  }
}
