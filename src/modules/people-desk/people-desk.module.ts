import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { PeopleModule } from '../people/people.module.js'
import { RecordsModule } from '../records/records.module.js'
import { AddressPages } from './address.pages.js'
import { ChangeRoles } from './change-roles.js'
import { DetailsPages } from './details.pages.js'
import { OnePersonPages } from './one-person.pages.js'
import { OnePersonQueries } from './one-person.queries.js'
import { RecordLearning } from './record-learning.js'
import { RolesPages } from './roles.pages.js'
import { SavePerson } from './save-person.js'
import { SignOutEverywhere } from './sign-out-everywhere.js'
import { SignOutPages } from './sign-out.pages.js'

/** What administrators do about one person. */
@Module({
  imports: [AccountsModule, NotificationsModule, PeopleModule, RecordsModule],
  controllers: [OnePersonPages, DetailsPages, AddressPages, RolesPages, SignOutPages],
  providers: [OnePersonQueries, RecordLearning, SavePerson, ChangeRoles, SignOutEverywhere],
})
export class PeopleDeskModule {}
