import { type BankHolidays, ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import type { Day } from '../../../shared/dates.js'
import { policyOf } from '../cancellation-quote.js'
import { momentsOf, standingPromise } from '../rules/cancellation.js'

/** What an occurrence is booked under at this moment; `policy` is the JSON of its version. */
export interface TermsNow {
  startsAt: Date
  policy: unknown
  policyId: string | null
  /** 0: no policy. */
  policyVersion: number
  termsId: string | null
  closedDays: Record<Day, string>
}

/** What a booking keeps of it. */
export interface Agreed {
  policyId: string | null
  policyVersion: number
  termsId: string | null
  promisedFor: Date
  promised: Date[]
}

/** The partnership's own closed days as one object, day to name; a subquery. */
export const CLOSED_DAYS = `(SELECT coalesce(json_object_agg(d.day, d.name), '{}') FROM closed_day d)`

/** The id of the terms that hold for the course whose id stands in `course`: its own, or the partnership's; a subquery. */
export const termsIdOf = (course: string) => `coalesce(
      (SELECT CASE WHEN t.words <> '' THEN t.id END FROM terms_version t WHERE t.course_id = ${course} ORDER BY t.number DESC LIMIT 1),
      (SELECT t.id FROM terms_version t WHERE t.course_id IS NULL ORDER BY t.number DESC LIMIT 1))`

/** The region's bank holidays with the partnership's own closed days. */
export const withClosedDays = (closed: Record<Day, string>): BankHolidays => ({
  ...ENGLAND_AND_WALES,
  days: { ...ENGLAND_AND_WALES.days, ...closed },
})

/** What somebody who books now agrees to, with the moments as they are told. */
export function agreedNow({ startsAt, policy, policyId, policyVersion, termsId, closedDays }: TermsNow, now: Date): Agreed {
  const promised = momentsOf(policyOf(policy), startsAt, withClosedDays(closedDays), now)
  return { policyId, policyVersion, termsId, promisedFor: startsAt, promised }
}

/**
 * What a page shows, as a text that comes back with its button: the same text later means that nothing of it has changed. The time of grace
 * is left out, for it runs from the press of the button.
 */
export function shownTerms({ startsAt, policy, policyId, policyVersion, termsId, closedDays }: TermsNow): string {
  const deadline = momentsOf(policyOf(policy), startsAt, withClosedDays(closedDays))[0]!
  return [policyId ?? 'free', policyVersion, termsId ?? 'none', deadline.toISOString()].join(' ')
}

/** A booking's own promise and versions; its promise is made anew where the date was moved since. */
export interface AgreedBefore extends Omit<Agreed, 'promised' | 'promisedFor'> {
  promised: Date[] | null
  promisedFor: Date | null
}

/** What a colleague takes over with somebody's place: the same versions, and the same moments as long as the date is the same. */
export function takenOver(booking: AgreedBefore, now: TermsNow, at: Date): Agreed {
  const { policyId, policyVersion, termsId } = booking
  const standing = standingPromise(booking, now.startsAt)
  if (standing) return { policyId, policyVersion, termsId, promisedFor: now.startsAt, promised: [...standing] }
  return agreedNow({ ...now, policyId, policyVersion, termsId }, at)
}
