import type { BankHolidays } from '../../../shared/bank-holidays.js'
import { londonAt, londonDate, londonTime } from '../../../shared/dates.js'
import { isRefusal } from '../../../shared/refusal.js'
import { workingDaysBefore } from '../../../shared/working-days.js'
import { checkName } from '../../people/rules/names.js'
import { checkWorkEmail } from '../../people/rules/work-email.js'

export const APPROVAL_STATES = ['open', 'approved', 'refused', 'run-out', 'withdrawn'] as const
export type ApprovalState = (typeof APPROVAL_STATES)[number]
/** Who answered; the business unit does it for a manager who answered by telephone, a training lead where their agency has it so. */
export type Approver = 'manager' | 'deputy' | 'administrator' | 'training lead'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const CHASED_AFTER_WORKING_DAYS = 2
const RUNS_OUT_AFTER_WORKING_DAYS = 5
/** Before the start the delegate must know where they stand. */
const BEFORE_START = DAY
/** So long a manager has at the least, even where booking closes sooner; and where the course starts sooner. */
const LEAST_OVER_CLOSING = DAY
const LEAST = 4 * HOUR
const LAST_BEFORE_START = HOUR

export interface ApprovalTimes {
  chaseAt: Date
  runsOutAt: Date
}

/**
 * When a manager who has not answered is asked again, and when the request ends. Usually after 2 and 5 working days; but a place that is
 * refused should still be of use, so it ends by the closing of the booking (a day is left to answer, though) and a day before the start.
 * Whoever books later than that leaves their manager four hours; and always it has ended an hour before the start, or half-way to it.
 */
export function approvalTimes(at: { askedAt: Date; startsAt: Date; closesAt: Date }, holidays: BankHolidays): ApprovalTimes {
  const asked = at.askedAt.getTime()
  const start = at.startsAt.getTime()
  const usual = workingDaysAfter(at.askedAt, RUNS_OUT_AFTER_WORKING_DAYS, holidays)
  const useful = Math.min(usual, start - BEFORE_START, Math.max(at.closesAt.getTime(), asked + LEAST_OVER_CLOSING))
  const last = Math.max(start - LAST_BEFORE_START, (asked + start) / 2)
  const runsOut = Math.min(Math.max(useful, asked + LEAST), last)
  const chase = workingDaysAfter(at.askedAt, CHASED_AFTER_WORKING_DAYS, holidays)
  return { chaseAt: toMinute(chase <= runsOut - DAY ? chase : (asked + runsOut) / 2), runsOutAt: toMinute(runsOut) }
}

/** The same time of day so many working days later. */
const workingDaysAfter = (at: Date, days: number, holidays: BankHolidays): number =>
  londonAt(workingDaysBefore(londonDate(at), -days, holidays), londonTime(at)).getTime()

/** People are told whole minutes; what they are told must hold to the second. */
const toMinute = (ms: number): Date => new Date(Math.floor(ms / MINUTE) * MINUTE)

/** Whom a booking is approved by, and who answers in their place; an empty deputy: nobody was named. */
export interface Approvers {
  managerName: string
  managerEmail: string
  deputyName: string
  deputyEmail: string
}

export type ApproverFault = 'name' | 'email' | 'own-address' | 'same-address'

/** What is wrong with each of them: a name that is none, an address that is no personal work one, the delegate's own, or both the same. */
export function approverFaults(asked: Approvers, ownEmail: string): Partial<Record<keyof Approvers, ApproverFault>> {
  const faults: Partial<Record<keyof Approvers, ApproverFault>> = {}
  const own = ownEmail.toLowerCase()
  const address = (email: string): ApproverFault | null => {
    const checked = checkWorkEmail(email)
    if (typeof checked !== 'string') return 'email'
    return checked === own ? 'own-address' : null
  }
  const note = (field: keyof Approvers, fault: ApproverFault | null) => void (fault && (faults[field] = fault))
  note('managerName', isRefusal(checkName(asked.managerName)) ? 'name' : null)
  note('managerEmail', address(asked.managerEmail))
  if (asked.deputyName === '' && asked.deputyEmail === '') return faults
  note('deputyName', isRefusal(checkName(asked.deputyName)) ? 'name' : null)
  const same = asked.deputyEmail.trim().toLowerCase() === asked.managerEmail.trim().toLowerCase()
  note('deputyEmail', address(asked.deputyEmail) ?? (same ? 'same-address' : null))
  return faults
}

/** Whom to ask: those just named, or those on record; a deputy who will not do is left out. Null: there is nobody who could be asked. */
export function approversOf(named: Approvers | null, onRecord: Approvers, ownEmail: string): Approvers | null {
  const asked = named ?? onRecord
  const faults = approverFaults(asked, ownEmail)
  if (faults.managerName || faults.managerEmail) return null
  const email = (text: string) => text.trim().toLowerCase()
  const deputy =
    faults.deputyName || faults.deputyEmail
      ? { deputyName: '', deputyEmail: '' }
      : { deputyName: asked.deputyName, deputyEmail: email(asked.deputyEmail) }
  return { managerName: asked.managerName, managerEmail: email(asked.managerEmail), ...deputy }
}

export type ApprovalNeed = 'none' | 'asked' | 'waived' | 'nobody-to-ask'

/**
 * Whether a booking waits for a line manager, and for whom. `wanted`: its course or its agency asks for approval; `waived`: an
 * administrator books without it; `named`: whom the delegate has just named, null where they named nobody.
 */
export function approvalNeed(facts: { wanted: boolean; waived: boolean; named: Approvers | null; onRecord: Approvers; ownEmail: string }): {
  need: ApprovalNeed
  approvers: Approvers | null
} {
  if (!facts.wanted) return { need: 'none', approvers: null }
  if (facts.waived) return { need: 'waived', approvers: facts.onRecord }
  const approvers = approversOf(facts.named, facts.onRecord, facts.ownEmail)
  return { need: approvers ? 'asked' : 'nobody-to-ask', approvers }
}

/** What a link's page goes by: the approval, and whether there is still a booking to approve. */
export interface ApprovalFacts {
  state: ApprovalState
  runsOutAt: Date
  /** Of the course, which may have been moved since. */
  startsAt: Date
  /** The booking waits for approval and its date has not been cancelled. */
  waiting: boolean
}

/** How an approval stands at a moment: one whose time is over has run out, and one without a booking is withdrawn, before anybody notes it. */
export function standingOf({ state, runsOutAt, startsAt, waiting }: ApprovalFacts, now: Date): ApprovalState {
  if (state !== 'open') return state
  if (!waiting) return 'withdrawn'
  return now < runsOutAt && now < startsAt ? 'open' : 'run-out'
}

/** The confirmation is copied to the line manager where the agency wants it, but not to one who has just approved it. */
export const copyConfirmation = (copies: readonly string[], approvedBy: Approver | null): boolean =>
  copies.includes('confirmation') && approvedBy !== 'manager'
