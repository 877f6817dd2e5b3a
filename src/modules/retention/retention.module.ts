import { Module } from '@nestjs/common'
import { BookingsModule } from '../bookings/bookings.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { AskForErasure } from './erasing/ask-for-erasure.js'
import { EraseAPerson } from './erasing/erase-a-person.js'
import { ErasuresQueries } from './erasing/erasures.queries.js'
import { ErasuresPages } from './erasures.pages.js'
import { MyDataPages } from './my-data.pages.js'
import { GiveACopy } from './own-data/give-a-copy.js'
import { OwnDataQueries } from './own-data/own-data.queries.js'
import { PersonDataPages } from './person-data.pages.js'
import { PrivacyPages } from './privacy.pages.js'
import { DryRunQueries } from './purging/dry-run.queries.js'
import { Purge } from './purging/purge.js'
import { PurgeSteps } from './purging/purge-steps.js'
import { RetentionPages } from './retention.pages.js'
import { RetentionSettings } from './retention-settings.js'
import { RetentionWriter } from './retention.writer.js'

@Module({
  imports: [BookingsModule, NotificationsModule],
  controllers: [RetentionPages, ErasuresPages, PersonDataPages, MyDataPages, PrivacyPages],
  providers: [
    RetentionSettings,
    DryRunQueries,
    PurgeSteps,
    Purge,
    RetentionWriter,
    EraseAPerson,
    AskForErasure,
    ErasuresQueries,
    OwnDataQueries,
    GiveACopy,
  ],
  exports: [RetentionWriter],
})
export class RetentionModule {}
