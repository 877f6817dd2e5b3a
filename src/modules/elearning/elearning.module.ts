import { Module } from '@nestjs/common'
import { CoursesModule } from '../courses/courses.module.js'
import { RecordsModule } from '../records/records.module.js'
import { ElearningPages } from './elearning.pages.js'
import { ElearningReader } from './elearning.reader.js'
import { EnrolmentProgress } from './enrolment-progress.js'
import { LearningPages } from './learning.pages.js'
import { LearningQueries } from './learning.queries.js'
import { SignUp } from './sign-up.js'
import { DeclareItDone } from './taking/declare-it-done.js'
import { QuizPages } from './taking/quiz.pages.js'
import { ReadOn } from './taking/read-on.js'
import { ReadingPages } from './taking/reading.pages.js'
import { TakeTheQuiz } from './taking/take-the-quiz.js'

@Module({
  imports: [CoursesModule, RecordsModule],
  controllers: [ElearningPages, LearningPages, ReadingPages, QuizPages],
  providers: [ElearningReader, EnrolmentProgress, LearningQueries, SignUp, ReadOn, TakeTheQuiz, DeclareItDone],
  exports: [ElearningReader, EnrolmentProgress],
})
export class ElearningModule {}
