import { Module } from '@nestjs/common'
import { APP_INTERCEPTOR } from '@nestjs/core'
import { ConfirmItRuns } from './programme/confirm-it-runs.js'
import { EventPages } from './programme/event.pages.js'
import { ProgrammeStepsPages } from './programme/programme-steps.pages.js'
import { PublishDrafts } from './programme/publish-drafts.js'
import { RemoveDraft } from './programme/remove-draft.js'
import { ChangeOccurrence } from './change-occurrence.js'
import { CourseDeskPages } from './course-desk.pages.js'
import { CoursesApi } from './courses.api.js'
import { ForgetTheProgramme } from './forget-the-programme.interceptor.js'
import { ProgrammeReader } from './courses.reader.js'
import { DeskQueries } from './desk.queries.js'
import { EventDeskPages } from './event-desk.pages.js'
import { OccurrenceChanges } from './occurrence-changes.writer.js'
import { OccurrenceDeskPages } from './occurrence-desk.pages.js'
import { PutOnEvent } from './put-on-event.js'
import { SaveCourse } from './save-course.js'
import { SaveVenue } from './save-venue.js'
import { TrainerDeskPages } from './trainer-desk.pages.js'
import { TrainerPool } from './trainer-pool.js'
import { CatalogueQueries } from './catalogue/catalogue.queries.js'
import { PathwayPages } from './catalogue/pathway.pages.js'
import { ProviderDeskPages } from './catalogue/provider-desk.pages.js'
import { SaveNamed } from './catalogue/save-named.js'
import { TopicDeskPages } from './catalogue/topic-desk.pages.js'
import { AvailabilityPages } from './trainers/availability.pages.js'
import { SaveTrainer } from './trainers/save-trainer.js'
import { VenueDeskPages } from './venue-desk.pages.js'

@Module({
  controllers: [
    CoursesApi,
    CourseDeskPages,
    EventDeskPages,
    EventPages,
    ProgrammeStepsPages,
    OccurrenceDeskPages,
    VenueDeskPages,
    TrainerDeskPages,
    AvailabilityPages,
    PathwayPages,
    ProviderDeskPages,
    TopicDeskPages,
  ],
  providers: [
    { provide: APP_INTERCEPTOR, useClass: ForgetTheProgramme },
    ProgrammeReader,
    DeskQueries,
    SaveCourse,
    PutOnEvent,
    PublishDrafts,
    RemoveDraft,
    ConfirmItRuns,
    ChangeOccurrence,
    OccurrenceChanges,
    SaveVenue,
    TrainerPool,
    SaveTrainer,
    CatalogueQueries,
    SaveNamed,
  ],
  exports: [ProgrammeReader, OccurrenceChanges],
})
export class CoursesModule {}
