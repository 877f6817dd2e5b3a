import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { Completion } from '../../courses/rules/prerequisites.js'
import { bookingClosesAt, type KeyedNeed, missingKeys, type OccurrenceFacts } from './places.js'

/** A course as its waiting list sees it. `dates`: its occurrences that are neither cancelled nor closed for booking. */
export interface WaitingCourse {
  courseId: string
  retired: boolean
  external: boolean
  needs: readonly KeyedNeed[]
  dates: readonly Pick<OccurrenceFacts, 'id' | 'startsAt' | 'closesAt'>[]
  waiting: number
}

/** Who asks to wait. `dates`: occurrences they could make; empty means any. `liveOn`: live bookings on the course, by occurrence. */
export interface JoinRequest {
  personId: string
  completed: readonly Completion[]
  liveOn: readonly string[]
  waiting: boolean
  dates: readonly string[]
}

export type JoinCode =
  'course-retired' | 'booked-elsewhere' | 'already-booked' | 'already-waiting' | 'no-such-dates' | 'prerequisites-missing'

/** `position`: how many wait up to and with this person; `dates` without doubles, as they are to be kept. */
export interface Joined {
  joined: true
  position: number
  dates: string[]
}
export type JoinDecision = Joined | Refusal<JoinCode>

/**
 * Whether this person may wait for the course. The prerequisites must be met on at least one of the dates they could make (today
 * where no date is set yet): waiting for what one could not be offered helps nobody.
 */
export function decideJoin(course: WaitingCourse, request: JoinRequest, now: Date): JoinDecision {
  if (course.retired) return refuse('course-retired')
  if (course.external) return refuse('booked-elsewhere')
  if (request.liveOn.length > 0) return refuse('already-booked', { occurrence: request.liveOn[0]! })
  if (request.waiting) return refuse('already-waiting')
  const dates = [...new Set(request.dates)]
  const open = course.dates.filter(date => now < bookingClosesAt(date))
  const unknown = dates.filter(id => !open.some(date => date.id === id))
  if (unknown.length > 0) return refuse('no-such-dates', { dates: unknown })
  const lacking = missingOnEvery(
    course.needs,
    request.completed,
    open.filter(date => dates.length === 0 || dates.includes(date.id)),
    now,
  )
  return lacking.length > 0 ? refuse('prerequisites-missing', { missing: lacking }) : { joined: true, position: course.waiting + 1, dates }
}

/** Who comes before whom: first those who lost a place on a date that the organiser cancelled, then all others; each by number. */
export const inQueueOrder = <E extends { displaced: boolean; number: number }>(entries: readonly E[]): E[] =>
  [...entries].sort((a, b) => Number(b.displaced) - Number(a.displaced) || a.number - b.number)

/** What becomes of those who lost their places on a cancelled date: with places enough elsewhere they choose one; if not, they head the queue. */
export const afterCancelledDate = (people: number, freePlaces: number): 'choose' | 'head-of-queue' =>
  freePlaces >= people ? 'choose' : 'head-of-queue'

/** The keys missing on the first date, if on every date something is; none when one date could be taken. */
function missingOnEvery(
  needs: readonly KeyedNeed[],
  completed: readonly Completion[],
  dates: readonly { startsAt: Date }[],
  now: Date,
): string[] {
  const days = dates.length > 0 ? dates.map(date => date.startsAt).sort((a, b) => a.getTime() - b.getTime()) : [now]
  const perDay = days.map(startsAt => missingKeys({ needs, startsAt }, completed))
  return perDay.some(keys => keys.length === 0) ? [] : perDay[0]!
}

/** Decides what arrived together for one course's list: positions follow on without a gap, and the same person is not taken twice. */
export function decideJoinBatch(
  course: WaitingCourse,
  requests: readonly JoinRequest[],
  now: Date,
): { decisions: JoinDecision[]; waitingDelta: number } {
  const joined = new Set<string>()
  const decisions = requests.map(request => {
    const facts = { ...course, waiting: course.waiting + joined.size }
    const decision = decideJoin(facts, { ...request, waiting: request.waiting || joined.has(request.personId) }, now)
    if ('joined' in decision) joined.add(request.personId)
    return decision
  })
  return { decisions, waitingDelta: joined.size }
}
