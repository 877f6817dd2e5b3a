import type { BankHolidays } from '../../../shared/bank-holidays.js'
import { addDays, type Day, longDate, longMoment, londonDate } from '../../../shared/dates.js'
import { pounds } from '../../../shared/money.js'
import { isWorkingDay } from '../../../shared/working-days.js'
import { type CancellationPolicy, rateFor, sameGroup } from './cancellation-policy.js'
import { type Attendance, cancellationCharge, momentsOf, noShowCharge, type Why } from './cancellation.js'
import { noticeWords, rateWords } from './policy-words.js'

/** A case made up to see what a policy makes of it. `ending`: cancelled at that moment, a colleague sent at it, or not come. */
export interface Trial extends Attendance {
  bookedAt: Date
  agencyGroup: string | null
  ending: { kind: 'cancelled' | 'colleague'; at: Date } | { kind: 'no-show' }
}

/** What the policy makes of it. `skipped`: bank holidays and closed days that the notice passed over, in words. */
export interface Tried {
  deadline: Date
  late: boolean
  chargePence: number
  reasons: string[]
  skipped: string[]
}

/** Tries a policy on a case, by the very rules that charge; the reasons are sentences in the order in which they were reached. */
export function tryPolicy(policy: CancellationPolicy, trial: Trial, holidays: BankHolidays): Tried {
  const { startsAt, bookedAt, ending } = trial
  const deadline = momentsOf(policy, startsAt, holidays, bookedAt)[0]!
  const facts = { ...trial, policy }
  const skipped = skippedDays(policy, deadline, startsAt, holidays)
  const first = `Cancelling is free of charge until ${longMoment(deadline)}: ${deadlineReason(policy, trial, holidays)}.`
  if (ending.kind === 'no-show') {
    const { chargePence, why } = noShowCharge(facts)
    return {
      deadline,
      late: true,
      chargePence,
      skipped,
      reasons: [first, 'They did not come, and had not cancelled.', amount(policy, trial, why, chargePence, 'no-show')],
    }
  }
  const asked = { ...facts, cancelledAt: ending.at, by: 'delegate' as const, substitute: ending.kind === 'colleague' }
  const { late, chargePence, why } = cancellationCharge(asked, holidays)
  const second = `${longMoment(ending.at)} is ${late ? 'after' : 'not after'} that${late ? '' : ', so there is no charge'}.`
  const third = late
    ? [why.code === 'substitute' ? 'A colleague comes instead, so there is no charge.' : amount(policy, trial, why, chargePence, 'late')]
    : []
  return { deadline, late, chargePence, skipped, reasons: [first, second, ...third] }
}

function deadlineReason(policy: CancellationPolicy, { startsAt, bookedAt }: Trial, holidays: BankHolidays): string {
  const [plain, withGrace] = [momentsOf(policy, startsAt, holidays)[0]!, momentsOf(policy, startsAt, holidays, bookedAt)[0]!]
  return withGrace > plain ? `${policy.graceHours} hours after booking, as it was booked late` : noticeWords(policy.notice)
}

/** Weekdays that are not worked, strictly between the deadline and the course, where the notice counts working days. */
function skippedDays({ notice }: CancellationPolicy, deadline: Date, startsAt: Date, holidays: BankHolidays): string[] {
  if (!notice.unit.endsWith('working-days') && !notice.onWorkingDay) return []
  const found: string[] = []
  const start: Day = londonDate(startsAt)
  for (let day = addDays(londonDate(deadline), 1); day < start; day = addDays(day, 1)) {
    const name = holidays.days[day]
    if (name && !isWorkingDay(day, holidays)) found.push(`${longDate(day)}, ${name}`)
  }
  return found
}

function amount(policy: CancellationPolicy, { agencyGroup }: Trial, why: Why, pence: number, what: 'late' | 'no-show'): string {
  if (why.code === 'waived') return `Agencies of the group ${agencyGroup} are never charged.`
  const band = policy.bands.find(one => one.lessThan === why.missed)
  const charge = what === 'no-show' ? policy.noShow : (band?.charge ?? policy.noShow)
  if (pence === 0) return 'The policy asks nothing for that.'
  const whose = Object.keys(charge.groups).some(name => sameGroup(name, agencyGroup)) ? ` for the group ${agencyGroup}` : ''
  const missed = what === 'late' && why.missed && why.missed !== policy.notice ? ` It was after ${noticeWords(why.missed)}.` : ''
  const days = [count(why.fullDays, 'full day'), count(why.halfDays, 'half day')].filter(Boolean).join(' and ')
  return `The course is ${days}. The charge${whose} is ${rateWords(rateFor(charge, agencyGroup), policy)}: ${pounds(pence)}.${missed}`
}

const count = (n: number, one: string): string => (n === 0 ? '' : `${n} ${one}${n === 1 ? '' : 's'}`)
