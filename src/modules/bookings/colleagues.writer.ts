import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import { holds, type Who } from '../../web/access.js'
import { AnswerAnApproval, type Answered, leadsApprove } from './approval/answer-an-approval.js'
import { BookAPlace } from './book-a-place.js'
import type { ActingLead, BookingMade } from './booking-lane.facts.js'
import { isUuid } from './booking.queries.js'
import { type AnyBookingCode, leadSentence } from './bookings.messages.js'
import { CancelABooking, type Cancelled } from './cancel-a-booking.js'
import { SendAColleague, type Substituted } from './send-a-colleague.js'
import { JoinTheWaitingList } from './waiting/join-the-waiting-list.js'
import type { Waiting } from './waiting/waiting-lane.facts.js'

/** Why something cannot be done, with the sentence for the training lead who asked. */
export interface LeadRefused {
  refused: AnyBookingCode | 'already-answered'
  sentence: string
}
type Answer<Done> = Promise<Done | LeadRefused>

export const isLeadRefusal = (answer: object): answer is LeadRefused => 'refused' in answer && 'sentence' in answer

/** How a training lead ends a colleague's booking. */
@Injectable()
export class LeadsEndings {
  constructor(
    private readonly cancelABooking: CancelABooking,
    private readonly sendAColleague: SendAColleague,
  ) {}

  async cancel(
    lead: Who,
    { bookingId, reason, shownPence }: { bookingId: string; reason: string; shownPence: number | undefined },
    key: string | undefined,
    now: Date,
  ): Answer<Cancelled> {
    return told(await this.cancelABooking.run(bookingId, lead, { reason, shownPence, as: 'training lead' }, key, now))
  }

  async swap(
    lead: Who,
    { bookingId, email, shownPence }: { bookingId: string; email: string; shownPence: number | undefined },
    key: string | undefined,
    now: Date,
  ): Answer<Substituted> {
    return told(await this.sendAColleague.run(bookingId, lead, { email, shownPence, as: 'training lead' }, key, now))
  }
}

/**
 * What a training lead may have done for colleagues: those who work at their agency at this moment. Each goes the way of a delegate, with
 * the same rules and none overridden, and the colleague is told who did it.
 */
@Injectable()
export class ColleaguesWriter {
  constructor(
    private readonly database: DataSource,
    private readonly bookAPlace: BookAPlace,
    private readonly ends: LeadsEndings,
    private readonly joining: JoinTheWaitingList,
    private readonly answers: AnswerAnApproval,
  ) {}

  /** A place for a colleague, on the terms as they were shown (`accepted`). Where leads approve for line managers, nobody else is asked. */
  async book(
    lead: Who,
    asked: { occurrenceId: string; personId: string; access: string; dietary: string; accepted?: string | undefined },
    key: string | undefined,
  ): Answer<BookingMade> {
    const acting = actingLead(lead)
    const { occurrenceId, personId, ...typed } = asked
    if (!acting || !isUuid(occurrenceId) || !isUuid(personId)) return told<never>(refuse('not-found'))
    const approved = personId !== lead.id && (await leadsApprove(this.database, acting.agencyId))
    const own = personId === lead.id ? {} : { lead: acting }
    return told(await this.bookAPlace.run(occurrenceId, { personId, bookedById: lead.id, key, ...typed, approved, ...own }))
  }

  /** A colleague's place in the queue of a course; `dates` as for one's own. */
  async join(lead: Who, asked: { courseKey: string; personId: string; dates: string[] }, key: string | undefined): Answer<Waiting> {
    const acting = actingLead(lead)
    const { courseKey, personId, dates } = asked
    if (!acting || !isUuid(personId)) return told<never>(refuse('not-found'))
    return told(await this.joining.run(courseKey, { personId, key, dates, ...(personId === lead.id ? {} : { lead: acting }) }))
  }

  /** Ends a colleague's booking as the agency, which may be charged: `shownPence` is what the page had shown. */
  cancel(
    lead: Who,
    asked: { bookingId: string; reason: string; shownPence: number | undefined },
    key: string | undefined,
    now: Date,
  ): Answer<Cancelled> {
    return this.ends.cancel(lead, asked, key, now)
  }

  /** Gives a colleague's place to another colleague, found by address. */
  swap(
    lead: Who,
    asked: { bookingId: string; email: string; shownPence: number | undefined },
    key: string | undefined,
    now: Date,
  ): Answer<Substituted> {
    return this.ends.swap(lead, asked, key, now)
  }

  /** Answers for the line manager, where the agency has it so. The first answer counts, whoever gives it. */
  async answer(
    lead: Who,
    { bookingId, ...answer }: { bookingId: string; approve: boolean; reason: string },
    key: string | undefined,
    now: Date,
  ): Answer<Answered> {
    if (!actingLead(lead) || !isUuid(bookingId)) return told<never>(refuse('not-found'))
    return told(await this.answers.asLead(bookingId, lead, answer, key, now))
  }
}

/** The lead as colleagues are told of them; null for who leads no agency. */
function actingLead(who: Who): ActingLead | null {
  return holds(who, 'training lead') && who.agencyId !== null ? { name: who.name, agencyId: who.agencyId } : null
}

function told<Done extends object>(answer: Done | Refusal<LeadRefused['refused']>): Done | LeadRefused {
  return isRefusal(answer) ? { refused: answer.refused, sentence: leadSentence(answer) } : answer
}
