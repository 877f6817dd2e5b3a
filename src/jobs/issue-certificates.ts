import { Injectable } from '@nestjs/common'
import { CertificatesWriter } from '../modules/certificates/certificates.writer.js'
import { counted, inSteps } from './in-steps.js'
import type { Job } from './job.js'

/** Issues certificates for what was learned, and withdraws those whose record is gone. */
@Injectable()
export class IssueCertificates implements Job {
  constructor(private readonly certificates: CertificatesWriter) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    // What is gone first: a register closed anew has taken one record away and may have written the next.
    const withdrawn = await inSteps(limit => this.certificates.withdrawGone(now, limit), stopping)
    let issued = 0
    await inSteps(async limit => {
      const step = await this.certificates.issueDue(now, limit)
      issued += step.issued
      return step.settled
    }, stopping)
    return counted([
      [issued, 'certificate issued', 'certificates issued'],
      [withdrawn, 'withdrawn', 'withdrawn'],
    ])
  }
}
