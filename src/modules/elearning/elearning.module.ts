import { Module } from '@nestjs/common'
import { CoursesModule } from '../courses/courses.module.js'
import { RecordsModule } from '../records/records.module.js'
import { ElearningPages } from './elearning.pages.js'
import { ElearningReader } from './elearning.reader.js'
import { EnrolmentProgress } from './enrolment-progress.js'

@Module({
  imports: [CoursesModule, RecordsModule],
  controllers: [ElearningPages],
  providers: [ElearningReader, EnrolmentProgress],
  exports: [ElearningReader],
})
export class ElearningModule {}
