import type { LaneOccurrence, LanePerson } from '../booking-lane.facts.js'
import type { CancellationCharge, CancellationFacts } from '../rules/cancellation.js'
import type { Moved } from '../rules/moves.js'

/** All that is decided on when somebody is to come on another date. */
export interface MoveScene {
  to: LaneOccurrence
  person: LanePerson
  condition: { courseIds: string[]; daysBefore: number } | null
}

/** What becomes of one booking: by whose wish, what the organiser says of it, and what it costs. */
export interface Moving {
  moved: Moved
  by: CancellationFacts['by']
  note: string
  charge: CancellationCharge
  /** The charge is not asked for. */
  waived: boolean
}

/** The booking on the new date. */
export interface MovedBooking {
  id: string
  reference: string
  state: 'booked' | 'requested'
}
