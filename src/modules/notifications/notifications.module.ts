import { Module } from '@nestjs/common'
import { MailPages } from './mail.pages.js'
import { MailQueries } from './mail.queries.js'
import { OvertakenEntries } from './calendar/overtaken-entries.js'
import { NotificationsReader } from './notifications.reader.js'
import { Outbox } from './notifications.writer.js'
import { StillTrue } from './still-true.writer.js'

@Module({
  controllers: [MailPages],
  providers: [Outbox, NotificationsReader, MailQueries, StillTrue, OvertakenEntries],
  exports: [Outbox, NotificationsReader, StillTrue],
})
export class NotificationsModule {}
