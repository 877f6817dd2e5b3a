import { Module } from '@nestjs/common'
import { BookingsModule } from '../bookings/bookings.module.js'
import { CoursesModule } from '../courses/courses.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { RegisterModule } from '../register/register.module.js'
import { AnswerAStage } from './answering/answer-a-stage.js'
import { AnsweringByLinkPages } from './answering/answering-by-link.pages.js'
import { OwnEvaluationsPages } from './answering/own-evaluations.pages.js'
import { AskingStillTrue } from './asking/asking-still-true.js'
import { AskingWriter } from './asking/asking.writer.js'
import { JoiningGate } from './asking/joining-gate.js'
import { LayOut } from './asking/lay-out.js'
import { Links } from './asking/links.js'
import { building, buildingPages } from './building/building.js'
import { ComeToTheDoor } from './door/come-to-the-door.js'
import { DoorDeskPages } from './door/door-desk.pages.js'
import { DoorPages } from './door/door.pages.js'
import { DoorQueries } from './door/door.queries.js'
import { RegisterAside } from './door/register-aside.js'
import { EvaluationReader } from './evaluation.reader.js'
import { ImpactWriter } from './impact/impact.writer.js'

const asking = [AskingWriter, AskingStillTrue, JoiningGate, LayOut, Links]
const answering = [AnswerAStage, ComeToTheDoor, DoorQueries, RegisterAside]
const answeringPages = [AnsweringByLinkPages, OwnEvaluationsPages, DoorPages, DoorDeskPages]

@Module({
  imports: [BookingsModule, CoursesModule, NotificationsModule, RegisterModule],
  controllers: [...buildingPages, ...answeringPages],
  providers: [EvaluationReader, ImpactWriter, ...asking, ...answering, ...building],
  exports: [AskingWriter, EvaluationReader, ImpactWriter],
})
export class EvaluationModule {}
