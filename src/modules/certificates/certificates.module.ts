import { Module } from '@nestjs/common'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { CertificateMails, CertificatesWriter } from './certificates.writer.js'
import { DueRecordsQueries } from './due-records.queries.js'
import { Issue } from './issue.js'

@Module({
  imports: [NotificationsModule],
  controllers: [],
  providers: [CertificatesWriter, CertificateMails, DueRecordsQueries, Issue],
  exports: [CertificatesWriter],
})
export class CertificatesModule {}
