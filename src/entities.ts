import { AnsweredRequest } from './database/answered-request.entity.js'
import { JobRun } from './jobs/job-run.entity.js'
import { Approval } from './modules/bookings/approval/approval.entity.js'
import { Booking } from './modules/bookings/booking.entity.js'
import { CalendarFeed } from './modules/bookings/calendar/calendar-feed.entity.js'
import { ChargeExport } from './modules/bookings/charge-export.entity.js'
import { BookingCondition } from './modules/bookings/condition/booking-condition.entity.js'
import { Charge } from './modules/bookings/charge.entity.js'
import { Need } from './modules/bookings/need.entity.js'
import { Offer } from './modules/bookings/offer.entity.js'
import { RegisterChange } from './modules/register/register-change.entity.js'
import { RegisterMark } from './modules/register/register-mark.entity.js'
import { WaitingEntry } from './modules/bookings/waiting-entry.entity.js'
import { WaitingList } from './modules/bookings/waiting-list.entity.js'
import { ClosedDay } from './modules/bookings/policies/closed-day.entity.js'
import { PolicyVersion } from './modules/bookings/policies/policy-version.entity.js'
import { TermsVersion } from './modules/bookings/policies/terms-version.entity.js'
import { CancellationPolicy } from './modules/courses/cancellation-policy.entity.js'
import { CoursePrerequisite } from './modules/courses/course-prerequisite.entity.js'
import { Course } from './modules/courses/course.entity.js'
import { Event } from './modules/courses/event.entity.js'
import { OccurrenceTrainer } from './modules/courses/occurrence-trainer.entity.js'
import { Occurrence } from './modules/courses/occurrence.entity.js'
import { Provider } from './modules/courses/provider.entity.js'
import { Session } from './modules/courses/session.entity.js'
import { Topic } from './modules/courses/topic.entity.js'
import { TrainerAbsence } from './modules/courses/trainers/trainer-absence.entity.js'
import { TrainerCourse } from './modules/courses/trainers/trainer-course.entity.js'
import { Trainer } from './modules/courses/trainer.entity.js'
import { VenueRoom } from './modules/courses/venues/venue-room.entity.js'
import { Venue } from './modules/courses/venue.entity.js'
import { Enrolment } from './modules/elearning/enrolment.entity.js'
import { Evidence } from './modules/elearning/evidence/evidence.entity.js'
import { ModulePicture } from './modules/elearning/module-picture.entity.js'
import { ModuleVersion } from './modules/elearning/module-version.entity.js'
import { LearningModule } from './modules/elearning/module.entity.js'
import { QuizAnswer } from './modules/elearning/quiz-answer.entity.js'
import { QuizAttempt } from './modules/elearning/quiz-attempt.entity.js'
import { AnswerTag } from './modules/evaluation/entities/answer-tag.entity.js'
import { BankQuestion } from './modules/evaluation/entities/bank-question.entity.js'
import { CommittedAction } from './modules/evaluation/entities/committed-action.entity.js'
import { CourseEvaluation } from './modules/evaluation/entities/course-evaluation.entity.js'
import { EvaluationAnswer } from './modules/evaluation/entities/evaluation-answer.entity.js'
import { EvaluationFormVersion } from './modules/evaluation/entities/evaluation-form-version.entity.js'
import { EvaluationForm } from './modules/evaluation/entities/evaluation-form.entity.js'
import { EvaluationOccurrence } from './modules/evaluation/entities/evaluation-occurrence.entity.js'
import { EvaluationStart } from './modules/evaluation/entities/evaluation-start.entity.js'
import { EvaluationInvitation } from './modules/evaluation/entities/evaluation-invitation.entity.js'
import { EvaluationScore } from './modules/evaluation/entities/evaluation-score.entity.js'
import { ImpactStatement } from './modules/evaluation/entities/impact-statement.entity.js'
import { Measure } from './modules/evaluation/entities/measure.entity.js'
import { Certificate } from './modules/certificates/certificate.entity.js'
import { NameSpelling } from './modules/people/name-spelling.entity.js'
import { SigningKey } from './modules/certificates/signing-key.entity.js'
import { Transcript } from './modules/certificates/transcript.entity.js'
import { AuditLine } from './modules/audit/audit-line.entity.js'
import { MessagePreference } from './modules/accounts/message-preference.entity.js'
import { Message } from './modules/notifications/message.entity.js'
import { MessageTemplate } from './modules/notifications/templates/message-template.entity.js'
import { Agency } from './modules/people/agency.entity.js'
import { FailedSignIn } from './modules/people/failed-sign-in.entity.js'
import { MergedPerson } from './modules/people/merged-person.entity.js'
import { PersonToken } from './modules/people/person-token.entity.js'
import { Person } from './modules/people/person.entity.js'
import { WebSession } from './modules/people/web-session.entity.js'
import { FiguresRollup } from './modules/reports/figures-rollup.entity.js'
import { Upload, UploadPiece } from './modules/uploads/upload.entity.js'
import { DataCopy } from './modules/retention/entities/data-copy.entity.js'
import { Erasure } from './modules/retention/entities/erasure.entity.js'
import { PurgeRun } from './modules/retention/entities/purge-run.entity.js'
import { RetentionSetting } from './modules/retention/entities/retention-setting.entity.js'
import { LearningRecord } from './modules/records/learning-record.entity.js'
import { ScormLaunch } from './modules/elearning/scorm/scorm-launch.entity.js'
import { ScormFile, ScormPackage, ScormPiece } from './modules/elearning/scorm/scorm-package.entity.js'
import { XapiStatement } from './modules/elearning/xapi/xapi-statement.entity.js'
import { ReservedPlaces } from './modules/bookings/reserved-places.entity.js'
import { ImportRun } from './modules/imports/import-run.entity.js'
import { ImportUpload } from './modules/imports/import-upload.entity.js'
import { AgencyReturn } from './modules/returns/agency-return.entity.js'
import { TrainingReturn } from './modules/returns/training-return.entity.js'

/** Every table of the product, named one by one: ESM has no globs. */
export const entities = [
  JobRun,
  FiguresRollup,
  AnsweredRequest,
  Approval,
  Booking,
  CalendarFeed,
  BookingCondition,
  Charge,
  ChargeExport,
  Need,
  Offer,
  RegisterChange,
  RegisterMark,
  WaitingEntry,
  WaitingList,
  CancellationPolicy,
  PolicyVersion,
  TermsVersion,
  ClosedDay,
  CoursePrerequisite,
  Course,
  Event,
  OccurrenceTrainer,
  Occurrence,
  Provider,
  Session,
  Topic,
  Trainer,
  TrainerAbsence,
  TrainerCourse,
  Venue,
  VenueRoom,
  Enrolment,
  Evidence,
  ModulePicture,
  Upload,
  UploadPiece,
  ScormFile,
  ScormLaunch,
  ScormPackage,
  ScormPiece,
  XapiStatement,
  LearningModule,
  ModuleVersion,
  QuizAttempt,
  QuizAnswer,
  AnswerTag,
  BankQuestion,
  CommittedAction,
  CourseEvaluation,
  EvaluationAnswer,
  EvaluationFormVersion,
  EvaluationForm,
  EvaluationInvitation,
  EvaluationOccurrence,
  EvaluationStart,
  EvaluationScore,
  ImpactStatement,
  Measure,
  Certificate,
  NameSpelling,
  SigningKey,
  Transcript,
  Message,
  MessagePreference,
  MessageTemplate,
  AuditLine,
  Agency,
  FailedSignIn,
  MergedPerson,
  PersonToken,
  Person,
  WebSession,
  LearningRecord,
  DataCopy,
  Erasure,
  PurgeRun,
  RetentionSetting,
  TrainingReturn,
  AgencyReturn,
  ReservedPlaces,
  ImportRun,
  ImportUpload,
]
