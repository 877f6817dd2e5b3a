import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { type Day, londonDate } from '../../shared/dates.js'
import { isRefusal } from '../../shared/refusal.js'
import { LearningHere, type PathStep, type WaysHere } from '../bookings/condition/learning-here.writer.js'
import type { Completion } from '../courses/rules/prerequisites.js'
import { EnrolmentsWriter } from '../elearning/enrolments.writer.js'
import { type PathCourse, pathTo, readyOn } from './rules/path-here.js'

type Row = PathCourse & { key: string; title: string; completed: Completion[] }

// These courses, and all that they require, however far back; a circle ends by itself, for UNION keeps each once.
const COURSES = `
  WITH RECURSIVE path(id) AS (
    SELECT unnest($2::uuid[]) UNION SELECT q.requires_id FROM path JOIN course_prerequisite q ON q.course_id = path.id)
  SELECT c.id, c.key, c.title, c.valid_months AS "validMonths",
    c.kind = 'e-learning' AND NOT c.retired AND EXISTS (SELECT 1 FROM module m WHERE m.course_id = c.id AND m.state = 'published') AS here,
    ARRAY(SELECT q.requires_id FROM course_prerequisite q JOIN course r ON r.id = q.requires_id WHERE q.course_id = c.id
      ORDER BY r.level NULLS LAST, r.title) AS requires,
    coalesce((SELECT json_agg(json_build_object('courseId', l.course_id, 'completedOn', l.completed_on, 'validUntil', l.valid_until))
      FROM learning_record l WHERE l.person_id = $1 AND l.course_id = c.id), '[]') AS completed
  FROM path JOIN course c ON c.id = path.id`

const HANDED_IN = `
  SELECT DISTINCT course_id AS id FROM evidence WHERE person_id = $1 AND course_id = ANY($2::uuid[]) AND state = 'handed in'`

/** Tells bookings what somebody can learn here before a course, and signs them up for it: this module knows both. */
@Injectable()
export class PathWays implements OnModuleInit, WaysHere {
  constructor(
    private readonly database: DataSource,
    private readonly enrolments: EnrolmentsWriter,
    private readonly here: LearningHere,
  ) {}

  onModuleInit(): void {
    this.here.register(this)
  }

  async path(personId: string, missing: readonly string[], startsOn: Day, now: Date): Promise<PathStep[] | null> {
    const rows = await this.database.query<Row[]>(COURSES, [personId, missing])
    const courses = new Map(rows.map(row => [row.id, row]))
    const completed = rows.flatMap(row => row.completed)
    const today = londonDate(now)
    const path = pathTo(missing, courses, completed, { today, startsOn })
    if (!path) return null
    const ready = readyOn(path, courses, completed, today)
    return path.map(id => ({ courseId: id, key: courses.get(id)!.key, title: courses.get(id)!.title, ready: ready.includes(id) }))
  }

  async signUp(personId: string, courseKeys: readonly string[], now: Date): Promise<boolean> {
    // Each is a transaction of its own: nearly always it is one.
    for (const key of courseKeys) if (isRefusal(await this.enrolments.signUp(personId, key, now))) return false
    return true
  }

  async handedIn(tx: EntityManager, personId: string, courseIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(HANDED_IN, [personId, courseIds])
    return rows.map(row => row.id)
  }
}
