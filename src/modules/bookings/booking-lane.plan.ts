import type { Statement, Written } from '../../database/pipeline.js'
import { newId, newReference } from '../../shared/ids.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import type { Outbox } from '../notifications/notifications.writer.js'
import {
  answerKey,
  ruleRequest,
  type BookingAsked,
  type BookingMade,
  type LaneFacts,
  type LaneOccurrence,
  type LanePerson,
} from './booking-lane.facts.js'
import { endWaiting, insertBookings, insertNeeds, moveCounters, type NewBooking } from './booking-lane.statements.js'
import { bookingConfirmed } from './booking-mails.js'
import { insertAnswers, insertMessages } from './lane-outbox.statements.js'
import { decideBatch, type Booked, type BookingCode, type BookingDecision } from './rules/places.js'

export type BookingAnswer = BookingMade | Refusal<BookingCode | 'not-found'>

interface Given {
  asked: BookingAsked
  person: LanePerson
  booked: Booked
  made: BookingMade
}

/**
 * Decides a batch and says what is to be written: the bookings, the counters, the ended queue places, the mails and the answers that a
 * repeat will get. `counters` are those read under the lock. Nothing is written where nobody got a place.
 */
export function planBatch(
  batch: BookingAsked[],
  facts: LaneFacts,
  counters: Partial<LaneOccurrence>,
  outbox: Outbox,
  now: Date,
): Written<BookingAnswer[]> {
  if (!facts.occurrence) return { writes: [], answer: batch.map(() => refuse('not-found')) }
  const occurrence = { ...facts.occurrence, ...counters }
  const open = batch.filter(asked => !earlierAnswer(asked, facts) && facts.people.has(asked.personId))
  const requests = open.map(asked => ruleRequest(asked, facts)).filter(request => request !== null)
  const { decisions, bookedDelta, heldDelta } = decideBatch(occurrence, requests, now)
  const decided = new Map(open.map((asked, i): [BookingAsked, BookingDecision] => [asked, decisions[i] as BookingDecision]))
  const given: Given[] = []
  const answer = batch.map((asked): BookingAnswer => {
    const decision = decided.get(asked)
    if (!decision) return earlierAnswer(asked, facts) ?? repeatedHere(asked, given) ?? refuse('not-found')
    if ('refused' in decision) return repeatedHere(asked, given) ?? decision
    const made: BookingMade = { id: newId(), reference: newReference(), state: 'booked', occurrenceId: occurrence.id }
    given.push({ asked, made, booked: decision, person: facts.people.get(asked.personId) as LanePerson })
    return made
  })
  return { writes: given.length ? writesFor(given, occurrence, bookedDelta, heldDelta, outbox, now) : [], answer }
}

const earlierAnswer = (asked: BookingAsked, facts: LaneFacts): BookingMade | undefined =>
  asked.key ? facts.answered.get(answerKey(asked.personId, asked.key)) : undefined

/** The same request twice in one batch (a double tap) is answered as its first. */
function repeatedHere(asked: BookingAsked, given: Given[]): BookingMade | undefined {
  return asked.key ? given.find(one => one.asked.key === asked.key && one.asked.personId === asked.personId)?.made : undefined
}

function writesFor(given: Given[], occurrence: LaneOccurrence, booked: number, held: number, outbox: Outbox, now: Date): Statement[] {
  const overbooked = given.filter(({ booked: { overridden } }) => overridden.includes('places')).length
  const mails = given.map(({ person, made }) => bookingConfirmed(person, made, occurrence))
  const answers = given.flatMap(({ asked, made }) => (asked.key ? [{ personId: asked.personId, key: asked.key, answer: made }] : []))
  const needs = given.filter(({ asked }) => asked.access || asked.dietary)
  const waitingIds = given.map(one => one.person.id)
  return [
    insertBookings(occurrence.id, occurrence.courseId, now, given.map(newBooking)),
    moveCounters(occurrence.id, booked, held, overbooked),
    endWaiting(occurrence.courseId, waitingIds, occurrence.id, now),
    insertMessages(outbox.rows(mails, now)),
    ...(answers.length ? [insertAnswers(answers, now)] : []),
    ...(needs.length
      ? [insertNeeds(needs.map(({ asked, made }) => ({ bookingId: made.id, access: asked.access, dietary: asked.dietary })))]
      : []),
  ]
}

function newBooking({ asked, person, booked, made }: Given): NewBooking {
  return {
    id: made.id,
    reference: made.reference,
    personId: person.id,
    agencyId: person.agencyId,
    bookedById: asked.bookedById,
    overrideReason: booked.reason ?? '',
    secondOnCourse: booked.overridden.includes('one-per-course'),
  }
}
