import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { AccessGuard } from './access.guard.js'
import { IssueToken } from './issue-token.js'
import { PeopleReader } from './people.reader.js'
import { SignIn } from './sign-in.js'
import { SignInLimits } from './sign-in-limits.js'
import { SignInPages } from './sign-in.pages.js'
import { TokensApi } from './tokens.api.js'
import { WhoMiddleware } from './who.middleware.js'

@Module({
  controllers: [SignInPages, TokensApi],
  providers: [PeopleReader, SignIn, SignInLimits, IssueToken, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [PeopleReader],
})
export class PeopleModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(WhoMiddleware).forRoutes('{*any}')
  }
}
