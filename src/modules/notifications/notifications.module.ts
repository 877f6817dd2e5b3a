import { Module } from '@nestjs/common'
import { Outbox } from './notifications.writer.js'

@Module({ providers: [Outbox], exports: [Outbox] })
export class NotificationsModule {}
