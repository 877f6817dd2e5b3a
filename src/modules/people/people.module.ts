import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common'
import { APP_GUARD, DiscoveryModule } from '@nestjs/core'
import { AccessCheck } from './access-check.js'
import { AccessGuard } from './access.guard.js'
import { FormerAddresses } from './former-addresses.reader.js'
import { PeopleReader } from './people.reader.js'
import { PeopleWriter } from './people.writer.js'
import { WhoMiddleware } from './who.middleware.js'

@Module({
  imports: [DiscoveryModule],
  providers: [FormerAddresses, PeopleReader, PeopleWriter, AccessCheck, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [FormerAddresses, PeopleReader, PeopleWriter],
})
export class PeopleModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(WhoMiddleware).forRoutes('{*any}')
  }
}
