import { Module } from '@nestjs/common'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { PeopleModule } from '../people/people.module.js'
import { AccountLinks } from './account-links.js'
import { AgenciesQueries } from './agencies.queries.js'
import { ChangeAddress } from './change-address.js'
import { ChangeDetails } from './change-details.js'
import { ChangePassword } from './change-password.js'
import { ConfirmAddress } from './confirm-address.js'
import { IssueToken } from './issue-token.js'
import { MessageWishes } from './message-wishes.js'
import { MoveAddress } from './move-address.writer.js'
import { MyAccountPages } from './my-account.pages.js'
import { MyDetailsPages } from './my-details.pages.js'
import { MyMessagesPages } from './my-messages.pages.js'
import { PasswordPages } from './password.pages.js'
import { PeopleApi } from './people.api.js'
import { Register } from './register.js'
import { RegistrationPages } from './registration.pages.js'
import { ResetPassword } from './reset-password.js'
import { SetPassword } from './set-password.js'
import { SignIn } from './sign-in.js'
import { SignInLimits } from './sign-in-limits.js'
import { SignInPages } from './sign-in.pages.js'
import { StopMessagesPages } from './stop-messages.pages.js'
import { TokensApi } from './tokens.api.js'

const account = [AccountLinks, ConfirmAddress, Register, ResetPassword, SetPassword]
const own = [AgenciesQueries, ChangeAddress, ChangeDetails, ChangePassword, MessageWishes, MoveAddress]
const signingIn = [IssueToken, SignIn, SignInLimits]

/** Getting an account and getting into it; who a person is and what they may stands in `people`. */
@Module({
  imports: [NotificationsModule, PeopleModule],
  controllers: [
    SignInPages,
    RegistrationPages,
    PasswordPages,
    MyDetailsPages,
    MyAccountPages,
    MyMessagesPages,
    StopMessagesPages,
    PeopleApi,
    TokensApi,
  ],
  providers: [...signingIn, ...account, ...own],
  exports: [MoveAddress],
})
export class AccountsModule {}
