import { Injectable } from '@nestjs/common'
import { ChargesWriter } from '../modules/charges/charges.writer.js'
import type { Job } from './job.js'

/** Says of late cancellations whether their places were taken again, and takes back the charges of those that were. */
@Injectable()
export class SettleCharges implements Job {
  constructor(private readonly charges: ChargesWriter) {}

  async run(now: Date): Promise<string> {
    const settled = await this.charges.settleLateCancellations(now)
    return settled ? `${settled} settled` : ''
  }
}
