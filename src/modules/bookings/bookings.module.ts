import { Module } from '@nestjs/common'
import { PapersModule } from '../../web/papers/papers.module.js'
import { CoursesModule } from '../courses/courses.module.js'
import { NotificationsModule } from '../notifications/notifications.module.js'
import { AnswerAnApproval } from './approval/answer-an-approval.js'
import { NewApprovals } from './approval/approval-row.js'
import { ApprovalDeskPages } from './approval/approval-desk.pages.js'
import { ApprovalTruths } from './approval/approval-truths.js'
import { ApprovalWriter } from './approval/approval.writer.js'
import { ApprovalsPages } from './approval/approvals.pages.js'
import { AskAnew } from './approval/ask-anew.js'
import { ChaseApprovals } from './approval/chase-approvals.js'
import { SettleRequests } from './approval/settle-requests.js'
import { AnswerAnOffer } from './waiting/answer-an-offer.js'
import { BookAPlace } from './book-a-place.js'
import { BookingsApi } from './bookings.api.js'
import { BookingsPages } from './bookings.pages.js'
import { BookingsReader } from './bookings.reader.js'
import { BookingsWriter } from './bookings.writer.js'
import { ComingStillTrue } from './coming/coming-still-true.js'
import { JoiningGates } from './coming/joining-gates.writer.js'
import { ComingWriter } from './coming/coming.writer.js'
import { BookThePath } from './condition/book-the-path.js'
import { ConditionsWriter } from './condition/conditions.writer.js'
import { LearningHere } from './condition/learning-here.writer.js'
import { SettleConditions } from './condition/settle-conditions.js'
import { CancelABooking } from './cancel-a-booking.js'
import { ColleaguesReader } from './colleagues.reader.js'
import { ColleaguesWriter, LeadsEndings } from './colleagues.writer.js'
import { CalendarFeedPages } from './calendar/calendar-feed.pages.js'
import { CalendarFeeds } from './calendar/calendar-feeds.js'
import { CancellationsPages } from './cancellations.pages.js'
import { DoubledBookings } from './doubled-bookings.writer.js'
import { StillComing } from './coming/still-coming.js'
import { StillComingPages } from './coming/still-coming.pages.js'
import { DeskPages } from './desk.pages.js'
import { BookingMessagesPages } from './desk/booking-messages.pages.js'
import { CancelFromDesk } from './desk/cancel-from-desk.js'
import { DeskCancelPages } from './desk/desk-cancel.pages.js'
import { DeskColleaguePages } from './desk/desk-colleague.pages.js'
import { DeskMovePages } from './desk/desk-move.pages.js'
import { DeskSwapPages } from './desk/desk-swap.pages.js'
import { MoveABooking } from './desk/move-a-booking.js'
import { MovePeople } from './desk/moving.js'
import { PapersPages } from './papers/papers.pages.js'
import { SwapDates } from './desk/swap-dates.js'
import { JoinTheWaitingList } from './waiting/join-the-waiting-list.js'
import { LeaveTheWaitingList } from './waiting/leave-the-waiting-list.js'
import { LeavingWriter } from './leaving.writer.js'
import { OfferFreedPlaces } from './waiting/offer-freed-places.js'
import { OffersApi } from './waiting/offers.api.js'
import { CancelOccurrence } from './organiser/cancel-occurrence.js'
import { MessagePeople } from './organiser/message-people.js'
import { MessagePeoplePages } from './organiser/message-people.pages.js'
import { RetireACourse } from './organiser/retire-a-course.js'
import { RetireCoursePages } from './organiser/retire-course.pages.js'
import { CancelOccurrencePages } from './organiser/cancel-occurrence.pages.js'
import { TellOfChanges } from './organiser/tell-of-changes.js'
import { OffersStillTrue } from './waiting/offers-still-true.js'
import { OffersPages } from './waiting/offers.pages.js'
import { PoliciesApi } from './policies.api.js'
import { ClosedDays } from './policies/closed-days.js'
import { HolidaysDeskPages } from './policies/holidays-desk.pages.js'
import { PolicyDeskPages } from './policies/policy-desk.pages.js'
import { SavePolicy } from './policies/save-policy.js'
import { SaveTerms } from './policies/save-terms.js'
import { TermsApi } from './policies/terms.api.js'
import { TermsDeskPages } from './policies/terms-desk.pages.js'
import { TermsPages } from './policies/terms.pages.js'
import { ReservePlaces } from './reserved/reserve-places.js'
import { ReservedPages } from './reserved/reserved.pages.js'
import { SendAColleague } from './send-a-colleague.js'
import { SubstitutionsPages } from './substitutions.pages.js'
import { WaitingListApi } from './waiting/waiting-list.api.js'
import { WaitingListPages } from './waiting/waiting-list.pages.js'

@Module({
  imports: [CoursesModule, NotificationsModule, PapersModule],
  controllers: [
    DeskPages,
    BookingMessagesPages,
    DeskCancelPages,
    DeskColleaguePages,
    DeskMovePages,
    DeskSwapPages,
    PapersPages,
    ApprovalsPages,
    ApprovalDeskPages,
    BookingsPages,
    CancelOccurrencePages,
    RetireCoursePages,
    MessagePeoplePages,
    ReservedPages,
    CalendarFeedPages,
    CancellationsPages,
    SubstitutionsPages,
    StillComingPages,
    OffersPages,
    WaitingListPages,
    BookingsApi,
    OffersApi,
    WaitingListApi,
    PoliciesApi,
    PolicyDeskPages,
    TermsDeskPages,
    HolidaysDeskPages,
    TermsPages,
    TermsApi,
  ],
  providers: [
    BookingsWriter,
    DoubledBookings,
    BookingsReader,
    BookAPlace,
    SavePolicy,
    SaveTerms,
    ClosedDays,
    CancelABooking,
    CancelFromDesk,
    MoveABooking,
    MovePeople,
    SwapDates,
    SendAColleague,
    ColleaguesReader,
    ColleaguesWriter,
    LeadsEndings,
    JoinTheWaitingList,
    LeaveTheWaitingList,
    LeavingWriter,
    AnswerAnOffer,
    OfferFreedPlaces,
    NewApprovals,
    TellOfChanges,
    CancelOccurrence,
    RetireACourse,
    MessagePeople,
    ReservePlaces,
    CalendarFeeds,
    AnswerAnApproval,
    ApprovalTruths,
    ApprovalWriter,
    AskAnew,
    ChaseApprovals,
    SettleRequests,
    OffersStillTrue,
    ComingWriter,
    JoiningGates,
    ComingStillTrue,
    StillComing,
    LearningHere,
    BookThePath,
    SettleConditions,
    ConditionsWriter,
  ],
  exports: [
    LeavingWriter,
    ColleaguesReader,
    ColleaguesWriter,
    ApprovalWriter,
    BookingsReader,
    BookingsWriter,
    ComingWriter,
    JoiningGates,
    DoubledBookings,
    ConditionsWriter,
    LearningHere,
  ],
})
export class BookingsModule {}
