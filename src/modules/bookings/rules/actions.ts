import { londonDate, londonDayBounds } from '../../../shared/dates.js'
import { type BookingState, isLive } from './booking-states.js'
import { answerable, type Offer } from './offers.js'
import { BARRIERS, decideBooking, type OccurrenceFacts, type Override, type PersonFacts } from './places.js'
import { closableFrom, type RegisterOccurrenceFacts } from './register.js'

export const ACTIONS = [
  'book',
  'joinWaitingList',
  'leaveWaitingList',
  'cancel',
  'acceptOffer',
  'declineOffer',
  'markRegister',
  'closeRegister',
  'reopenRegister',
] as const
export type Action = (typeof ACTIONS)[number]

/** Who looks: the person themself, the trainer of this very occurrence, an administrator, the training lead of their agency, or nobody of these. */
export type Viewer = 'self' | 'trainer' | 'administrator' | 'training lead' | 'other'

/** A person and an occurrence: their booking on it, their offer for it, whether they wait for its course, and how they stand with the course. */
export interface ActionFacts {
  role: Viewer
  occurrence: OccurrenceFacts & RegisterOccurrenceFacts
  booking: { state: BookingState } | null
  offer: Offer | null
  waiting: boolean
  standing: Pick<PersonFacts, 'personId' | 'completed' | 'liveOn' | 'reserved'>
}

const BOOKS_FOR: readonly Viewer[] = ['self', 'training lead', 'administrator']
const KEEPS_REGISTER: readonly Viewer[] = ['trainer', 'administrator']
const OVERRIDE: Override = { over: BARRIERS, reason: 'asked for when it is done' }

/** What may be done now. The page that shows a button and the handler behind it ask this same function. */
export function availableActions(facts: ActionFacts, now: Date): Record<Action, boolean> {
  const { role, waiting } = facts
  const forPerson = BOOKS_FOR.includes(role)
  const mine = role === 'self' && facts.offer !== null && answerable(facts.offer, facts.standing.personId, now) === null
  return {
    book: forPerson && 'booked' in placeFor(facts, role === 'administrator' ? OVERRIDE : null, now),
    joinWaitingList: forPerson && !waiting && isFull(facts, now),
    leaveWaitingList: forPerson && waiting,
    cancel: forPerson && mayCancel(facts, now),
    acceptOffer: mine && 'booked' in placeFor(facts, null, now),
    declineOffer: mine,
    ...registerActions(facts, now),
  }
}

function placeFor({ occurrence, standing, offer }: ActionFacts, override: Override | null, now: Date) {
  const theirs = offer?.kind === 'hold' && offer.state === 'open' && offer.personId === standing.personId
  const hold = theirs ? { offerId: offer.offerId, runsOutAt: offer.runsOutAt } : null
  return decideBooking({ occurrence, person: { ...standing, hold }, override }, now)
}

function isFull(facts: ActionFacts, now: Date): boolean {
  const decision = placeFor(facts, null, now)
  return 'refused' in decision && decision.refused === 'full'
}

/** What cancelling alone depends on. */
export interface CancelFacts extends Pick<ActionFacts, 'booking' | 'role'> {
  occurrence: Pick<ActionFacts['occurrence'], 'startsAt' | 'cancelledAt' | 'registerClosedAt'>
}

// Delegates and agencies cancel up to the start. An administrator still may until the register is closed: the telephone call that came
// in time is often entered late.
export function mayCancel({ booking, occurrence, role }: CancelFacts, now: Date): boolean {
  if (booking === null || !isLive(booking.state) || occurrence.cancelledAt !== null) return false
  return now < occurrence.startsAt || (role === 'administrator' && occurrence.registerClosedAt === null)
}

/** What the register alone depends on. */
export interface RegisterActionFacts {
  role: Viewer
  occurrence: RegisterOccurrenceFacts & Pick<OccurrenceFacts, 'startsAt'>
}

/** Marks are taken from the morning of the first day; closing waits for the last session. */
export function registerActions(
  { occurrence, role }: RegisterActionFacts,
  now: Date,
): Pick<Record<Action, boolean>, 'markRegister' | 'closeRegister' | 'reopenRegister'> {
  const open = KEEPS_REGISTER.includes(role) && occurrence.cancelledAt === null && occurrence.registerClosedAt === null
  return {
    markRegister: open && now >= londonDayBounds(londonDate(occurrence.startsAt)).start,
    closeRegister: open && now >= closableFrom(occurrence),
    reopenRegister: role === 'administrator' && occurrence.registerClosedAt !== null,
  }
}
