import { saidOfEach } from '../../database/say-who.js'
import { newId, newReference } from '../../shared/ids.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import type { NewMessage, Outbox } from '../notifications/notifications.writer.js'
import { requestMails } from './approval/approval-mails.js'
import type { NewApproval, NewApprovals } from './approval/approval-row.js'
import { copyFor } from './approval/manager-copies.js'
import {
  answerKey,
  approvalFor,
  personOf,
  ruleRequest,
  type BookingAsked,
  type BookingMade,
  type LaneFacts,
  type LaneOccurrence,
  type LanePerson,
} from './booking-lane.facts.js'
import type { Move, RoundWrites } from './booking-lane.statements.js'
import { bookingConfirmed } from './booking-mails.js'
import { agreedNow, type Agreed } from './policies/agreed.js'
import { invitations } from './session-mails.js'
import { warnsAt } from './rules/condition.js'
import { decideBatch, type Booked, type BookingCode, type BookingDecision } from './rules/places.js'

export type BookingAnswer = BookingMade | Refusal<BookingCode | 'not-found'>

export const isFull = (answer: BookingAnswer | undefined): boolean =>
  answer !== undefined && 'refused' in answer && answer.refused === 'full'

interface Given {
  asked: BookingAsked
  person: LanePerson
  booked: Booked
  made: BookingMade
  occurrence: LaneOccurrence
  agreed: Agreed
}

/** What one lane of a round answers, and the places it gives; `move` is null where it gives none and so writes nothing. */
export interface LanePlan {
  answers: BookingAnswer[]
  given: Given[]
  move: Move | null
  occurrence: LaneOccurrence | null
}

/** Decides one lane's requests in order of arrival. A key answered before, or earlier in this very batch, is answered the same again. */
export function planLane(batch: BookingAsked[], facts: LaneFacts | undefined, now: Date): LanePlan {
  if (!facts?.occurrence) return { answers: batch.map(() => refuse('not-found')), given: [], move: null, occurrence: null }
  const { occurrence } = facts
  const open = batch.filter(asked => !earlierAnswer(asked, facts) && personOf(asked, facts))
  const requests = open.map(asked => ruleRequest(asked, facts)).filter(request => request !== null)
  const { decisions, bookedDelta, heldDelta } = decideBatch(occurrence, requests, now)
  const decided = new Map(open.map((asked, i): [BookingAsked, BookingDecision] => [asked, decisions[i] as BookingDecision]))
  const given: Given[] = []
  const agreed = agreedNow(occurrence, now)
  const answers = batch.map((asked): BookingAnswer => {
    const decision = decided.get(asked)
    if (!decision) return earlierAnswer(asked, facts) ?? refuse('not-found')
    if ('refused' in decision) return repeatedHere(asked, given) ?? decision
    const person = facts.people.get(asked.personId) as LanePerson
    const state = approvalFor(asked, person, occurrence).need === 'asked' ? 'requested' : 'booked'
    const made = bookingMade(decision, state, occurrence)
    given.push({ asked, made, booked: decision, person, occurrence, agreed })
    return made
  })
  return { answers, given, occurrence, move: given.length ? moveOf(occurrence, given, bookedDelta, heldDelta) : null }
}

function bookingMade({ condition }: Booked, state: BookingMade['state'], { id: occurrenceId, needs }: LaneOccurrence): BookingMade {
  const made = { id: newId(), reference: newReference(), state, occurrenceId }
  if (!condition) return made
  const courses = needs.filter(need => condition.courseIds.includes(need.courseId)).map(({ key, title }) => ({ key, title }))
  return { ...made, condition: { courses, until: condition.until } }
}

const earlierAnswer = (asked: BookingAsked, facts: LaneFacts): BookingMade | undefined =>
  asked.key ? facts.answered.get(answerKey(asked.personId, asked.key)) : undefined

/** The same request twice in one batch (a double tap) is answered as its first. */
const repeatedHere = (asked: BookingAsked, given: Given[]): BookingMade | undefined =>
  asked.key ? given.find(one => one.asked.key === asked.key && one.asked.personId === asked.personId)?.made : undefined

function moveOf({ id, version }: LaneOccurrence, given: Given[], bookedDelta: number, heldDelta: number): Move {
  const overbooked = given.filter(one => one.booked.overridden.includes('places')).length
  return { id, version, booked: bookedDelta, held: heldDelta, overbooked }
}

/** What a round's plans want written: the bookings, the counters, the mails, and the answers that a repeat will get. */
export function roundWrites(plans: LanePlan[], outbox: Outbox, approvals: NewApprovals, now: Date): RoundWrites {
  const given = plans.flatMap(plan => plan.given.map(one => ({ ...one, approval: approvalRow(one, approvals, now) })))
  const mails = given.flatMap(one => mailsOf(one).map(mail => ({ mail, occurrenceId: one.occurrence.id })))
  const rows = outbox.rows(
    mails.map(({ mail }) => mail),
    now,
  )
  return {
    moves: plans.map(plan => plan.move).filter(move => move !== null),
    bookings: given.map(newBooking),
    messages: rows.map((row, i) => ({ ...row, occurrenceId: mails[i]?.occurrenceId as string })),
    answers: given.flatMap(({ asked, made, occurrence }) =>
      asked.key ? [{ occurrenceId: occurrence.id, personId: asked.personId, key: asked.key, answer: made }] : [],
    ),
    conditions: given.flatMap(conditionRow),
    reserved: usedReserved(given),
    who: saidOfEach(given.map(({ asked, made, person }) => ({ request: asked, ids: [made.id, person.id] }))),
    approvals: given.flatMap(({ approval, occurrence }) => (approval ? [{ ...approval, occurrenceId: occurrence.id }] : [])),
    named: given.flatMap(({ asked, approval, occurrence, person }) => {
      if (!approval || !asked.approvers || approval.state !== 'open') return []
      const { managerName, managerEmail, deputyName, deputyEmail } = approval
      return [{ occurrenceId: occurrence.id, personId: person.id, managerName, managerEmail, deputyName, deputyEmail }]
    }),
  }
}

function conditionRow({ asked, booked, made }: Given): RoundWrites['conditions'] {
  const { condition } = booked
  if (!condition || !asked.onCondition) return []
  const { daysBefore } = asked.onCondition
  const row = { occurrenceId: made.occurrenceId, bookingId: made.id, courseIds: condition.courseIds, until: condition.until }
  return [{ ...row, daysBefore, nextAt: warnsAt(condition.until, asked.onCondition) }]
}

/** How many of which reserved places are used. */
function usedReserved(given: Given[]): RoundWrites['reserved'] {
  const used = new Map<string, RoundWrites['reserved'][number]>()
  for (const { booked, occurrence } of given) {
    const id = booked.usesReserved
    if (id) used.set(id, { occurrenceId: occurrence.id, id, used: (used.get(id)?.used ?? 0) + 1 })
  }
  return [...used.values()]
}

/** What a line manager is asked, or that an administrator did not ask one; null: nobody had to be asked. */
function approvalRow({ asked, person, made, occurrence }: Given, approvals: NewApprovals, now: Date): NewApproval | null {
  const { need, approvers } = approvalFor(asked, person, occurrence)
  if (need === 'none' || !approvers) return null
  return need === 'waived'
    ? approvals.waived(
        made.id,
        approvers,
        occurrence,
        { by: asked.lead ? 'training lead' : 'administrator', personId: asked.bookedById },
        now,
      )
    : approvals.ask(made.id, approvers, occurrence, now)
}

/** No invitation for the calendar before the place is sure. */
function mailsOf({ asked, person, made: booked, occurrence, agreed, approval }: Given & { approval: NewApproval | null }): NewMessage[] {
  const made = { ...booked, ...(asked.lead ? { lead: asked.lead.name } : {}) }
  if (approval?.state === 'open') return requestMails(person, made, approval, occurrence)
  const copied = { bookingId: made.id, delegate: person.name, copies: person.copies, ...person.approvers }
  return [
    ...invitations(made, occurrence, bookingConfirmed(person, made, { ...occurrence, ...agreed })),
    ...copyFor('confirmation', copied, occurrence),
  ]
}

function newBooking({ asked, person, booked, made, agreed }: Given): RoundWrites['bookings'][number] {
  return {
    occurrenceId: made.occurrenceId,
    id: made.id,
    reference: made.reference,
    personId: person.id,
    agencyId: person.agencyId,
    state: made.state,
    bookedById: asked.bookedById,
    overrideReason: booked.reason ?? '',
    secondOnCourse: booked.overridden.includes('one-per-course'),
    ...agreed,
    access: asked.access,
    dietary: asked.dietary,
  }
}
