import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { EvidenceState } from './evidence/rules/evidence.js'
import type { ModuleKind } from './module.entity.js'
import type { Picture } from './rules/pictures.js'
import type { Go } from './rules/goes.js'

export interface GivenAnswer {
  attempt: number
  question: string
  chosen: string[]
  correct: boolean
}

/** A go with what is needed to show it again; instants travel as text in its JSON. */
export interface ShownGo extends Go {
  seed: number
  score: number | null
}

/** One's own enrolment with all that its pages need. `validUntil`: of its learning record; null: for good, or none yet. */
export interface Learning {
  id: string
  courseId: string
  courseKey: string
  courseTitle: string
  kind: ModuleKind
  content: object
  position: number
  progress: number
  startedAt: Date | null
  completedAt: Date | null
  closedAt: Date | null
  learned: { completedOn: string; validUntil: string | null } | null
  /** The certificate handed in last, of a module that wants one. */
  evidence: { id: string; state: EvidenceState; reason: string; handedInAt: string } | null
  /** Of a module that is built here. */
  pictures: Picture[]
  answers: GivenAnswer[]
  goes: ShownGo[]
  /** Courses that require this one, and nothing else that this person does not have. */
  opens: { key: string; title: string }[]
}

const LEARNING = `
  SELECT e.id, e.course_id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", m.kind, v.content, e.position, e.progress,
    e.started_at AS "startedAt", e.completed_at AS "completedAt", e.closed_at AS "closedAt",
    (SELECT json_build_object('completedOn', r.completed_on, 'validUntil', r.valid_until) FROM learning_record r
      WHERE r.source = 'enrolment:' || e.id) AS learned,
    (SELECT json_build_object('id', i.id, 'state', i.state, 'reason', i.reason, 'handedInAt', i.handed_in_at) FROM evidence i
      WHERE i.enrolment_id = e.id ORDER BY i.handed_in_at DESC, i.id DESC LIMIT 1) AS evidence,
    coalesce((SELECT json_agg(json_build_object('number', i.number, 'alt', i.alt)) FROM module_picture i WHERE i.module_id = m.id), '[]')
      AS pictures,
    coalesce((SELECT json_agg(json_build_object('attempt', a.attempt, 'question', a.question, 'chosen', a.chosen, 'correct', a.correct))
      FROM quiz_answer a WHERE a.enrolment_id = e.id), '[]') AS answers,
    coalesce((SELECT json_agg(json_build_object('number', q.number, 'seed', q.seed, 'finishedAt', q.finished_at, 'passed', q.passed,
      'score', q.score) ORDER BY q.number) FROM quiz_attempt q WHERE q.enrolment_id = e.id), '[]') AS goes,
    coalesce((SELECT json_agg(json_build_object('key', n.key, 'title', n.title) ORDER BY n.level NULLS LAST, n.title)
      FROM course_prerequisite p JOIN course n ON n.id = p.course_id WHERE p.requires_id = e.course_id AND NOT n.retired
      AND NOT EXISTS (SELECT 1 FROM course_prerequisite o WHERE o.course_id = n.id AND o.requires_id <> e.course_id AND NOT EXISTS (
        SELECT 1 FROM learning_record r WHERE r.person_id = e.person_id AND r.course_id = o.requires_id
          AND (r.valid_until IS NULL OR r.valid_until >= (e.completed_at AT TIME ZONE 'Europe/London')::date)))), '[]') AS opens
  FROM enrolment e JOIN course c ON c.id = e.course_id JOIN module_version v ON v.id = e.module_version_id JOIN module m ON m.id = v.module_id
  WHERE e.id = $1 AND e.person_id = $2`

const PICTURE = `
  SELECT i.upload_id AS id FROM enrolment e JOIN module_version v ON v.id = e.module_version_id
  JOIN module_picture i ON i.module_id = v.module_id AND i.number = $3 WHERE e.id = $1 AND e.person_id = $2`

@Injectable()
export class LearningQueries {
  constructor(private readonly database: DataSource) {}

  /** The file of a picture of the module that somebody learns with; null where there is none, or it is not theirs. */
  async pictureFile(enrolmentId: string, personId: string, number: number): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }[]>(PICTURE, [enrolmentId, personId, number])
    return row?.id ?? null
  }

  /** null for an enrolment that is somebody else's, or that is not taken here. */
  async mine(enrolmentId: string, personId: string): Promise<Learning | null> {
    const [row] = await this.database.query<Learning[]>(LEARNING, [enrolmentId, personId])
    if (!row) return null
    return { ...row, goes: row.goes.map(go => ({ ...go, finishedAt: go.finishedAt && new Date(go.finishedAt) })) }
  }
}
