import { Module } from '@nestjs/common'
import { BookingsModule } from '../bookings/bookings.module.js'
import { CoursesModule } from '../courses/courses.module.js'
import { EvaluationModule } from '../evaluation/evaluation.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { ApprovalsForPages } from './acting/approvals-for.pages.js'
import { BookForPages } from './acting/book-for.pages.js'
import { ColleagueBookingsPages } from './acting/colleague-bookings.pages.js'
import { WaitingForPages } from './acting/waiting-for.pages.js'
import { AgencyBookingsPages } from './bookings/agency-bookings.pages.js'
import { AgencyBookingsQueries } from './bookings/agency-bookings.queries.js'
import { MyAgencyPages } from './my-agency.pages.js'
import { MyAgencyQueries } from './my-agency.queries.js'
import { AgencyPeopleApi } from './people/people.api.js'
import { PeoplePages } from './people/people.pages.js'
import { PeopleQueries } from './people/people.queries.js'
import { Standing } from './people/standing.js'
import { MyTeamPages } from './team/my-team.pages.js'
import { MyTeamQueries } from './team/my-team.queries.js'

/** The agencies' view: what a training lead sees of their people and does for them, and a line manager's team. */
@Module({
  imports: [BookingsModule, CoursesModule, EvaluationModule, NotificationsModule],
  controllers: [
    MyAgencyPages,
    PeoplePages,
    AgencyBookingsPages,
    BookForPages,
    ColleagueBookingsPages,
    WaitingForPages,
    ApprovalsForPages,
    MyTeamPages,
    AgencyPeopleApi,
  ],
  providers: [MyAgencyQueries, AgencyBookingsQueries, PeopleQueries, Standing, MyTeamQueries],
})
export class AgenciesModule {}
