import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../database/transaction.js'
import { londonDate } from '../../shared/dates.js'
import { newId } from '../../shared/ids.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { missing } from '../courses/rules/prerequisites.js'
import { RecordsReader } from '../records/records.reader.js'

export type SignUpCode = 'not-found' | 'not-taken-here' | 'course-retired' | 'prerequisites-missing'

interface Asked {
  courseId: string
  retired: boolean
  versionId: string | null
  requires: { courseId: string; title: string }[]
}

const ASKED = `
  SELECT c.id AS "courseId", c.retired, v.id AS "versionId",
    coalesce((SELECT json_agg(json_build_object('courseId', r.id, 'title', r.title) ORDER BY r.level NULLS LAST, r.title)
      FROM course_prerequisite q JOIN course r ON r.id = q.requires_id WHERE q.course_id = c.id), '[]') AS requires
  FROM course c LEFT JOIN module m ON m.course_id = c.id AND m.state = 'published'
  LEFT JOIN LATERAL (SELECT id FROM module_version WHERE module_id = m.id ORDER BY number DESC LIMIT 1) v ON true
  WHERE c.key = $1`

const OPEN = `
  SELECT id, module_version_id IS NOT NULL AS here FROM enrolment
  WHERE person_id = $1 AND course_id = $2 AND completed_at IS NULL AND closed_at IS NULL
  ORDER BY module_version_id IS NULL, signed_up_at DESC LIMIT 1 FOR UPDATE`

const ENROL = `
  INSERT INTO enrolment (id, course_id, person_id, agency_id, signed_up_at, module_version_id)
  SELECT $1, $2, p.id, p.agency_id, $4, $5 FROM person p WHERE p.id = $3
  ON CONFLICT (person_id, course_id) WHERE module_version_id IS NOT NULL AND completed_at IS NULL AND closed_at IS NULL
  DO UPDATE SET signed_up_at = enrolment.signed_up_at RETURNING id`

/** Signs somebody up for an e-learning course that is taken here, with the module's newest version. */
@Injectable()
export class SignUp {
  constructor(
    private readonly transaction: Transaction,
    private readonly records: RecordsReader,
  ) {}

  /**
   * The enrolment: a new one, or the one that is open already, so that pressing twice signs up once. One that was begun before the course
   * could be taken here is gone on with, and counted once.
   */
  run(personId: string, courseKey: string, now: Date): Promise<{ enrolmentId: string } | Refusal<SignUpCode>> {
    return this.transaction.run(async tx => {
      const [course] = await tx.query<Asked[]>(ASKED, [courseKey])
      if (!course) return refuse('not-found')
      const [open] = await tx.query<{ id: string; here: boolean }[]>(OPEN, [personId, course.courseId])
      if (open?.here) return { enrolmentId: open.id }
      if (course.retired) return refuse('course-retired')
      if (course.versionId === null) return refuse('not-taken-here')
      const titles = await this.missingTitles(tx, personId, course, now)
      if (titles.length > 0) return refuse('prerequisites-missing', { titles })
      if (open) return this.goOnHere(tx, open.id, course.versionId)
      const [made] = await tx.query<{ id: string }[]>(ENROL, [newId(), course.courseId, personId, now, course.versionId])
      return { enrolmentId: made!.id }
    })
  }

  private async goOnHere(tx: EntityManager, enrolmentId: string, versionId: string): Promise<{ enrolmentId: string }> {
    await tx.query('UPDATE enrolment SET module_version_id = $2 WHERE id = $1', [enrolmentId, versionId])
    return { enrolmentId }
  }

  private async missingTitles(tx: EntityManager, personId: string, { requires }: Asked, now: Date): Promise<string[]> {
    if (requires.length === 0) return []
    const completed = await this.records.completedBy(tx, [personId])
    const ids = missing(requires, completed.get(personId) ?? [], londonDate(now))
    return requires.filter(need => ids.includes(need.courseId)).map(need => need.title)
  }
}
