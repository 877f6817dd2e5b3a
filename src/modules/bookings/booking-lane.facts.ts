import type { Read } from '../../database/pipeline.js'
import type { BookingRequest, KeyedNeed, OccurrenceFacts, Override, PersonFacts } from './rules/places.js'

/** One person asks for a place; `bookedById` differs from them when somebody books for them. */
export interface BookingAsked {
  personId: string
  bookedById: string
  key: string | undefined
  override?: Override | null
  access: string
  dietary: string
}

/** An occurrence as the lane reads it: what the rules need, and what the confirmation says. */
export interface LaneOccurrence extends OccurrenceFacts {
  needs: (KeyedNeed & { title: string; kind: string })[]
  venueAccess: string
  policyName: string | null
  policy: unknown
  courseId: string
  courseKey: string
  courseTitle: string
  endsAt: Date
  venue: string
  onlineUrl: string
}

export interface LanePerson {
  id: string
  name: string
  email: string
  agencyId: string | null
  facts: PersonFacts
}

/** The answer to a booking, as it is kept for a repeat. */
export interface BookingMade {
  id: string
  reference: string
  state: 'booked'
  occurrenceId: string
}

export interface LaneFacts {
  occurrence: LaneOccurrence | null
  people: Map<string, LanePerson>
  answered: Map<string, BookingMade>
}

export const answerKey = (personId: string, key: string) => `${personId} ${key}`

interface PersonRow extends Omit<LanePerson, 'facts'> {
  liveOn: string[]
  completed: PersonFacts['completed']
  hold: { offerId: string; runsOutAt: string } | null
}

/** Turns the rows of the three reads (occurrence, people, answered requests) into the facts that the rules decide on. */
export function laneFacts([occurrences, people, answered]: Read): LaneFacts {
  const persons = (people as unknown as PersonRow[]).map(({ liveOn, completed, hold, ...person }): [string, LanePerson] => {
    const held = hold && { offerId: hold.offerId, runsOutAt: new Date(hold.runsOutAt) }
    return [person.id, { ...person, facts: { personId: person.id, liveOn, completed, hold: held } }]
  })
  const answers = (answered as unknown as { personId: string; key: string; answer: BookingMade }[]).map((row): [string, BookingMade] => [
    answerKey(row.personId, row.key),
    row.answer,
  ])
  return {
    occurrence: (occurrences?.[0] as unknown as LaneOccurrence | undefined) ?? null,
    people: new Map(persons),
    answered: new Map(answers),
  }
}

/** A request as the rules take it; null when the account is gone. */
export function ruleRequest(asked: BookingAsked, facts: LaneFacts): BookingRequest | null {
  const person = facts.people.get(asked.personId)
  return person ? { person: person.facts, override: asked.override ?? null } : null
}
