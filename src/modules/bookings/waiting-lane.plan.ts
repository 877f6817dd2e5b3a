import type { Read, Written } from '../../database/pipeline.js'
import { newId } from '../../shared/ids.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import type { NewMessage, Outbox } from '../notifications/notifications.writer.js'
import { waitingJoined } from './booking-mails.js'
import { insertAnswers, insertMessages } from './lane-outbox.statements.js'
import { decideJoinBatch, type JoinCode, type JoinDecision, type JoinRequest, type WaitingCourse } from './rules/waiting-list.js'
import { insertEntries, moveLastNumber, type NewEntry } from './waiting-lane.statements.js'

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
  id: string
  name: string
  email: string
  agencyId: string | null
}
type CourseRow = Omit<WaitingCourse, 'dates'> & {
  courseKey: string
  courseTitle: string
  dates: { id: string; startsAt: string; closesAt: string | null }[]
}

interface Facts {
  course: (WaitingCourse & { courseKey: string; courseTitle: string }) | null
  joiners: Map<string, Joiner>
  answered: Map<string, Waiting>
  lastNumber: number
}

/** Turns the rows read (course, joiners, answered requests, then the locked list and its count) into facts. */
export function waitingFacts([courses, joiners, answered, , lists, counts]: Read): Facts {
  const row = courses?.[0] as unknown as CourseRow | undefined
  const waiting = (counts?.[0]?.waiting as number | undefined) ?? 0
  const dates = (row?.dates ?? []).map(date => ({
    id: date.id,
    startsAt: new Date(date.startsAt),
    closesAt: date.closesAt ? new Date(date.closesAt) : null,
  }))
  return {
    course: row ? { ...row, dates, waiting } : null,
    joiners: new Map((joiners as unknown as Joiner[]).map(joiner => [joiner.id, joiner])),
    answered: new Map(
      (answered as unknown as { personId: string; key: string; answer: Waiting }[]).map(a => [`${a.personId} ${a.key}`, a.answer]),
    ),
    lastNumber: (lists?.[0]?.lastNumber as number | undefined) ?? 0,
  }
}

/** Decides who may join, in order of arrival, and says what is to be written. */
export function planJoins(batch: JoinAsked[], facts: Facts, outbox: Outbox, now: Date): Written<JoinAnswer[]> {
  const { course } = facts
  if (!course) return { writes: [], answer: batch.map(() => refuse('not-found')) }
  const earlier = (asked: JoinAsked) => (asked.key ? facts.answered.get(`${asked.personId} ${asked.key}`) : undefined)
  const open = batch.filter(asked => !earlier(asked) && facts.joiners.has(asked.personId))
  const requests = open.map((asked): JoinRequest => ({ ...(facts.joiners.get(asked.personId) as Joiner), ...asked }))
  const { decisions } = decideJoinBatch(course, requests, now)
  const decided = new Map(open.map((asked, i): [JoinAsked, JoinDecision] => [asked, decisions[i] as JoinDecision]))
  const taken: { asked: JoinAsked; entry: NewEntry; made: Waiting }[] = []
  const repeated = (asked: JoinAsked) =>
    taken.find(one => asked.key && one.asked.key === asked.key && one.asked.personId === asked.personId)?.made
  const answer = batch.map((asked): JoinAnswer => {
    const decision = decided.get(asked)
    if (!decision) return earlier(asked) ?? refuse('not-found')
    if ('refused' in decision) return repeated(asked) ?? decision
    const made = { id: newId(), position: decision.position }
    const number = facts.lastNumber + taken.length + 1
    const { agencyId } = facts.joiners.get(asked.personId) as Joiner
    taken.push({ asked, made, entry: { id: made.id, personId: asked.personId, agencyId, number, dates: decision.dates } })
    return made
  })
  if (taken.length === 0) return { writes: [], answer }
  const mails = taken.map(({ asked, made }): NewMessage => waitingJoined(facts.joiners.get(asked.personId) as Joiner, made, course))
  const answers = taken.flatMap(({ asked, made }) => (asked.key ? [{ personId: asked.personId, key: asked.key, answer: made }] : []))
  const entries = taken.map(one => one.entry)
  return {
    writes: [
      insertEntries(course.courseId, now, entries),
      moveLastNumber(course.courseId, facts.lastNumber + taken.length),
      insertMessages(outbox.rows(mails, now)),
      ...(answers.length ? [insertAnswers(answers, now)] : []),
    ],
    answer,
  }
}
