import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { londonDate, type Day } from '../../shared/dates.js'
import { RecordsWriter } from '../records/records.writer.js'
import type { ModuleKind } from './module.entity.js'
import { toTell } from './xapi/rules/tellings.js'
import { WriteStatements } from './xapi/write-statements.js'

/** An enrolment that is locked until the transaction ends, and still open or completed (never closed). */
export interface LockedEnrolment {
  id: string
  personId: string
  courseId: string
  moduleVersionId: string
  kind: ModuleKind
  content: object
  position: number
  startedAt: Date | null
  completedAt: Date | null
  passedAt: Date | null
  lastSeenAt: Date | null
}

/** How far somebody has come. What is left out stays as it is; progress and score never go back. */
export interface Reached {
  position?: number
  /** Per cent seen, 0 to 100. */
  progress?: number
  /** Per cent, 0 to 100. */
  score?: number | null
  passed?: boolean
  /** Learned as `isLearned` (rules/outcome.ts) has it: this is what counts, in the record and in the figures. */
  completed?: boolean
  /** The London day it was completed on, where that is not today: somebody declares it later. */
  completedOn?: Day
  /** Left out: it counts as long as its course says. null: for good. */
  validUntil?: Day | null
  /** A try at what is to be passed that ended in failure: its name among the tries, and its own score, per cent. */
  failed?: { attempt: string; score: number | null } | null
  /** Spent since the last time, to be added. */
  seconds?: number
}

const LOCK = `
  SELECT e.id, e.person_id AS "personId", e.course_id AS "courseId", e.module_version_id AS "moduleVersionId", m.kind, v.content, e.position,
    e.started_at AS "startedAt", e.completed_at AS "completedAt", e.passed_at AS "passedAt",
    e.last_seen_at AS "lastSeenAt"
  FROM enrolment e JOIN module_version v ON v.id = e.module_version_id JOIN module m ON m.id = v.module_id
  WHERE e.id = $1 AND e.person_id = $2 AND e.closed_at IS NULL FOR UPDATE OF e`

const REACHED = `
  UPDATE enrolment SET started_at = coalesce(started_at, $2), last_seen_at = $2, position = coalesce($3, position),
    progress = CASE WHEN $7 THEN 100 ELSE greatest(progress, coalesce($4, 0)) END, score = greatest(score, $5::numeric),
    passed_at = CASE WHEN $6 THEN coalesce(passed_at, $2) ELSE passed_at END,
    completed_at = CASE WHEN $7 THEN coalesce(completed_at, $2) ELSE completed_at END, seconds = seconds + $8
  WHERE id = $1 RETURNING seconds, score::float AS score`

/** As it stands once that is written. */
interface After {
  seconds: number
  score: number | null
}

/** The one way in which learning goes on and ends, whatever kind of module it is. */
@Injectable()
export class EnrolmentProgress {
  constructor(
    private readonly records: RecordsWriter,
    private readonly statements: WriteStatements,
  ) {}

  /** Locks the person's own enrolment; null for one that is not theirs, that is closed, or that is not taken here. */
  async lock(tx: EntityManager, enrolmentId: string, personId: string): Promise<LockedEnrolment | null> {
    const [row] = await tx.query<LockedEnrolment[]>(LOCK, [enrolmentId, personId])
    return row ?? null
  }

  /**
   * Writes how far somebody has come. The first time it is completed the learning record is written with it, in this transaction, with how
   * long it counts; whatever is sent again changes nothing of that. Completing, passing and failing are told as statements, likewise.
   */
  async record(tx: EntityManager, enrolment: LockedEnrolment, reached: Reached, now: Date): Promise<void> {
    const { position = null, progress = null, score = null, passed = false, completed = false, seconds = 0 } = reached
    const values = [enrolment.id, now, position, progress, score, passed, completed, seconds]
    const [[after]] = await tx.query<[After[], number]>(REACHED, values)
    await this.tell(tx, enrolment, reached, after!, now)
    if (!completed || enrolment.completedAt) return
    const learned = { source: `enrolment:${enrolment.id}`, personId: enrolment.personId, courseId: enrolment.courseId }
    const { completedOn = londonDate(now), validUntil } = reached
    const valid = validUntil === undefined ? {} : { validUntil }
    await this.records.write(tx, [{ ...learned, completedOn, how: 'e-learning', recordedById: null, ...valid }], now)
  }

  private tell(tx: EntityManager, enrolment: LockedEnrolment, reached: Reached, after: After, now: Date): Promise<void> {
    const { completed = false, passed = false, failed = null, completedOn: on } = reached
    const before = { completedBefore: enrolment.completedAt !== null, passedBefore: enrolment.passedAt !== null }
    const { id: enrolmentId, personId, courseId } = enrolment
    const of = { enrolmentId, personId, courseId, seconds: after.seconds, now, on }
    const tell = toTell({ completed, passed, failed, score: after.score, ...before })
    return this.statements.write(
      tx,
      tell.map(({ what, ...one }) => ({ ...of, ...one, source: `${enrolmentId}:${what}` })),
    )
  }
}
