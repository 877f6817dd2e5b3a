import { newId } from '../../shared/ids.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import type { Outbox } from '../notifications/notifications.writer.js'
import { waitingJoined } from './booking-mails.js'
import { decideJoinBatch, type JoinCode, type JoinDecision, type JoinRequest, type WaitingCourse } from './rules/waiting-list.js'
import type { JoinWrites, NewEntry } from './waiting-lane.statements.js'

/** One person asks to wait for a course; `dates`: occurrences they could make, empty for any. */
export interface JoinAsked {
  personId: string
  key: string | undefined
  dates: string[]
}

/** `position` counts from 1: how many wait up to and with this person. */
export interface Waiting {
  id: string
  position: number
}
export type JoinAnswer = Waiting | Refusal<JoinCode | 'not-found'>

interface Joiner extends Omit<JoinRequest, 'personId' | 'dates'> {
  courseKey: string
  id: string
  name: string
  email: string
  agencyId: string | null
}
type ListCourse = WaitingCourse & { courseKey: string; courseTitle: string; lastNumber: number }

/** The row that `readJoins` answers with; instants are texts, as JSON has them. */
export interface JoinsRow {
  courses: (Omit<ListCourse, 'dates'> & { dates: { id: string; startsAt: string; closesAt: string | null }[] })[]
  joiners: Joiner[]
  answered: { personId: string; key: string; answer: Waiting }[]
}

interface Facts {
  course: ListCourse
  joiners: Map<string, Joiner>
  answered: Map<string, Waiting>
}

interface Taken {
  asked: JoinAsked
  joiner: Joiner
  entry: NewEntry
  made: Waiting
}

/** What one list of a round answers, and who joins it. */
export interface ListPlan {
  answers: JoinAnswer[]
  taken: Taken[]
  course: ListCourse | null
}

/** Turns the row of a round into the facts of each list, by the course's key. */
export function joinFacts(row: JoinsRow): Map<string, Facts> {
  const answered = new Map(row.answered.map(one => [`${one.personId} ${one.key}`, one.answer]))
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return new Map(
    row.courses.map(course => {
      const dates = course.dates.map(date => ({ ...date, startsAt: new Date(date.startsAt), closesAt: instant(date.closesAt) }))
      const joiners = row.joiners.filter(joiner => joiner.courseKey === course.courseKey)
      return [course.courseKey, { course: { ...course, dates }, joiners: new Map(joiners.map(joiner => [joiner.id, joiner])), answered }]
    }),
  )
}

/** Decides who may join one list, in order of arrival. */
export function planList(batch: JoinAsked[], facts: Facts | undefined, now: Date): ListPlan {
  if (!facts) return { answers: batch.map(() => refuse('not-found')), taken: [], course: null }
  const { course, joiners, answered } = facts
  const earlier = (asked: JoinAsked) => (asked.key ? answered.get(`${asked.personId} ${asked.key}`) : undefined)
  const open = batch.filter(asked => !earlier(asked) && joiners.has(asked.personId))
  const requests = open.map((asked): JoinRequest => ({ ...(joiners.get(asked.personId) as Joiner), ...asked }))
  const { decisions } = decideJoinBatch(course, requests, now)
  const decided = new Map(open.map((asked, i): [JoinAsked, JoinDecision] => [asked, decisions[i] as JoinDecision]))
  const taken: Taken[] = []
  const answers = batch.map((asked): JoinAnswer => {
    const decision = decided.get(asked)
    if (!decision) return earlier(asked) ?? refuse('not-found')
    if ('refused' in decision) return repeatedHere(asked, taken) ?? decision
    const joiner = joiners.get(asked.personId) as Joiner
    const made = { id: newId(), position: decision.position }
    const number = course.lastNumber + taken.length + 1
    const entry = { courseId: course.courseId, id: made.id, personId: joiner.id, agencyId: joiner.agencyId, number, dates: decision.dates }
    taken.push({ asked, joiner, made, entry })
    return made
  })
  return { answers, taken, course }
}

/** The same request twice in one batch (a double tap) is answered as its first. */
const repeatedHere = (asked: JoinAsked, taken: Taken[]): Waiting | undefined =>
  asked.key ? taken.find(one => one.asked.key === asked.key && one.asked.personId === asked.personId)?.made : undefined

/** What a round's plans want written. */
export function joinWrites(plans: ListPlan[], outbox: Outbox, now: Date): JoinWrites {
  const joining = plans.flatMap(({ taken, course }) => (course && taken.length ? [{ taken, course }] : []))
  const all = joining.flatMap(({ taken, course }) => taken.map(one => ({ ...one, course })))
  const mails = outbox.rows(
    all.map(({ joiner, made, course }) => waitingJoined(joiner, made, course)),
    now,
  )
  return {
    moves: joining.map(({ taken, course }) => ({ courseId: course.courseId, seenNumber: course.lastNumber, joined: taken.length })),
    entries: all.map(one => one.entry),
    messages: mails.map((mail, i) => ({ ...mail, courseId: all[i]?.course.courseId as string })),
    answers: all.flatMap(({ asked, made, course }) =>
      asked.key ? [{ courseId: course.courseId, personId: asked.personId, key: asked.key, answer: made }] : [],
    ),
  }
}
