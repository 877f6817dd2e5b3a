import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId, newReference } from '../../shared/ids.js'
import { isRefusal, refuse, type Refusal } from '../../shared/refusal.js'
import type { Who } from '../../web/access.js'
import { Outbox, type NewMessage } from '../notifications/notifications.writer.js'
import { requestMails } from './approval/approval-mails.js'
import { NewApprovals, writeApproval, type NewApproval } from './approval/approval-row.js'
import { copyFor } from './approval/manager-copies.js'
import { approvalFor, type LanePerson, type LaneOccurrence } from './booking-lane.facts.js'
import { readPeople } from './booking-lane.statements.js'
import { bookingCancelled, bookingConfirmed } from './booking-mails.js'
import type { BookingDetails } from './booking.queries.js'
import { type CancelAsked, endingMails, whyNotCancel, type CancelCode } from './cancel-a-booking.js'
import { quote } from './cancellation-quote.js'
import { endBooking, lockedBooking } from './end-booking.js'
import { takenOver } from './policies/agreed.js'
import { invitations } from './session-mails.js'
import { OfferFreedPlaces } from './waiting/offer-freed-places.js'
import { lockedOccurrence } from './waiting/offer.queries.js'
import { actingAs, CANCELS_AS } from './rules/acting-for.js'
import type { Barrier, Override } from './rules/places.js'
import { COLLEAGUE_SENT, decideSubstitution, type Colleague, type SubstitutionCode } from './rules/substitution.js'

/** The colleague's booking, on the place that was the person's. */
export interface Substituted {
  id: string
  reference: string
  name: string
  /** `requested`: the colleague's line manager is asked first. */
  state: 'booked' | 'requested'
  chargePence: number
}
/** `email`: the colleague's; `shownPence` and `as` as for a cancellation. */
export interface ColleagueAsked extends Pick<CancelAsked, 'shownPence' | 'as'> {
  email: string
  /** For administrators: over what they are sent, and whether nobody is asked for approval. */
  override?: Override | null
  approved?: boolean
}
type Found = Omit<LanePerson, 'facts'> & Colleague
type Made = Pick<Substituted, 'id' | 'reference' | 'state'>

/** A colleague comes instead: the place changes hands without ever being free, so the queue is not asked. */
@Injectable()
export class SendAColleague {
  constructor(
    private readonly transaction: Transaction,
    private readonly outbox: Outbox,
    private readonly offers: OfferFreedPlaces,
    private readonly approvals: NewApprovals,
  ) {}

  /** Possible as long as the booking could be cancelled. A repeat with the same key answers the same. */
  run(
    bookingId: string,
    who: Who,
    asked: ColleagueAsked,
    key: string | undefined,
    now: Date,
  ): Promise<Substituted | Refusal<SubstitutionCode | CancelCode>> {
    return this.transaction.run(tx => once(tx, { personId: who.id, key }, () => this.send(tx, bookingId, who, asked, now)))
  }

  private async send(tx: EntityManager, id: string, who: Who, asked: ColleagueAsked, now: Date) {
    const { email, shownPence, as } = asked
    const booking = await lockedBooking(tx, id)
    const refusal = whyNotCancel(booking, who, now, as)
    const role = booking && actingAs(booking, who, as)
    if (!booking || !role || refusal) return refusal ?? refuse('not-found')
    const occurrence = await lockedOccurrence(tx, booking.occurrenceId)
    const colleague = await byEmail(tx, email, occurrence.id)
    const desk = role === 'administrator'
    const override = desk ? asked.override : null
    const decision = decideSubstitution({ ...booking, occurrence, colleague, override })
    if (isRefusal(decision)) return withTitles(decision, occurrence)
    const place = { ...booking, ...takenOver(booking, occurrence, now) }
    const by = CANCELS_AS[role]
    const lead = by === 'agency' ? who.name : ''
    const charge = quote(booking, by, now, true)
    if (shownPence !== undefined && shownPence !== charge.chargePence) return refuse('charge-changed')
    const { need, approvers } = colleague
      ? approvalFor({ approved: desk && asked.approved }, colleague, occurrence)
      : { need: 'none', approvers: null }
    if (need === 'nobody-to-ask') return refuse('colleague-manager-missing')
    const made: Made = { id: newId(), reference: newReference(), state: need === 'asked' ? 'requested' : 'booked' }
    const over = { ...decision, reason: asked.override?.reason.trim() ?? '' }
    if (!colleague || !(await bookInstead(tx, made, place, colleague, { who, ...over }, now))) return refuse('colleague-booked')
    const approval = approvers && need === 'asked' ? this.approvals.ask(made.id, approvers, occurrence, now) : null
    if (approval) await writeApproval(tx, approval)
    if (approvers && need === 'waived')
      await writeApproval(tx, this.approvals.waived(made.id, approvers, occurrence, { by: 'administrator', personId: who.id }, now))
    await endBooking(tx, booking, { by, personId: who.id, reason: COLLEAGUE_SENT }, charge, now)
    await this.outbox.add(
      tx,
      [
        ...endingOf(booking, colleague, { by, lead, chargePence: charge.chargePence }, now),
        ...beginningOf(place, colleague, { ...made, lead }, approval),
      ],
      now,
    )
    // A place that was held for the colleague is somebody else's now.
    await this.offers.passOn(tx, occurrence.id, now)
    return { ...made, name: colleague.name, chargePence: charge.chargePence }
  }
}

async function byEmail(tx: EntityManager, email: string, occurrenceId: string): Promise<Found | null> {
  const [person] = await tx.query<{ id: string }[]>('SELECT id FROM person WHERE email = $1', [email.toLowerCase()])
  const read = readPeople(occurrenceId, person ? [person.id] : [])
  const [found] = await tx.query<Omit<Found, 'personId'>[]>(read.text, read.values)
  return found ? { ...found, personId: found.id } : null
}

/** Writes the colleague's booking; false when they have got a place on the course at this very moment. The counters stay: one goes, one comes. */
async function bookInstead(
  tx: EntityManager,
  made: Made,
  { id, occurrenceId, courseId, policyId, policyVersion, termsId, promisedFor, promised }: BookingDetails,
  colleague: Found,
  { who, overridden, reason }: { who: Who; overridden: Barrier[]; reason: string },
  now: Date,
): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    `INSERT INTO booking (id, reference, occurrence_id, course_id, person_id, agency_id, state, booked_at, booked_by_id,
       policy_id, policy_version, terms_id, promised_for, promised, follows_id, override_reason, second_on_course)
     VALUES ($1, $2, $3, $4, $5, $6, $9, $7, $8, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT DO NOTHING RETURNING id`,
    [
      ...[made.id, made.reference, occurrenceId, courseId, colleague.id, colleague.agencyId, now, who.id, made.state],
      ...[policyId, policyVersion, termsId, promisedFor, promised],
      ...[id, overridden.length > 0 ? reason : '', overridden.includes('one-per-course')],
    ],
  )
  if (rows.length === 0) return false
  await tx.query(
    `UPDATE waiting_entry SET ended_at = $3, outcome = 'booked' WHERE person_id = $1 AND course_id = $2 AND ended_at IS NULL`,
    [colleague.id, courseId, now],
  )
  return true
}

function withTitles(refusal: Refusal<SubstitutionCode>, { needs }: LaneOccurrence): Refusal<SubstitutionCode> {
  const missing = [refusal.facts.missing ?? []].flat() as string[]
  const titles = needs.filter(need => missing.includes(need.key)).map(need => need.title)
  return titles.length ? refuse(refusal.refused, { ...refusal.facts, titles }) : refusal
}

interface Told {
  by: string
  /** The training lead who did it; empty: nobody of that kind. */
  lead: string
  chargePence: number
}

function endingOf(booking: BookingDetails, colleague: Found, told: Told, now: Date): NewMessage[] {
  const person = { id: booking.personId, name: booking.personName, email: booking.personEmail }
  const ended = { id: booking.id, reference: booking.reference, ...told, colleague: colleague.name }
  return endingMails(booking, bookingCancelled(person, ended, booking), now)
}

function beginningOf(booking: BookingDetails, colleague: Found, made: Made & { lead: string }, approval: NewApproval | null): NewMessage[] {
  if (approval) return requestMails(colleague, made, approval, booking)
  const confirmed = bookingConfirmed(colleague, { ...made, insteadOf: booking.personName }, booking)
  const copied = { bookingId: made.id, delegate: colleague.name, copies: colleague.copies, ...colleague.approvers }
  return [...invitations(made, booking, confirmed), ...copyFor('confirmation', copied, booking)]
}
