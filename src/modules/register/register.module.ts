import { Module } from '@nestjs/common'
import { BookingsModule } from '../bookings/bookings.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { RecordsModule } from '../records/records.module.js'
import { AddAWalkIn } from './add-a-walk-in.js'
import { CloseTheRegister } from './close-the-register.js'
import { RegisterAsides } from './asides.writer.js'
import { ClosurePages } from './closure.pages.js'
import { MarkTheRegister } from './mark-the-register.js'
import { MyOccurrencesPages } from './my-occurrences.pages.js'
import { MyOccurrencesQueries } from './my-occurrences.queries.js'
import { PutTheRegister } from './put-the-register.js'
import { RegisterApi } from './register.api.js'
import { RegisterPages } from './register.pages.js'
import { RegisterWriter } from './register.writer.js'
import { RegisterQueries } from './register.queries.js'
import { RemoveAWalkIn } from './remove-a-walk-in.js'
import { ReopenTheRegister } from './reopen-the-register.js'
import { WalkInsPages } from './walk-ins.pages.js'

@Module({
  imports: [BookingsModule, NotificationsModule, RecordsModule],
  controllers: [MyOccurrencesPages, RegisterPages, WalkInsPages, ClosurePages, RegisterApi],
  providers: [
    RegisterQueries,
    MyOccurrencesQueries,
    MarkTheRegister,
    PutTheRegister,
    AddAWalkIn,
    RemoveAWalkIn,
    CloseTheRegister,
    ReopenTheRegister,
    RegisterWriter,
    RegisterAsides,
  ],
  exports: [RegisterAsides, RegisterWriter],
})
export class RegisterModule {}
