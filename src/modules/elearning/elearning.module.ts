import { Module } from '@nestjs/common'
import { CoursesModule } from '../courses/courses.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { RecordsModule } from '../records/records.module.js'
import { UploadsModule } from '../uploads/uploads.module.js'
import { EditAModule } from './authoring/edit-a-module.js'
import { ModulesDeskPages } from './authoring/modules-desk.pages.js'
import { ModulesQueries } from './authoring/modules.queries.js'
import { PagesDeskPages } from './authoring/pages-desk.pages.js'
import { KeepPicture } from './authoring/keep-picture.js'
import { PicturesDeskPages } from './authoring/pictures-desk.pages.js'
import { QuestionsDeskPages } from './authoring/questions-desk.pages.js'
import { ElearningPages } from './elearning.pages.js'
import { ElearningReader } from './elearning.reader.js'
import { EnrolmentsWriter } from './enrolments.writer.js'
import { EnrolmentProgress } from './enrolment-progress.js'
import { LearningPages } from './learning.pages.js'
import { LearningQueries } from './learning.queries.js'
import { NudgesWriter } from './nudges.writer.js'
import { SignUp } from './sign-up.js'
import { PicturesPages } from './taking/pictures.pages.js'
import { QuizPages } from './taking/quiz.pages.js'
import { ReadOn } from './taking/read-on.js'
import { ReadingPages } from './taking/reading.pages.js'
import { TakeTheQuiz } from './taking/take-the-quiz.js'
import { WriteStatements } from './xapi/write-statements.js'

@Module({
  imports: [CoursesModule, NotificationsModule, RecordsModule, UploadsModule],
  controllers: [
    ElearningPages,
    LearningPages,
    ReadingPages,
    QuizPages,
    ModulesDeskPages,
    PagesDeskPages,
    PicturesDeskPages,
    PicturesPages,
    QuestionsDeskPages,
  ],
  providers: [
    ElearningReader,
    EnrolmentProgress,
    LearningQueries,
    SignUp,
    EnrolmentsWriter,
    ReadOn,
    TakeTheQuiz,
    EditAModule,
    KeepPicture,
    ModulesQueries,
    NudgesWriter,
    WriteStatements,
  ],
  exports: [EnrolmentsWriter, ElearningReader, EnrolmentProgress, LearningQueries, NudgesWriter],
})
export class ElearningModule {}
