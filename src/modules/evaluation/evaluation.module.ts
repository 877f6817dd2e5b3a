import { Module } from '@nestjs/common'
import { BookingsModule } from '../bookings/bookings.module.js'
import { CoursesModule } from '../courses/courses.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { RegisterModule } from '../register/register.module.js'

@Module({
  imports: [BookingsModule, CoursesModule, NotificationsModule, RegisterModule],
  controllers: [],
  providers: [],
  exports: [],
})
export class EvaluationModule {}
