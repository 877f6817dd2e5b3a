import type { Copy } from '../people/agency.entity.js'
import { approvalNeed, type Approvers } from './rules/approval.js'
import type { RunsIf } from '../courses/rules/viability.js'
import type { Day } from '../../shared/dates.js'
import type { OnCondition } from './rules/condition.js'
import { type TermsNow, shownTerms } from './policies/agreed.js'
import type { BookingRequest, KeyedNeed, OccurrenceFacts, Override, PersonFacts } from './rules/places.js'

/** A training lead, as they are named to the colleague for whom they do something, and the agency for which they may. */
export interface ActingLead {
  name: string
  agencyId: string
}

/** One person asks for a place; `bookedById` differs from them when somebody books for them. */
export interface BookingAsked {
  personId: string
  bookedById: string
  key: string | undefined
  override?: Override | null
  /** The line manager as just named, where approval is asked for; left out: the one on record. */
  approvers?: Approvers | null
  /** An administrator books without approval, or a lead who may approve. */
  approved?: boolean
  /** The training lead who books for a colleague: only for who works at that agency at this moment. */
  lead?: ActingLead
  /** What is lacking may be done after booking. */
  onCondition?: OnCondition | null
  /** The terms as the page had shown them (`shownTerms`); left out: whatever they are. */
  accepted?: string | undefined
  access: string
  dietary: string
}

/** An occurrence as the lane reads it: what the rules need, and what the confirmation says. */
export interface LaneOccurrence extends OccurrenceFacts, TermsNow {
  version: string
  /** When the first reserved places of it return to everybody; null: none are reserved. */
  nextReturn: Date | null
  /** Of the places held, those that are reserved for agencies. */
  reserved: number
  needs: (KeyedNeed & { title: string; kind: string })[]
  venueAccess: string
  courseId: string
  courseKey: string
  courseTitle: string
  endsAt: Date
  venue: string
  onlineUrl: string
  /** The course asks for a line manager's approval. */
  needsApproval: boolean
  calendarSequence: number
  /** With how few people it runs. */
  runs: RunsIf
  /** In order of time; their instants are texts. */
  sessions: { startsAt: string; endsAt: string }[]
}

export interface LanePerson {
  id: string
  name: string
  email: string
  agencyId: string | null
  agencyNeedsApproval: boolean
  /** Of what the agency wants line managers told. */
  copies: Copy[]
  /** On record. */
  approvers: Approvers
  facts: PersonFacts
}

/** The answer to a booking, as it is kept for a repeat. */
export interface BookingMade {
  id: string
  reference: string
  /** `requested`: a line manager is asked first. */
  state: 'booked' | 'requested'
  occurrenceId: string
  /** What is to be done, and by the end of which London day; left out where the place stands without. */
  condition?: { courses: { key: string; title: string }[]; until: Day }
}

/** What one lane of a round is decided on. */
export interface LaneFacts {
  occurrence: LaneOccurrence | null
  people: Map<string, LanePerson>
  answered: Map<string, BookingMade>
}

export const answerKey = (personId: string, key: string) => `${personId} ${key}`

/** The row that `readRound` answers with; instants are texts, as JSON has them. */
export interface RoundRow {
  occurrences: LaneOccurrence[]
  people: PersonRow[]
  answered: { personId: string; key: string; answer: BookingMade }[]
}

export interface PersonRow extends Omit<LanePerson, 'facts'> {
  occurrenceId: string
  liveOn: string[]
  completed: PersonFacts['completed']
  hold: { offerId: string; runsOutAt: string } | null
  reserved: { id: string; unused: number; returnsAt: string } | null
}

/** Turns the row of a round into the facts of each lane, by occurrence. */
export function roundFacts(row: RoundRow): Map<string, LaneFacts> {
  const answered = new Map(row.answered.map(one => [answerKey(one.personId, one.key), one.answer]))
  const lanes = new Map<string, LaneFacts>()
  for (const occurrence of row.occurrences) lanes.set(occurrence.id, { occurrence: withInstants(occurrence), people: new Map(), answered })
  for (const person of row.people) lanes.get(person.occurrenceId)?.people.set(person.id, lanePerson(person))
  return lanes
}

/** A person's row as the rules take it. */
export function lanePerson({ liveOn, completed, hold, reserved, occurrenceId: _, ...person }: PersonRow): LanePerson {
  const held = hold && { offerId: hold.offerId, runsOutAt: new Date(hold.runsOutAt) }
  const kept = reserved && { ...reserved, returnsAt: new Date(reserved.returnsAt) }
  return { ...person, facts: { personId: person.id, liveOn, completed, hold: held, reserved: kept } }
}

/** An occurrence's instants as Dates, whether they came as texts (from JSON) or as Dates (from a row). */
export function withInstants(occurrence: LaneOccurrence): LaneOccurrence {
  const instant = (value: Date | null) => value && new Date(value)
  const { startsAt, endsAt, opensAt, closesAt, cancelledAt, nextReturn } = occurrence
  const instants = {
    opensAt: instant(opensAt),
    closesAt: instant(closesAt),
    cancelledAt: instant(cancelledAt),
    nextReturn: instant(nextReturn),
  }
  return { ...occurrence, ...instants, startsAt: new Date(startsAt), endsAt: new Date(endsAt) }
}

/** Whom a request is for; undefined when the account is gone, or is no colleague of the lead who asks. */
export function personOf({ personId, lead }: BookingAsked, { people }: LaneFacts): LanePerson | undefined {
  const person = people.get(personId)
  return lead && person?.agencyId !== lead.agencyId ? undefined : person
}

/** A request as the rules take it; null when the account is gone. */
export function ruleRequest(asked: BookingAsked, facts: LaneFacts): BookingRequest | null {
  const person = personOf(asked, facts)
  if (!person || !facts.occurrence) return null
  const { need } = approvalFor(asked, person, facts.occurrence)
  const { override = null, onCondition = null } = asked
  const termsChanged = asked.accepted !== undefined && asked.accepted !== shownTerms(facts.occurrence)
  return { person: person.facts, override, onCondition, nobodyToAsk: need === 'nobody-to-ask', termsChanged }
}

/** Whether this booking waits for a line manager, and for whom. */
export const approvalFor = (
  { approvers, approved }: Pick<BookingAsked, 'approvers' | 'approved'>,
  person: Pick<LanePerson, 'email' | 'agencyNeedsApproval' | 'approvers'>,
  { needsApproval }: Pick<LaneOccurrence, 'needsApproval'>,
) =>
  approvalNeed({
    wanted: needsApproval || person.agencyNeedsApproval,
    waived: approved ?? false,
    named: approvers ?? null,
    onRecord: person.approvers,
    ownEmail: person.email,
  })
