import { Module } from '@nestjs/common'
import { MailPages } from './mail.pages.js'
import { MailQueries } from './mail.queries.js'
import { NotificationsReader } from './notifications.reader.js'
import { Outbox } from './notifications.writer.js'

@Module({ controllers: [MailPages], providers: [Outbox, NotificationsReader, MailQueries], exports: [Outbox, NotificationsReader] })
export class NotificationsModule {}
