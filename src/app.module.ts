import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core'
import { TypeOrmModule } from '@nestjs/typeorm'
import { SettingsModule } from './config/settings.module.js'
import type { Settings } from './config/settings.js'
import { dataSourceOptions } from './database/data-source.js'
import { DatabaseModule } from './database/database.module.js'
import { entities } from './entities.js'
import { JobsModule } from './jobs/jobs.module.js'
import { AccountsModule } from './modules/accounts/accounts.module.js'
import { AgenciesModule } from './modules/agencies/agencies.module.js'
import { AuditModule } from './modules/audit/audit.module.js'
import { BookingsModule } from './modules/bookings/bookings.module.js'
import { ChargesModule } from './modules/charges/charges.module.js'
import { CertificatesModule } from './modules/certificates/certificates.module.js'
import { CoursesModule } from './modules/courses/courses.module.js'
import { ElearningModule } from './modules/elearning/elearning.module.js'
import { EvidenceModule } from './modules/elearning/evidence/evidence.module.js'
import { ScormModule } from './modules/elearning/scorm/scorm.module.js'
import { XapiModule } from './modules/elearning/xapi/xapi.module.js'
import { EvaluationModule } from './modules/evaluation/evaluation.module.js'
import { HomeModule } from './modules/home/home.module.js'
import { NotificationsModule } from './modules/notifications/notifications.module.js'
import { PeopleDeskModule } from './modules/people-desk/people-desk.module.js'
import { PeopleModule } from './modules/people/people.module.js'
import { RecordsModule } from './modules/records/records.module.js'
import { RegisterModule } from './modules/register/register.module.js'
import { ReportsModule } from './modules/reports/reports.module.js'
import { ImportsModule } from './modules/imports/imports.module.js'
import { ReturnsModule } from './modules/returns/returns.module.js'
import { RetentionModule } from './modules/retention/retention.module.js'
import { SharedModule } from './shared/shared.module.js'
import { ApiDocsModule } from './web/api-docs.pages.js'
import { Errors } from './web/errors.filter.js'
import { HealthModule } from './web/health.api.js'
import { InfoModule } from './web/info.pages.js'
import { Replies } from './web/replies.interceptor.js'

/** The list of modules. `databaseUrl` is the given Postgres or the embedded one's address. */
@Module({})
export class AppModule {
  static with(settings: Settings, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.with(settings),
        TypeOrmModule.forRoot(dataSourceOptions(databaseUrl, settings.poolSize, entities)),
        SharedModule,
        DatabaseModule,
        HealthModule,
        ApiDocsModule,
        InfoModule,
        NotificationsModule,
        PeopleModule,
        AccountsModule,
        AuditModule,
        RecordsModule,
        CoursesModule,
        BookingsModule,
        ElearningModule,
        ScormModule,
        EvidenceModule,
        XapiModule,
        RegisterModule,
        ChargesModule,
        EvaluationModule,
        CertificatesModule,
        ReportsModule,
        RetentionModule,
        ReturnsModule,
        ImportsModule,
        PeopleDeskModule,
        AgenciesModule,
        HomeModule,
        JobsModule.with(settings),
      ],
      providers: [
        { provide: APP_FILTER, useClass: Errors },
        { provide: APP_INTERCEPTOR, useClass: Replies },
      ],
    }
  }
}
