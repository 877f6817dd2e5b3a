import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Who } from '../../web/access.js'
import { leadsApprove } from './approval/answer-an-approval.js'
import { requestOf } from './approval/approval.queries.js'
import { bookingPreview, type BookingPreview } from './booking-preview.js'
import { bookingDetails, type BookingDetails, isUuid } from './booking.queries.js'
import { leadSentence, NO_PLACE } from './bookings.messages.js'
import { whyNotCancel } from './cancel-a-booking.js'
import { lateCosts, quote, quoteSentence } from './cancellation-quote.js'
import { termsShown } from './policies/terms.queries.js'
import { actingAs, mayApproveFor } from './rules/acting-for.js'
import { type ReservedDate, reservedFor } from './reserved/reserved.queries.js'
import { waitingListPage, type WaitingListPage } from './waiting/waiting-list.queries.js'

/** The check page of a place for a colleague; `heading` and `sentence` where there is none to be had. */
export interface ColleaguePreview extends Omit<BookingPreview, 'refusal'> {
  refused: string | null
  heading: string
  sentence: string
  /** What is agreed to, in words: of the policy, and of the terms where there are any. */
  agreed: Awaited<ReturnType<typeof termsShown>>
}

/** A colleague's booking as their training lead sees it: without needs, answers and the way in. */
export interface ColleagueBooking {
  booking: Omit<BookingDetails, 'access' | 'dietary' | 'joiningDetails' | 'onlineUrl'>
  /** What cancelling, and what sending another colleague, costs now. */
  cancelling: Quoted
  swapping: Quoted
  /** Why it can be neither cancelled nor swapped; empty: it can. */
  settled: string
}
interface Quoted {
  chargePence: number
  sentence: string
}

/** What a training lead may see of colleagues' bookings, and what would come of doing something. Whoever is no colleague now is not found. */
@Injectable()
export class ColleaguesReader {
  constructor(private readonly database: DataSource) {}

  /** Whether this colleague could have a place now, by the very rule that books. */
  async preview(lead: Who, occurrenceId: string, personId: string, now: Date): Promise<ColleaguePreview | null> {
    if (!isUuid(occurrenceId) || !isUuid(personId)) return null
    const found = await bookingPreview(this.database, occurrenceId, personId, now)
    if (!found || lead.agencyId === null || found.person.agencyId !== lead.agencyId) return null
    const { refusal, ...shown } = found
    const preview = { ...shown, agreed: await termsShown(this.database, found.occurrence) }
    if (!refusal) return { ...preview, refused: null, heading: '', sentence: '' }
    return { ...preview, refused: refusal.refused, heading: NO_PLACE[refusal.refused], sentence: leadSentence(refusal) }
  }

  /** The dates of which places are reserved for an agency and not used yet. One query. */
  reserved(agencyId: string, now: Date): Promise<ReservedDate[]> {
    return reservedFor(this.database, agencyId, now)
  }

  /** A colleague's booking; also one that is over or cancelled. One query. */
  async booking(lead: Who, id: string, now: Date): Promise<ColleagueBooking | null> {
    const found = await bookingDetails(this.database, id)
    const role = found && actingAs(found, lead, 'training lead')
    if (!found || !role) return null
    const by = role === 'self' ? 'delegate' : 'agency'
    const refusal = whyNotCancel(found, lead, now, 'training lead')
    const { access: _access, dietary: _dietary, joiningDetails: _joining, onlineUrl: _url, ...booking } = found
    return {
      booking,
      cancelling: quoted(quote(found, by, now)),
      swapping: quoted(quote(found, by, now, true)),
      settled: refusal ? leadSentence(refusal) : '',
    }
  }

  /** The waiting list of a course, for a colleague whom the caller has found to be one. */
  waitingList(courseKey: string, personId: string, now: Date): Promise<WaitingListPage | null> {
    return waitingListPage(this.database, courseKey, personId, now)
  }

  /** What a line manager was asked about a colleague's place, where this lead may answer for them. */
  async request(lead: Who, bookingId: string, now: Date) {
    const request = isUuid(bookingId) ? await requestOf(this.database, bookingId, now) : null
    if (!request || !mayApproveFor(request.booking, lead, await leadsApprove(this.database, request.booking.agencyId))) return null
    const { personName, courseTitle, startsAt, endsAt, reference } = request.booking
    const { managerName, managerEmail, runsOutAt } = request.approval
    const booking = { id: bookingId, personName, courseTitle, startsAt, endsAt, reference }
    return { booking, managerName, managerEmail, runsOutAt, standing: request.standing, costs: lateCosts(request.booking) }
  }
}

const quoted = (charge: ReturnType<typeof quote>): Quoted => ({ chargePence: charge.chargePence, sentence: quoteSentence(charge) })
