import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common'
import { APP_GUARD, DiscoveryModule } from '@nestjs/core'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { AccessCheck } from './access-check.js'
import { AccessGuard } from './access.guard.js'
import { AccountLinks } from './account-links.js'
import { AgenciesQueries } from './agencies.queries.js'
import { ChangeAddress } from './change-address.js'
import { ChangeDetails } from './change-details.js'
import { ChangePassword } from './change-password.js'
import { ConfirmAddress } from './confirm-address.js'
import { IssueToken } from './issue-token.js'
import { MyAccountPages } from './my-account.pages.js'
import { MyDetailsPages } from './my-details.pages.js'
import { PasswordPages } from './password.pages.js'
import { PeopleApi } from './people.api.js'
import { PeopleReader } from './people.reader.js'
import { Register } from './register.js'
import { RegistrationPages } from './registration.pages.js'
import { ResetPassword } from './reset-password.js'
import { SetPassword } from './set-password.js'
import { SignIn } from './sign-in.js'
import { SignInLimits } from './sign-in-limits.js'
import { SignInPages } from './sign-in.pages.js'
import { TokensApi } from './tokens.api.js'
import { WhoMiddleware } from './who.middleware.js'

const account = [AccountLinks, ConfirmAddress, Register, ResetPassword, SetPassword]
const own = [AgenciesQueries, ChangeAddress, ChangeDetails, ChangePassword]
const signingIn = [IssueToken, SignIn, SignInLimits]

@Module({
  imports: [NotificationsModule, DiscoveryModule],
  controllers: [SignInPages, RegistrationPages, PasswordPages, MyDetailsPages, MyAccountPages, PeopleApi, TokensApi],
  providers: [PeopleReader, AccessCheck, ...signingIn, ...account, ...own, { provide: APP_GUARD, useClass: AccessGuard }],
  exports: [PeopleReader],
})
export class PeopleModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(WhoMiddleware).forRoutes('{*any}')
  }
}
