import { Module, type DynamicModule } from '@nestjs/common'
import { APP_INTERCEPTOR } from '@nestjs/core'
import type { Settings } from '../config/settings.js'
import { BookingsModule } from '../modules/bookings/bookings.module.js'
import { CertificatesModule } from '../modules/certificates/certificates.module.js'
import { ChargesModule } from '../modules/charges/charges.module.js'
import { ElearningModule } from '../modules/elearning/elearning.module.js'
import { XapiModule } from '../modules/elearning/xapi/xapi.module.js'
import { EvaluationModule } from '../modules/evaluation/evaluation.module.js'
import { HomeModule } from '../modules/home/home.module.js'
import { NotificationsModule } from '../modules/notifications/notifications.module.js'
import { PeopleModule } from '../modules/people/people.module.js'
import { RegisterModule } from '../modules/register/register.module.js'
import { RetentionModule } from '../modules/retention/retention.module.js'
import { ReportsModule } from '../modules/reports/reports.module.js'
import { ReturnsModule } from '../modules/returns/returns.module.js'
import { JobsPages } from './jobs.pages.js'
import { JobsWatch } from './jobs-watch.js'
import { jobsSide } from './jobs-side.js'
import { QueueBoardPages } from './queue-board.pages.js'
import { Nudge } from './nudge.interceptor.js'
import { SCHEDULE } from './schedule.js'

@Module({})
export class JobsModule {
  static with({ redisUrl }: Settings): DynamicModule {
    const { imports, providers } = jobsSide(redisUrl, SCHEDULE)
    const handlers = Object.values(SCHEDULE).map(({ handler }) => handler)
    return {
      module: JobsModule,
      imports: [
        BookingsModule,
        ChargesModule,
        CertificatesModule,
        ElearningModule,
        EvaluationModule,
        HomeModule,
        NotificationsModule,
        PeopleModule,
        RegisterModule,
        ReportsModule,
        RetentionModule,
        ReturnsModule,
        XapiModule,
        ...imports,
      ],
      controllers: [JobsPages, QueueBoardPages],
      providers: [...handlers, ...providers, JobsWatch, { provide: APP_INTERCEPTOR, useClass: Nudge }],
    }
  }
}
