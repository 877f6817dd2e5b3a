import { saidOfEach } from '../../../database/say-who.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import type { Outbox } from '../../notifications/notifications.writer.js'
import { waitingJoined } from '../booking-mails.js'
import { decideJoinBatch, type JoinCode, type JoinDecision, type JoinRequest } from '../rules/waiting-list.js'
import type { JoinAsked, Joiner, ListCourse, ListFacts, Waiting } from './waiting-lane.facts.js'
import type { JoinWrites, NewEntry } from './waiting-lane.statements.js'

export type JoinAnswer = Waiting | Refusal<JoinCode | 'not-found'>

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

/** Decides who may join one list, in order of arrival. */
export function planList(batch: JoinAsked[], facts: ListFacts | undefined, now: Date): ListPlan {
  if (!facts) return { answers: batch.map(() => refuse('not-found')), taken: [], course: null }
  const { course, joiners, answered } = facts
  const earlier = (asked: JoinAsked) => (asked.key ? answered.get(`${asked.personId} ${asked.key}`) : undefined)
  const open = batch.filter(asked => !earlier(asked) && mayJoin(asked, joiners.get(asked.personId)))
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

/** There is such an account, and it is a colleague of the lead who asks. */
const mayJoin = ({ lead }: JoinAsked, joiner: Joiner | undefined): boolean =>
  joiner !== undefined && (!lead || joiner.agencyId === lead.agencyId)

/** The same request twice in one batch (a double tap) is answered as its first. */
const repeatedHere = (asked: JoinAsked, taken: Taken[]): Waiting | undefined =>
  asked.key ? taken.find(one => one.asked.key === asked.key && one.asked.personId === asked.personId)?.made : undefined

/** What a round's plans want written. */
export function joinWrites(plans: ListPlan[], outbox: Outbox, now: Date): JoinWrites {
  const joining = plans.flatMap(({ taken, course }) => (course && taken.length ? [{ taken, course }] : []))
  const all = joining.flatMap(({ taken, course }) => taken.map(one => ({ ...one, course })))
  const mails = outbox.rows(
    all.map(({ asked, joiner, made, course }) =>
      waitingJoined(joiner, { ...made, ...(asked.lead ? { lead: asked.lead.name } : {}) }, course),
    ),
    now,
  )
  return {
    moves: joining.map(({ taken, course }) => ({ courseId: course.courseId, seenNumber: course.lastNumber, joined: taken.length })),
    entries: all.map(one => one.entry),
    who: saidOfEach(all.map(({ asked, made }) => ({ request: asked, ids: [made.id] }))),
    messages: mails.map((mail, i) => ({ ...mail, courseId: all[i]?.course.courseId as string })),
    answers: all.flatMap(({ asked, made, course }) =>
      asked.key ? [{ courseId: course.courseId, personId: asked.personId, key: asked.key, answer: made }] : [],
    ),
  }
}
