import { Module } from '@nestjs/common'
import { AccountsModule } from '../accounts/accounts.module.js'
import { BookingsModule } from '../bookings/bookings.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { PeopleModule } from '../people/people.module.js'
import { RecordsModule } from '../records/records.module.js'
import { AddressPages } from './address.pages.js'
import { ChangeRoles } from './change-roles.js'
import { DetailsPages } from './details.pages.js'
import { DuplicatesPages } from './duplicates.pages.js'
import { DuplicatesQueries } from './duplicates.queries.js'
import { MergePages } from './merge/merge.pages.js'
import { MergePeople } from './merge/merge-people.js'
import { OnePersonPages } from './one-person.pages.js'
import { OnePersonQueries } from './one-person.queries.js'
import { RecordLearning } from './record-learning.js'
import { RolesPages } from './roles.pages.js'
import { SavePerson } from './save-person.js'
import { SignOutEverywhere } from './sign-out-everywhere.js'
import { SignOutPages } from './sign-out.pages.js'

/** What administrators do about one person. */
@Module({
  imports: [AccountsModule, BookingsModule, NotificationsModule, PeopleModule, RecordsModule],
  // `duplicates` would be an id to the pages of one person.
  controllers: [DuplicatesPages, OnePersonPages, DetailsPages, AddressPages, RolesPages, SignOutPages, MergePages],
  providers: [OnePersonQueries, RecordLearning, SavePerson, ChangeRoles, SignOutEverywhere, DuplicatesQueries, MergePeople],
})
export class PeopleDeskModule {}
