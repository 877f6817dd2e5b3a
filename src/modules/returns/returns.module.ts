import { Module } from '@nestjs/common'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { AgencyReturnDeskPages } from './agency-return-desk.pages.js'
import { AnswerAReturn } from './answer-a-return.js'
import { AskAgencies } from './ask-agencies.js'
import { KeepAReturn } from './keep-a-return.js'
import { MyReturnPages } from './my-return.pages.js'
import { OpenAReturn } from './open-a-return.js'
import { ReturnLinkPages } from './return-link.pages.js'
import { ReturnsDeskPages } from './returns-desk.pages.js'
import { ReturnsReportPages } from './returns-report.pages.js'
import { ReturnsWriter } from './returns.writer.js'

@Module({
  imports: [NotificationsModule],
  controllers: [ReturnsDeskPages, AgencyReturnDeskPages, ReturnLinkPages, MyReturnPages, ReturnsReportPages],
  providers: [OpenAReturn, AskAgencies, AnswerAReturn, KeepAReturn, ReturnsWriter],
  exports: [ReturnsWriter],
})
export class ReturnsModule {}
