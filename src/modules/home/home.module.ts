import { Module } from '@nestjs/common'
import { BookingsModule } from '../bookings/bookings.module.js'
import { CoursesModule } from '../courses/courses.module.js'
import { RecordsModule } from '../records/records.module.js'
import { CoursePages } from './course.pages.js'
import { MineQueries } from './mine.queries.js'
import { ShownProgramme } from './shown-programme.js'
import { WhatsOnPages } from './whats-on.pages.js'

@Module({
  imports: [BookingsModule, CoursesModule, RecordsModule],
  controllers: [CoursePages, WhatsOnPages],
  providers: [MineQueries, ShownProgramme],
})
export class HomeModule {}
