import { londonDate } from '../../../shared/dates.js'
import type { BookingState } from '../../bookings/rules/booking-states.js'
import { morningBefore } from '../../bookings/rules/reminders.js'
import { morningOf } from '../../notifications/rules/morning.js'
import { checkWorkEmail } from '../../people/rules/work-email.js'
import { type Asking, askingsLeft, closesAt, type CourseTimes, type Mailed, opensAt } from './due-dates.js'
import { demandedStage, type Stage, type StageSettings } from './stage-settings.js'

/** Why somebody is not asked, or not any more. */
export const CLOSED_WHY = ['cancelled', 'did not come', 'left part way', 'too late', 'no line manager known', 'no longer asked'] as const
export type ClosedWhy = (typeof CLOSED_WHY)[number]

/** A booking as it stands. `present`: the register, though it is open, has them present at one session at least. */
export interface BookingFacts {
  state: BookingState
  dateCancelled: boolean
  present: boolean
}

/**
 * Whether somebody is to be asked. Before: who has a place. After: who was there; as long as the register is open, who is marked present.
 * Weeks and months later: who attended in full. Who left part way says what they think of the day, but has not done the course.
 */
export function whoIsAsked(stage: Stage, { state, dateCancelled, present }: BookingFacts): 'asked' | 'not known yet' | ClosedWhy {
  if (state === 'cancelled' || (dateCancelled && (state === 'booked' || state === 'requested'))) return 'cancelled'
  if (state === 'no-show') return 'did not come'
  if (state === 'requested') return 'not known yet'
  if (stage === 'pre') return 'asked'
  if (state === 'partly attended') return stage === 'post' ? 'asked' : 'left part way'
  if (state === 'attended') return 'asked'
  return stage === 'post' && present ? 'asked' : 'not known yet'
}

export interface AskingFacts {
  stage: Stage
  times: CourseTimes
  settings: StageSettings
  booking: BookingFacts
  mailed: Mailed
  /** Nobody is mailed what was due before the product began to ask. */
  since: Date
  /** There is a form to be answered, and at the last stage a line manager to answer it. */
  form: boolean
  manager: boolean
}

/** What is to be done about one invitation now; `nextAt`: when to look again, null for never. */
export type Step =
  { do: 'ask'; number: number; sendAt: Date; nextAt: Date | null } | { do: 'wait'; nextAt: Date | null } | { do: 'close'; why: ClosedWhy }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Mails of a morning are written so long before, to be gathered with the person's others. */
const AHEAD = 4 * HOUR
/** How soon is looked again whether the register has closed. */
const LOOK_SOON = 15 * MINUTE
const LOOK_LATER = 24 * HOUR

/** The one decision that a job takes about an invitation. */
export function nextStep(facts: AskingFacts, now: Date): Step {
  const { stage, times, settings, booking, mailed, since } = facts
  if (!settings.stages.includes(stage)) return { do: 'close', why: 'no longer asked' }
  const who = whoIsAsked(stage, booking)
  if (who !== 'asked' && who !== 'not known yet') return { do: 'close', why: who }
  const closes = closesAt(stage, times, settings)
  if (closes && closes <= now) return { do: 'close', why: 'too late' }
  const left = askingsLeft(stage, times, settings, mailed).filter(({ dueAt, until }) => dueAt >= since && now < until)
  const due = left.findLast(asking => lookAt(stage, asking) <= now)
  if (!due) return { do: 'wait', nextAt: left[0] ? lookAt(stage, left[0]) : closes }
  if (who === 'not known yet' || !facts.form) return { do: 'wait', nextAt: lookAgain(stage, facts.form, now) }
  if (stage === 'manager' && !facts.manager)
    return mailed.askedAt ? { do: 'wait', nextAt: closes } : { do: 'close', why: 'no line manager known' }
  const number = mailed.askedAt ? due.number : 0
  const sendAt = sentAt(stage, { ...due, number }, now)
  const [next] = askingsLeft(stage, times, settings, { askedAt: mailed.askedAt ?? sendAt, chasers: number })
  return { do: 'ask', number, sendAt, nextAt: next ? lookAt(stage, next) : closes }
}

// What falls due as the last session ends is for those who were there, and who that is is not known before.
const lookAt = (stage: Stage, { number, dueAt }: Asking): Date =>
  stage === 'post' && number === 0 ? dueAt : new Date(dueAt.getTime() - AHEAD)

const lookAgain = (stage: Stage, form: boolean, now: Date): Date =>
  new Date(now.getTime() + (stage === 'post' && form ? LOOK_SOON : LOOK_LATER))

/** At its moment; what is late goes at once while it presses or its day lasts, and else the next morning. */
function sentAt(stage: Stage, { number, dueAt }: Asking, now: Date): Date {
  if (dueAt >= now) return dueAt
  const presses = number === 0 && (stage === 'pre' || stage === 'post')
  return presses || londonDate(dueAt) === londonDate(now) ? now : morningOf(now)
}

/** When an invitation that is new falls due, and when it is first looked at. */
export function newInvitation(stage: Stage, times: CourseTimes, settings: StageSettings): { dueAt: Date; nextAt: Date | null } {
  const [first] = askingsLeft(stage, times, settings, { askedAt: null, chasers: 0 })
  return { dueAt: opensAt(stage, times, settings), nextAt: first ? lookAt(stage, first) : closesAt(stage, times, settings) }
}

/** The line manager to ask: the one on record now, if they can be written to and are not the person themself. */
export function managerToAsk(person: { email: string; managerName: string; managerEmail: string }): { name: string; email: string } | null {
  const email = checkWorkEmail(person.managerEmail)
  if (typeof email !== 'string' || email === person.email) return null
  return { name: person.managerName || email, email }
}

export type Standing = 'open' | 'not yet' | 'sent' | 'closed'

/** What somebody finds who opens the questions of a stage. */
export function standingOf(
  invitation: { stage: Stage; state: 'due' | 'asked' | 'answered' | 'closed' },
  { times, settings, booking }: Pick<AskingFacts, 'times' | 'settings' | 'booking'>,
  now: Date,
): Standing {
  const { stage, state } = invitation
  if (state === 'answered') return 'sent'
  const who = whoIsAsked(stage, booking)
  const closes = closesAt(stage, times, settings)
  if (state === 'closed' || !(who === 'asked' || who === 'not known yet') || (closes && closes <= now)) return 'closed'
  return opensAt(stage, times, settings) <= now ? 'open' : 'not yet'
}

/** Up to the morning of the day before: nobody is to stand before a closed door because of a form. */
const JOINING_WAITS_UNTIL_DAYS = 1

/** Whether the joining details of somebody who has not answered yet wait for it. Walk-ins have found the way already. */
export function joiningHeld({ times, settings, booking }: Pick<AskingFacts, 'times' | 'settings' | 'booking'>, now: Date): boolean {
  const waits = demandedStage(settings, 'joining details') === 'pre' && booking.state === 'booked' && !times.walkIn
  return waits && now < morningBefore(times.startsAt, JOINING_WAITS_UNTIL_DAYS)
}
