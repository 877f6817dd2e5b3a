import { Injectable } from '@nestjs/common'
import { Download } from '../../web/reply.js'
import type { CertificateRow, TranscriptRow } from './certificates.queries.js'
import { certificateFile } from './drawing/certificate-file.js'
import { Fonts } from '../../web/papers/fonts.js'
import { transcriptFile } from './drawing/transcript-file.js'
import { PublicCheck } from './public-check.js'

/** Certificates and transcripts as files. */
@Injectable()
export class CertificateFiles {
  constructor(
    private readonly fonts: Fonts,
    private readonly checks: PublicCheck,
  ) {}

  async ofCertificate(row: CertificateRow): Promise<Download> {
    return new Download('application/pdf', await certificateFile(row, this.checks.addressOf(row.number), this.fonts), `${row.number}.pdf`)
  }

  async ofTranscript(row: TranscriptRow, spelling: string | null): Promise<Download> {
    const file = await transcriptFile({ row, spelling, address: this.checks.addressOf(row.number) }, this.fonts)
    return new Download('application/pdf', file, `${row.number}.pdf`)
  }

  /** The letters of a name that no file can show; empty: all can be drawn. */
  missingOf = (name: string): string[] => this.fonts.missingOf(name)
}
