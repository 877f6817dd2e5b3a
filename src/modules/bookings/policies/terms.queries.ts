import type { DataSource, EntityManager } from 'typeorm'
import type { LaneOccurrence } from '../booking-lane.facts.js'
import { readOccurrence } from '../booking-lane.statements.js'
import { freeUntil, policyOf } from '../cancellation-quote.js'
import { policyWords } from '../rules/policy-words.js'
import { agreedNow, shownTerms, type TermsNow, termsIdOf } from './agreed.js'

type Reading = Pick<DataSource | EntityManager, 'query'>

export interface TermsText {
  id: string
  number: number
  words: string
  madeAt: Date
  /** Whether they are the course's own. */
  own: boolean
}

/** The terms with this id; null: there are none. */
export async function termsById(source: Reading, id: string | null): Promise<TermsText | null> {
  if (id === null) return null
  const sql = 'SELECT id, number, words, made_at AS "madeAt", course_id IS NOT NULL AS own FROM terms_version WHERE id = $1'
  const [terms] = await source.query<TermsText[]>(sql, [id])
  return terms ?? null
}

export interface CourseTerms {
  key: string
  title: string
  termsId: string | null
  policyName: string | null
  policy: unknown
  policyVersion: number
}

/** What a course is booked under at this moment; null: no such course. */
export async function courseTerms(source: Reading, key: string): Promise<CourseTerms | null> {
  const [row] = await source.query<CourseTerms[]>(
    `SELECT c.key, c.title, ${termsIdOf('c.id')} AS "termsId", y.name AS "policyName", y.definition AS policy, coalesce(y.version, 0) AS "policyVersion"
     FROM course c LEFT JOIN cancellation_policy y ON y.id = c.policy_id WHERE c.key = $1`,
    [key],
  )
  return row ?? null
}

export interface TermsListed {
  key: string
  title: string
  own: boolean
}

/** Every course that is offered, those with terms of their own first. */
export const termsList = (source: Reading): Promise<TermsListed[]> =>
  source.query(
    `SELECT c.key, c.title, coalesce((SELECT t.words <> '' FROM terms_version t WHERE t.course_id = c.id ORDER BY t.number DESC LIMIT 1), false) AS own
     FROM course c WHERE NOT c.retired AND c.kind = 'scheduled' ORDER BY own DESC, c.title`,
  )

export interface TermsVersionRow {
  number: number
  words: string
  madeAt: Date
  madeBy: string | null
}

/** The versions of a course's own terms, or (null) of the partnership's, the newest first. */
export const termsVersions = (source: Reading, courseId: string | null): Promise<TermsVersionRow[]> =>
  source.query(
    `SELECT t.number, t.words, t.made_at AS "madeAt", p.name AS "madeBy" FROM terms_version t LEFT JOIN person p ON p.id = t.made_by_id
     WHERE t.course_id IS NOT DISTINCT FROM $1 ORDER BY t.number DESC`,
    [courseId],
  )

/** The policy in words and the terms, for a page on which they are accepted. */
export async function termsShown(source: Reading, { policy, termsId }: Pick<TermsNow, 'policy' | 'termsId'>) {
  return { policyWords: policyWords(policyOf(policy)), terms: await termsById(source, termsId) }
}

/** What a place on this date is booked on now: `accepted` comes back with the button. */
export function acceptedNow(date: TermsNow, now: Date) {
  const agreed = agreedNow(date, now)
  const deadline = freeUntil({ policy: date.policy, ...agreed, startsAt: date.startsAt })
  return { accepted: shownTerms(date), deadline, deadlineOver: agreed.promised[0]! <= now }
}

/** The same of an occurrence by its id. */
export async function termsOfDate(source: Reading, occurrenceId: string, now: Date) {
  const read = readOccurrence(occurrenceId)
  const [date] = await source.query<LaneOccurrence[]>(read.text, read.values)
  return date ? acceptedNow(date, now) : {}
}
