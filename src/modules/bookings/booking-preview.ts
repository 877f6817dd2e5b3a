import type { DataSource } from 'typeorm'
import type { Refusal } from '../../shared/refusal.js'
import { londonDate, longMoment } from '../../shared/dates.js'
import { runsInWords } from '../courses/rules/viability.js'
import { lanePerson, type LaneOccurrence, type LanePerson, type PersonRow } from './booking-lane.facts.js'
import { readOccurrence, readPeople } from './booking-lane.statements.js'
import { freeUntil } from './cancellation-quote.js'
import { agreedNow, shownTerms } from './policies/agreed.js'
import type { Approvers } from './rules/approval.js'
import { ownReserved } from './rules/reserved.js'
import { decideBooking, freePlaces, missingKeys, type BookingCode } from './rules/places.js'

/** What the check page shows: the date, whether this person could have a place now, and what is missing if not. */
export interface BookingPreview {
  occurrence: LaneOccurrence
  /** Those reserved for this person's agency counted in. */
  placesLeft: number
  /** While it is not sure that the date runs: on what that hangs, in words. */
  runs: string
  refusal: Refusal<BookingCode> | null
  /** The required courses not in the learning record, with the way to each. */
  missing: LaneOccurrence['needs']
  /** The last moment to cancel free of charge, in words; null where cancelling never costs anything. */
  deadline: string | null
  /** Who books now can no longer cancel free of charge. */
  deadlineOver: boolean
  /** What comes back with the button, so that nobody accepts other terms than those shown. */
  accepted: string
  /** Until when a place is held for this person, in words. */
  heldUntil: string | null
  /** The same facts as the rules take them. */
  person: LanePerson
  /** Who asks for a line manager's approval, and who is on record; null: nobody asks. */
  approval: { by: 'course' | 'agency'; approvers: Approvers } | null
}

/** Looks without changing anything: the same facts and the same rule as the booking itself. Two queries. Null: no such occurrence or person. */
export async function bookingPreview(
  database: DataSource,
  occurrenceId: string,
  personId: string,
  now: Date,
): Promise<BookingPreview | null> {
  const [readDate, readPerson] = [readOccurrence(occurrenceId), readPeople(occurrenceId, [personId])]
  const [[occurrence], [row]] = await Promise.all([
    database.query<LaneOccurrence[]>(readDate.text, readDate.values),
    database.query<PersonRow[]>(readPerson.text, readPerson.values),
  ])
  const person = row && lanePerson(row)
  if (!occurrence || !person) return null
  const decision = decideBooking({ occurrence, person: person.facts }, now)
  const keys = missingKeys(occurrence, person.facts.completed)
  const { hold, reserved } = person.facts
  const asked = occurrence.needsApproval || person.agencyNeedsApproval
  return {
    occurrence,
    person,
    placesLeft: freePlaces(occurrence) + (ownReserved(reserved, now) ? reserved!.unused : 0),
    runs: runsInWords(occurrence.runs, londonDate(now)),
    refusal: 'refused' in decision ? decision : null,
    missing: occurrence.needs.filter(need => keys.includes(need.key)),
    deadline: freeUntil({ policy: occurrence.policy, ...agreedNow(occurrence, now), startsAt: occurrence.startsAt }),
    deadlineOver: agreedNow(occurrence, now).promised[0]! <= now,
    accepted: shownTerms(occurrence),
    heldUntil: hold && now < hold.runsOutAt ? longMoment(hold.runsOutAt) : null,
    approval: asked ? { by: occurrence.needsApproval ? 'course' : 'agency', approvers: person.approvers } : null,
  }
}
