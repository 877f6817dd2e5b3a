import { ENGLAND_AND_WALES } from '../../shared/bank-holidays.js'
import { longMoment } from '../../shared/dates.js'
import { pounds } from '../../shared/money.js'
import type { BookingDetails } from './booking.queries.js'
import { isOpen } from './condition/kept-on.js'
import { readPolicy, type CancellationPolicy } from './rules/cancellation-policy.js'
import {
  cancellationCharge,
  momentsOf,
  noShowCharge,
  standingPromise,
  type CancellationCharge,
  type CancellationFacts,
} from './rules/cancellation.js'

/** A course without a policy: free until it starts. */
const FREE: CancellationPolicy = {
  name: 'No charge',
  notice: { amount: 0, unit: 'calendar-days', until: 'same-time', onWorkingDay: false },
  bands: [],
  noShow: { halfDayPence: 0, fullDayPence: 0, groups: {} },
  halfDayUpToHours: 4,
  days: 'once',
  waivedGroups: [],
  substitution: 'free',
  refilled: 'credited',
  graceHours: 0,
  notes: '',
}

/** The policy of a course, or the free one. Throws when what is stored is no policy: nobody is charged by guesswork. */
export function policyOf(stored: unknown): CancellationPolicy {
  if (stored === null || stored === undefined) return FREE
  const reading = readPolicy(stored)
  if ('wrong' in reading) throw new Error(`A stored cancellation policy cannot be read: ${reading.wrong.join(' ')}`)
  return reading.policy
}

/** What a booking was promised. Without a promise (imports, walk-ins, bookings of before) only bank holidays are known to it. */
export interface Promised {
  policy: unknown
  startsAt: Date
  bookedAt?: Date
  promised?: readonly Date[] | null
  promisedFor?: Date | null
}

/** The cancellation deadline of a booking in words; null where cancelling never costs anything. */
export function freeUntil(booking: Promised): string | null {
  const deadline = promisedDeadline(booking)
  return deadline && longMoment(deadline)
}

/** The cancellation deadline as it was promised; null where cancelling never costs anything. */
export function promisedDeadline({ policy: stored, startsAt, bookedAt, ...promise }: Promised): Date | null {
  const policy = policyOf(stored)
  if (policy.bands.length === 0) return null
  return (standingPromise(promise, startsAt) ?? momentsOf(policy, startsAt, ENGLAND_AND_WALES, bookedAt))[0]!
}

/** What cancelling now, or sending a colleague (`substitute`), would cost: shown before the button, and charged by the handler behind it. */
export function quote(booking: BookingDetails, by: CancellationFacts['by'], now: Date, substitute = false): CancellationCharge {
  const { startsAt, endsAt, sessions, agencyGroup, bookedAt, movedAt } = booking
  const facts = {
    policy: policyOf(booking.policy),
    startsAt,
    endsAt,
    sessions,
    agencyGroup,
    bookedAt,
    movedAt,
    promised: standingPromise(booking, startsAt),
    requested: booking.state === 'requested',
    onCondition: isOpen(booking.condition),
    cancelledAt: now,
    by,
    substitute,
  }
  return cancellationCharge(facts, ENGLAND_AND_WALES)
}

/** The most that this booking could come to cost its agency, in pence: cancelled at the last moment, and not come at all. */
export function lateCosts(booking: BookingDetails): { late: number; noShow: number } {
  const { startsAt, endsAt, sessions, agencyGroup } = booking
  const facts = { policy: policyOf(booking.policy), startsAt, endsAt, sessions, agencyGroup }
  const late = cancellationCharge({ ...facts, cancelledAt: startsAt, by: 'delegate', substitute: false }, ENGLAND_AND_WALES)
  return { late: late.chargePence, noShow: noShowCharge(facts).chargePence }
}

/** The quote in one sentence for the person who cancels. */
export function quoteSentence({ late, chargePence, deadline, why }: CancellationCharge): string {
  const until = longMoment(deadline)
  if (why.code === 'organiser') return 'The organiser cancels, so there is no charge.'
  if (why.code === 'not-approved') return 'The booking waits for approval, so cancelling it is free of charge.'
  if (why.code === 'on-condition') return 'The place is kept on a condition that is not met yet, so cancelling it is free of charge.'
  if (why.code === 'moved') return 'The organiser has changed the time or the place since this was booked, so there is no charge.'
  if (why.code === 'substitute') return 'A colleague comes instead, so there is no charge.'
  if (!late) return `You can cancel free of charge until ${until}.`
  if (why.code === 'waived') return `The time to cancel in good time ended on ${until}. Your agency group is not charged.`
  if (chargePence === 0) return `The time to cancel in good time ended on ${until}. There is no charge, but the place may go to waste.`
  return `The time to cancel free of charge ended on ${until}. Your agency will be charged ${pounds(chargePence)}.`
}
