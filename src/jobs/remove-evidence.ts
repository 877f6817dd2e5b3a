import { Injectable } from '@nestjs/common'
import { EvidenceWriter } from '../modules/elearning/evidence/evidence.writer.js'
import { counted, inSteps } from './in-steps.js'
import type { Job } from './job.js'

/** Removes the files of evidence that have been kept long enough. */
@Injectable()
export class RemoveEvidence implements Job {
  constructor(private readonly evidence: EvidenceWriter) {}

  async run(now: Date, stopping: AbortSignal): Promise<string> {
    const files = await inSteps(limit => this.evidence.removeFiles(now, limit), stopping)
    return files > 0 ? `${counted([[files, 'file', 'files']])} removed` : ''
  }
}
