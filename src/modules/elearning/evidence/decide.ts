import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import { RecordsWriter } from '../../records/records.writer.js'
import { EnrolmentProgress } from '../enrolment-progress.js'
import { EvidenceMails } from './evidence-mails.js'
import { type Decision, type EvidenceState, mayDecide, type Viewer } from './rules/evidence.js'

export type DecideCode = 'not-found' | 'own' | 'decided-already' | 'course-missing'
/** `until`: the last day on which what was accepted counts; null: for good, or refused. */
export interface Decided {
  decided: 'accepted' | 'refused'
  until: string | null
}

interface Locked {
  personId: string
  courseId: string
  enrolmentId: string | null
  completedOn: string
  provider: string
  state: EvidenceState
}
/** A decision on one piece of evidence; `course`: the key of the course that it is accepted for. */
export type Asked = Decision & { id: string; course: string }

const WHOSE = `
  SELECT e.person_id AS "personId", p.agency_id AS "agencyId", e.enrolment_id AS "enrolmentId" FROM evidence e JOIN person p ON p.id = e.person_id
  WHERE e.id = $1`
const LOCK = `
  SELECT person_id AS "personId", course_id AS "courseId", enrolment_id AS "enrolmentId", completed_on::text AS "completedOn", provider, state
  FROM evidence WHERE id = $1 FOR UPDATE`
const ACCEPT = `UPDATE evidence SET state = 'accepted', decided_at = $2, decided_by_id = $3, course_id = $4 WHERE id = $1`
const REFUSE = `UPDATE evidence SET state = 'refused', decided_at = $2, decided_by_id = $3, reason = $4 WHERE id = $1`

/** Accepts or refuses evidence; the form was looked at before (`wrongWithDecision`). The first decision holds. */
@Injectable()
export class Decide {
  constructor(
    private readonly transaction: Transaction,
    private readonly progress: EnrolmentProgress,
    private readonly records: RecordsWriter,
    private readonly mails: EvidenceMails,
  ) {}

  run(asked: Asked, viewer: Viewer, key: string | undefined, now: Date): Promise<Decided | Refusal<DecideCode>> {
    return this.transaction.run(tx => once(tx, { personId: viewer.id, key }, () => this.decide(tx, asked, viewer, now)))
  }

  private async decide(tx: EntityManager, asked: Asked, viewer: Viewer, now: Date): Promise<Decided | Refusal<DecideCode>> {
    const [whose] = await tx.query<{ personId: string; agencyId: string | null; enrolmentId: string | null }[]>(WHOSE, [asked.id])
    if (!whose) return refuse('not-found')
    if (!mayDecide(viewer, whose)) return refuse(whose.personId === viewer.id ? 'own' : 'not-found')
    // The enrolment first, as everything that goes on with one does: nobody then waits for the other crosswise.
    const enrolment = whose.enrolmentId && (await this.progress.lock(tx, whose.enrolmentId, whose.personId))
    const [evidence] = await tx.query<Locked[]>(LOCK, [asked.id])
    if (evidence?.state !== 'handed in') return refuse('decided-already')
    if (asked.decision === 'refuse') {
      await tx.query(REFUSE, [asked.id, now, viewer.id, asked.reason])
      await this.mails.tellOfDecision(tx, asked.id, now)
      return { decided: 'refused', until: null }
    }
    const courseId = evidence.enrolmentId ? evidence.courseId : await courseOf(tx, asked.course)
    if (isRefusal(courseId)) return courseId
    await tx.query(ACCEPT, [asked.id, now, viewer.id, courseId])
    const valid = validOf(asked)
    if (enrolment) await this.progress.record(tx, enrolment, { completed: true, completedOn: evidence.completedOn, ...valid }, now)
    else await this.learned(tx, { ...evidence, courseId }, asked, viewer.id, now)
    const source = enrolment ? `enrolment:${enrolment.id}` : `evidence:${asked.id}`
    const [record] = await tx.query<{ until: string | null }[]>(
      'SELECT valid_until::text AS until FROM learning_record WHERE source = $1',
      [source],
    )
    await this.mails.tellOfDecision(tx, asked.id, now)
    return { decided: 'accepted', until: record?.until ?? null }
  }

  private learned(tx: EntityManager, evidence: Locked, asked: Asked, byId: string, now: Date): Promise<void> {
    const { personId, courseId, completedOn, provider } = evidence
    const learned = { source: `evidence:${asked.id}`, personId, courseId, completedOn, how: 'evidence' as const, note: provider }
    return this.records.write(tx, [{ ...learned, ...validOf(asked), recordedById: byId }], now)
  }
}

/** Left out, the record counts as long as its course says. */
const validOf = ({ counts, until }: Decision): { validUntil?: string | null } =>
  counts === 'usual' ? {} : { validUntil: counts === 'good' ? null : until }

async function courseOf(tx: EntityManager, key: string): Promise<string | Refusal<'course-missing'>> {
  const [course] = await tx.query<{ id: string }[]>('SELECT id FROM course WHERE key = $1', [key])
  return course?.id ?? refuse('course-missing')
}
