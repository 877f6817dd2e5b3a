import { Module } from '@nestjs/common'
import { BookingsModule } from '../bookings/bookings.module.js'
import { CoursesModule } from '../courses/courses.module.js'
import { RecordsModule } from '../records/records.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { EvaluationModule } from '../evaluation/evaluation.module.js'
import { ElearningModule } from '../elearning/elearning.module.js'
import { PlacePeople } from './place-people.js'
import { UnlistedPages } from './unlisted.pages.js'
import { AgencyDeskPages } from './agency-desk.pages.js'
import { CourseOverviewPages } from './course-overview.pages.js'
import { CoursePages } from './course.pages.js'
import { HomeDeskQueries } from './desk.queries.js'
import { HomePages } from './home.pages.js'
import { MyLearningPages } from './my-learning.pages.js'
import { ProgrammeDeskPages } from './programme/programme-desk.pages.js'
import { ProgrammeDeskQueries } from './programme/programme.queries.js'
import { SearchPages } from './search/search.pages.js'
import { SearchQueries } from './search/search.queries.js'
import { TodayPages } from './today/today.pages.js'
import { TodayQueries } from './today/today.queries.js'
import { PeopleDeskPages } from './people-desk.pages.js'
import { PlacesByMonthPages } from './places-by-month.pages.js'
import { MineQueries } from './mine.queries.js'
import { NewsletterWriter } from './newsletter.writer.js'
import { OccurrencesQueries } from './occurrences.queries.js'
import { PathWays } from './path-ways.js'
import { ProgrammeApi } from './programme.api.js'
import { RecordsApi } from './records.api.js'
import { SaveAgency } from './save-agency.js'
import { ShownProgramme } from './shown-programme.js'
import { SuggestionsWriter } from './suggestions.writer.js'
import { WhatsOnPages } from './whats-on.pages.js'

@Module({
  imports: [BookingsModule, CoursesModule, ElearningModule, EvaluationModule, NotificationsModule, RecordsModule],
  controllers: [
    HomePages,
    WhatsOnPages,
    CoursePages,
    PlacesByMonthPages,
    MyLearningPages,
    TodayPages,
    SearchPages,
    ProgrammeDeskPages,
    PeopleDeskPages,
    UnlistedPages,
    AgencyDeskPages,
    CourseOverviewPages,
    ProgrammeApi,
    RecordsApi,
  ],
  providers: [
    MineQueries,
    OccurrencesQueries,
    ProgrammeDeskQueries,
    HomeDeskQueries,
    TodayQueries,
    SearchQueries,
    SaveAgency,
    PlacePeople,
    ShownProgramme,
    PathWays,
    NewsletterWriter,
    SuggestionsWriter,
  ],
  exports: [NewsletterWriter, SuggestionsWriter],
})
export class HomeModule {}
