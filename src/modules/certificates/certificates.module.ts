import { Module } from '@nestjs/common'
import { EvaluationModule } from '../evaluation/evaluation.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { CertificateFiles } from './certificate-files.js'
import { CertificatesApi } from './certificates.api.js'
import { CertificatesQueries } from './certificates.queries.js'
import { CertificateMails, CertificatesWriter } from './certificates.writer.js'
import { CheckPages } from './check.pages.js'
import { DeskCertificatePages } from './desk-certificate.pages.js'
import { DeskCertificatesPages } from './desk-certificates.pages.js'
import { PapersModule } from '../../web/papers/papers.module.js'
import { DueRecordsQueries } from './due-records.queries.js'
import { Issue } from './issue.js'
import { MakeATranscript } from './make-a-transcript.js'
import { MyCertificatesPages, NameShownPages } from './my-certificates.pages.js'
import { Names } from './names.js'
import { PublicCheck } from './public-check.js'
import { ShowTheName } from './show-the-name.js'
import { Signing } from './signing.js'
import { TranscriptsPages } from './transcripts.pages.js'
import { WithdrawACertificate } from './withdraw-a-certificate.js'

const issuing = [CertificatesWriter, CertificateMails, DueRecordsQueries, Issue, Names, WithdrawACertificate, ShowTheName]
const reading = [CertificatesQueries, PublicCheck]
const files = [CertificateFiles, MakeATranscript, Signing]

@Module({
  imports: [EvaluationModule, NotificationsModule, PapersModule],
  controllers: [
    CheckPages,
    TranscriptsPages,
    MyCertificatesPages,
    NameShownPages,
    DeskCertificatesPages,
    DeskCertificatePages,
    CertificatesApi,
  ],
  providers: [...issuing, ...reading, ...files],
  exports: [CertificatesWriter],
})
export class CertificatesModule {}
