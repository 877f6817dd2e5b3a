import type { BankHolidays } from '../../../shared/bank-holidays.js'
import { addDays, type Day, londonAt, londonDate, londonDayBounds, londonTime } from '../../../shared/dates.js'
import { workingDayOnOrBefore, workingDaysBefore } from '../../../shared/working-days.js'
import { type CancellationPolicy, type Charge, type Notice, rateFor, sameGroup } from './cancellation-policy.js'

export interface Sitting {
  startsAt: Date
  endsAt: Date
}

/** What is to be attended: from its first start to its last end; its sessions, where they are known, tell half days from full ones. */
export interface Attendance extends Sitting {
  sessions?: readonly Sitting[]
}

/** Who is billed and how; `agencyGroup` is the group's name, null where the agency is not listed. */
export interface ChargeFacts extends Attendance {
  policy: CancellationPolicy
  agencyGroup: string | null
}

export interface CancellationFacts extends ChargeFacts {
  cancelledAt: Date
  by: 'delegate' | 'agency' | 'organiser'
  substitute: boolean
  bookedAt?: Date
  /** When the organiser last changed the time or the place; null: never. */
  movedAt?: Date | null
  /** It waits for a line manager: nobody has agreed to the terms yet. */
  requested?: boolean
  /** The moments of `momentsOf` as they were told when it was booked: they stand, whatever days are closed since. */
  promised?: readonly Date[] | undefined
  /** It is kept on a condition that is not met: what is let go free of charge may be given back free of charge. */
  onCondition?: boolean
}

export type ChargeReason =
  'organiser' | 'not-approved' | 'on-condition' | 'moved' | 'in-time' | 'substitute' | 'waived' | 'late' | 'no-show'

/** Why an amount is what it is: the reason, the days it was worked out from, and the notice that was missed. */
export interface Why {
  code: ChargeReason
  halfDays: number
  fullDays: number
  missed: Notice | null
}

/** `deadline`: the last moment to cancel free of charge. */
export interface CancellationCharge {
  late: boolean
  chargePence: number
  deadline: Date
  why: Why
}

/** The day up to which this notice can be given. Clear days leave out both the day of the notice and the day of the course. */
function lastDay(
  { amount, unit, onWorkingDay }: Notice & { unit: Exclude<Notice['unit'], 'hours'> },
  start: Day,
  holidays: BankHolidays,
): Day {
  const day = {
    'calendar-days': () => addDays(start, -amount),
    'working-days': () => workingDaysBefore(start, amount, holidays),
    'clear-working-days': () => addDays(workingDaysBefore(start, amount, holidays), -1),
  }[unit]()
  return onWorkingDay ? workingDayOnOrBefore(day, holidays) : day
}

const HOUR = 3_600_000

/** The last moment at which this notice can be given: a millisecond before midnight at the end of a day, and never after the start. */
export function noticeMoment(notice: Notice, startsAt: Date, holidays: BankHolidays): Date {
  if (notice.unit === 'hours') return new Date(startsAt.getTime() - notice.amount * HOUR)
  const day = lastDay({ ...notice, unit: notice.unit }, londonDate(startsAt), holidays)
  const moment =
    notice.until === 'end-of-day'
      ? londonDayBounds(day).end.getTime() - 1
      : londonAt(day, notice.until === 'same-time' ? londonTime(startsAt) : notice.until).getTime()
  return new Date(Math.min(moment, startsAt.getTime()))
}

/** The cancellation deadline: the last moment, itself included, to cancel free of charge. */
export function cancellationDeadline(policy: CancellationPolicy, startsAt: Date, holidays: BankHolidays): Date {
  return noticeMoment(policy.notice, startsAt, holidays)
}

/**
 * All that a booking is promised: the deadline (later for who books within the time of grace, and never after the start), then the last
 * moment before each band, in the policy's order.
 */
export function momentsOf(policy: CancellationPolicy, startsAt: Date, holidays: BankHolidays, bookedAt?: Date): Date[] {
  const deadline = cancellationDeadline(policy, startsAt, holidays).getTime()
  const grace = bookedAt && policy.graceHours > 0 ? Math.min(bookedAt.getTime() + policy.graceHours * HOUR, startsAt.getTime()) : deadline
  return [new Date(Math.max(deadline, grace)), ...policy.bands.map(band => noticeMoment(band.lessThan, startsAt, holidays))]
}

/** What was promised for this start; undefined where nothing was, or for another start: the organiser moved it since. */
export function standingPromise(
  { promised, promisedFor }: { promised?: readonly Date[] | null; promisedFor?: Date | null },
  startsAt: Date,
): readonly Date[] | undefined {
  return promised && promisedFor?.getTime() === startsAt.getTime() ? promised : undefined
}

/** How many half and full days a course takes; a sitting that runs past midnight counts each day it touches as a full one. */
export function daysOf({ startsAt, endsAt, sessions }: Attendance, halfDayUpToHours: number): { halfDays: number; fullDays: number } {
  const hours = new Map<Day, number>()
  for (const sitting of sessions?.length ? sessions : [{ startsAt, endsAt }]) {
    const last = londonDate(new Date(sitting.endsAt.getTime() - 1))
    const length = londonDate(sitting.startsAt) === last ? (sitting.endsAt.getTime() - sitting.startsAt.getTime()) / 3_600_000 : 24
    for (let day = londonDate(sitting.startsAt); day <= last; day = addDays(day, 1)) hours.set(day, (hours.get(day) ?? 0) + length)
  }
  const halfDays = [...hours.values()].filter(length => length <= halfDayUpToHours).length
  return { halfDays, fullDays: hours.size - halfDays }
}

function due(facts: ChargeFacts, charge: Charge, code: 'late' | 'no-show', missed: Notice | null): { chargePence: number; why: Why } {
  const { policy, agencyGroup } = facts
  const days = daysOf(facts, policy.halfDayUpToHours)
  if (policy.waivedGroups.some(name => sameGroup(name, agencyGroup))) return { chargePence: 0, why: { code: 'waived', ...days, missed } }
  const { halfDayPence, fullDayPence, fixed } = rateFor(charge, agencyGroup)
  const once = days.fullDays > 0 ? fullDayPence : halfDayPence
  const chargePence = fixed || policy.days === 'once' ? once : days.halfDays * halfDayPence + days.fullDays * fullDayPence
  return { chargePence, why: { code, ...days, missed } }
}

const FREE: Charge = { halfDayPence: 0, fullDayPence: 0, groups: {} }

function bandMissed({ policy, cancelledAt }: CancellationFacts, moments: readonly Date[]): { charge: Charge; missed: Notice } {
  const missed = policy.bands
    .map((band, i) => ({ charge: band.charge, missed: band.lessThan, moment: moments[i + 1]! }))
    .filter(band => cancelledAt > band.moment)
    .sort((a, b) => b.moment.getTime() - a.moment.getTime())
  return missed[0] ?? { charge: FREE, missed: policy.notice }
}

/**
 * What cancelling at a moment costs under a policy: shown before the button, and kept when it is pressed. The organiser's cancellation is
 * never late nor charged, nor is that of a booking that waits for approval or whose condition is not met, nor anybody's who booked before the
 * organiser last changed the time or the place; a colleague sent instead is free of charge where the policy says so, though the change may be late.
 */
export function cancellationCharge(facts: CancellationFacts, holidays: BankHolidays): CancellationCharge {
  const { policy, cancelledAt, by, substitute } = facts
  const moments = facts.promised ?? momentsOf(policy, facts.startsAt, holidays, facts.bookedAt)
  const deadline = moments[0]!
  const moved = movedSince(facts)
  const bound = !facts.requested && !facts.onCondition && !moved
  const late = by !== 'organiser' && bound && cancelledAt > deadline
  const free = (code: ChargeReason, missed: Notice | null = null): CancellationCharge => ({
    late,
    chargePence: 0,
    deadline,
    why: { code, ...daysOf(facts, policy.halfDayUpToHours), missed },
  })
  if (by === 'organiser') return free('organiser')
  if (facts.requested) return free('not-approved')
  if (facts.onCondition) return free('on-condition')
  if (moved) return free('moved')
  if (!late) return free('in-time')
  if (substitute && policy.substitution === 'free') return free('substitute', policy.notice)
  const { charge, missed } = bandMissed(facts, moments)
  return { late, deadline, ...due(facts, charge, 'late', missed) }
}

/** Whoever booked before the organiser changed the time or the place did not choose what it is now. */
export const movedSince = ({ bookedAt, movedAt }: { bookedAt?: Date; movedAt?: Date | null }): boolean =>
  bookedAt !== undefined && movedAt !== undefined && movedAt !== null && bookedAt <= movedAt

/** What staying away without a word costs. */
export function noShowCharge(facts: ChargeFacts): { chargePence: number; why: Why } {
  return due(facts, facts.policy.noShow, 'no-show', null)
}
