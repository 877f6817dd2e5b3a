import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Stage, StageSettings } from '../rules/stage-settings.js'

export interface EvaluatedCourse {
  id: string
  key: string
  title: string
  /** Has dates that are booked here: only then is anybody asked. */
  booked: boolean
  /** Null: those of every course. */
  settings: StageSettings | null
  /** 0 where it has none of its own. */
  version: number
}

/** A published form that a course may be asked with. `own`: made for it. */
export interface CourseForm {
  id: string
  title: string
  stage: Stage
  own: boolean
}

const ONE = `
  SELECT c.id, c.key, c.title, c.kind = 'scheduled' AS booked, coalesce(e.version, 0) AS version, CASE WHEN e.course_id IS NOT NULL THEN json_build_object(
    'stages', e.stages, 'gateJoining', e.gate_joining, 'gateCertificate', e.gate_certificate, 'impactWeeks', e.impact_weeks,
    'managerMonths', e.manager_months) END AS settings
  FROM course c LEFT JOIN course_evaluation e ON e.course_id = c.id WHERE c.key = $1`
const FORMS = `
  SELECT id, title, stage, course_id IS NOT NULL AS own FROM evaluation_form
  WHERE state = 'published' AND (course_id = $1 OR course_id IS NULL)`

@Injectable()
export class CourseEvaluationQueries {
  constructor(private readonly database: DataSource) {}

  async one(key: string): Promise<EvaluatedCourse | null> {
    const [row] = await this.database.query<EvaluatedCourse[]>(ONE, [key])
    return row ?? null
  }

  /** The forms of a course, and the defaults; of a stage its own goes before. */
  forms(courseId: string): Promise<CourseForm[]> {
    return this.database.query(FORMS, [courseId])
  }
}
