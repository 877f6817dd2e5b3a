import { Module } from '@nestjs/common'
import { NotificationsModule } from '../../notifications/notifications.module.js'
import { RecordsModule } from '../../records/records.module.js'
import { UploadsModule } from '../../uploads/uploads.module.js'
import { ElearningModule } from '../elearning.module.js'
import { DeclarationPages } from './declaration.pages.js'
import { DeclareItDone } from './declare-it-done.js'
import { Decide } from './decide.js'
import { EvidenceFilePages } from './evidence-file.pages.js'
import { EvidenceMails } from './evidence-mails.js'
import { EvidenceQueue } from './evidence-queue.js'
import { EvidenceDeskPages, EvidenceLeadPages } from './evidence-queue.pages.js'
import { EvidenceQueries } from './evidence.queries.js'
import { HandIn } from './hand-in.js'
import { MyEvidencePages } from './my-evidence.pages.js'
import { TakeBack } from './take-back.js'

/** Evidence of learning from elsewhere, and certificates of modules that are taken on another site. */
@Module({
  imports: [ElearningModule, NotificationsModule, RecordsModule, UploadsModule],
  controllers: [DeclarationPages, EvidenceDeskPages, EvidenceFilePages, EvidenceLeadPages, MyEvidencePages],
  providers: [DeclareItDone, Decide, EvidenceMails, EvidenceQueries, EvidenceQueue, HandIn, TakeBack],
})
export class EvidenceModule {}
