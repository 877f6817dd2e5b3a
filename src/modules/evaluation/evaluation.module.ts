import { Module } from '@nestjs/common'
import { BookingsModule } from '../bookings/bookings.module.js'
import { CoursesModule } from '../courses/courses.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { RegisterModule } from '../register/register.module.js'
import { AskingStillTrue } from './asking/asking-still-true.js'
import { AskingWriter } from './asking/asking.writer.js'
import { LayOut } from './asking/lay-out.js'
import { Links } from './asking/links.js'
import { EvaluationReader } from './evaluation.reader.js'

const asking = [AskingWriter, AskingStillTrue, LayOut, Links]

@Module({
  imports: [BookingsModule, CoursesModule, NotificationsModule, RegisterModule],
  controllers: [],
  providers: [EvaluationReader, ...asking],
  exports: [AskingWriter, EvaluationReader],
})
export class EvaluationModule {}
