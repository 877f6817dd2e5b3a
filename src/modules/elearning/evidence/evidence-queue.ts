import { Injectable, NotFoundException } from '@nestjs/common'
import { Clock } from '../../../shared/clock.js'
import { longDate } from '../../../shared/dates.js'
import { isRefusal, type Refusal } from '../../../shared/refusal.js'
import type { Who } from '../../../web/access.js'
import type { FieldError } from '../../../web/forms.js'
import { redirect, view } from '../../../web/reply.js'
import { textOf } from '../authoring/read-parts.js'
import { Decide, type Decided } from './decide.js'
import { evidenceFacts, overtakenWords } from './evidence-facts.js'
import { evidenceError } from './evidence.messages.js'
import { EvidenceQueries, type ShownEvidence } from './evidence.queries.js'
import { type Counts, type Decision, mayDecide, wrongWithDecision } from './rules/evidence.js'

type Body = Record<string, unknown>
/** Where the queue stands: at the desk, or among the pages of a training lead. */
export interface Place {
  at: '/desk/evidence' | '/my-agency/evidence'
  /** null: every agency. */
  agencyId: string | null
}

const PER_PAGE = 25

/** The queue of evidence and the decision on each, the same for administrators and training leads. */
@Injectable()
export class EvidenceQueue {
  constructor(
    private readonly evidence: EvidenceQueries,
    private readonly decide: Decide,
    private readonly clock: Clock,
  ) {}

  async list({ at, agencyId }: Place, me: Who, asked: unknown) {
    const page = Math.max(1, Math.trunc(Number(asked)) || 1)
    const rows = await this.evidence.queue(me.id, agencyId, PER_PAGE, (Math.min(page, 10_000) - 1) * PER_PAGE)
    const total = rows[0]?.total ?? 0
    const waiting = rows.map(row => ({ ...row, handedIn: longDate(row.handedInAt), completed: longDate(row.completedOn) }))
    const facts = { at, desk: at === '/desk/evidence', waiting, total, page, pages: Math.max(page, Math.ceil(total / PER_PAGE)) }
    return view('modules/elearning/evidence/views/queue.njk', facts)
  }

  async open(place: Place, me: Who, id: string) {
    return this.page(place, me, await this.one(me, id))
  }

  async settle(place: Place, me: Who, id: string, body: Body, key: string | undefined) {
    const one = await this.one(me, id)
    const decision = decisionOf(body)
    const course = textOf(body, 'course') || one.courseKey
    const values = { ...decision, course }
    const errors = wrongWithDecision(decision, one.completedOn).map(evidenceError)
    if (errors.length) return this.page(place, me, one, { values, errors })
    const answer = await this.decide.run({ ...values, id }, me, key, this.clock.now())
    if (!isRefusal(answer)) return redirect(place.at, doneWords(answer, one))
    return this.refused(answer, place, me, values, id)
  }

  private async refused({ refused }: Refusal, place: Place, me: Who, values: object, id: string) {
    const one = await this.one(me, id)
    if (refused === 'decided-already') return this.page(place, me, one, { overtaken: overtakenWords(one) }, 409)
    if (refused === 'course-missing')
      return this.page(place, me, one, { values, errors: [evidenceError({ field: 'course', code: refused })] })
    throw new NotFoundException()
  }

  /** 404 for what is not the reader's to decide; their own they may look at here, as it stands in the queue. */
  private async one(me: Who, id: string): Promise<ShownEvidence> {
    const one = await this.evidence.one(id)
    if (!one || !(mayDecide(me, one) || one.personId === me.id)) throw new NotFoundException()
    return one
  }

  private async page(
    { at }: Place,
    me: Who,
    one: ShownEvidence,
    more: { values?: object; errors?: FieldError[]; overtaken?: string } = {},
    status = more.errors?.length ? 422 : 200,
  ) {
    const own = one.personId === me.id
    const courses = one.state === 'handed in' && !own && !one.enrolmentId ? await this.evidence.courses() : []
    // What it was handed in for stands in the list, even where it is no longer offered.
    if (courses.length && !courses.some(({ value }) => value === one.courseKey))
      courses.unshift({ value: one.courseKey, text: one.courseTitle })
    const values = { counts: 'usual', course: one.courseKey, ...more.values }
    const facts = { at, desk: at === '/desk/evidence', one: evidenceFacts(one), own, courses, ...more, values }
    return view('modules/elearning/evidence/views/decide.njk', facts, status)
  }
}

function decisionOf(body: Body): Decision {
  const decision = textOf(body, 'decision')
  const counts = textOf(body, 'counts')
  return {
    decision: decision === 'accept' || decision === 'refuse' ? decision : '',
    counts: (['until', 'good'] as Counts[]).find(one => one === counts) ?? 'usual',
    until: textOf(body, 'until'),
    reason: textOf(body, 'reason'),
  }
}

function doneWords({ decided, until }: Decided, { personName, courseTitle }: ShownEvidence): string {
  if (decided === 'refused') return `Refused. ${personName} gets a mail with your reason.`
  return `Accepted: ${courseTitle} is on ${personName}’s record, and counts ${until ? `until ${longDate(until)}` : 'for good'}.`
}
