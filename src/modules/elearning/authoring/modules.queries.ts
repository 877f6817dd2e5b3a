import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { ModuleKind, ModuleState } from '../module.entity.js'
import type { Picture } from '../rules/pictures.js'

/** A module as the desk lists it. */
export interface ListedModule {
  id: string
  courseKey: string
  courseTitle: string
  kind: ModuleKind
  state: ModuleState
  versions: number
  /** Its draft has changes that are not published. */
  changed: boolean
  signedUp: number
  inProgress: number
  completed: number
}

export interface DraftModule {
  id: string
  courseId: string
  courseKey: string
  courseTitle: string
  kind: ModuleKind
  state: ModuleState
  draft: object | null
  revision: number
  publishedRevision: number | null
  versions: number
  /** Of a module built here: its pictures, with their words as they stand in the line that shows them. */
  pictures: (Picture & { line: string })[]
}

// Enrolments are counted by course: history from before the module counts too, as it does in the figures.
const LIST = `
  SELECT m.id, c.key AS "courseKey", c.title AS "courseTitle", m.kind, m.state, m.revision IS DISTINCT FROM m.published_revision AS changed,
    (SELECT count(*)::int FROM module_version v WHERE v.module_id = m.id) AS versions,
    coalesce(e.signed_up, 0)::int AS "signedUp", coalesce(e.in_progress, 0)::int AS "inProgress", coalesce(e.completed, 0)::int AS completed
  FROM module m JOIN course c ON c.id = m.course_id LEFT JOIN (
    SELECT course_id, count(*) AS signed_up, count(completed_at) AS completed,
      count(*) FILTER (WHERE started_at IS NOT NULL AND completed_at IS NULL) AS in_progress
    FROM enrolment WHERE course_id IN (SELECT course_id FROM module) GROUP BY course_id) e ON e.course_id = c.id
  ORDER BY m.state = 'retired', c.title, m.changed_at DESC`

const ONE = `
  SELECT m.id, m.course_id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", m.kind, m.state, m.draft, m.revision,
    m.published_revision AS "publishedRevision", (SELECT count(*)::int FROM module_version v WHERE v.module_id = m.id) AS versions,
    coalesce((SELECT json_agg(json_build_object('number', i.number, 'alt', i.alt) ORDER BY i.number) FROM module_picture i
      WHERE i.module_id = m.id), '[]') AS pictures
  FROM module m JOIN course c ON c.id = m.course_id WHERE m.id = $1 AND m.kind IN ('built', 'elsewhere')`

const PICTURE = 'SELECT upload_id AS id FROM module_picture WHERE module_id = $1 AND number = $2'

const COURSES = `
  SELECT c.id, c.title FROM course c WHERE c.mode = 'e-learning' AND NOT c.retired
    AND NOT EXISTS (SELECT 1 FROM module m WHERE m.course_id = c.id AND m.kind <> 'scorm' AND m.state <> 'retired')
  ORDER BY c.title`

@Injectable()
export class ModulesQueries {
  constructor(private readonly database: DataSource) {}

  list(): Promise<ListedModule[]> {
    return this.database.query(LIST)
  }

  /** Those that are written here; packages have pages of their own. */
  async one(id: string): Promise<DraftModule | null> {
    const [row] = await this.database.query<DraftModule[]>(ONE, [id])
    return row ? { ...row, pictures: row.pictures.map(one => ({ ...one, line: one.alt.replace(/[\\[\]]/g, ' ') })) } : null
  }

  /** The file of a module's picture; null where there is none. */
  async pictureFile(moduleId: string, number: number): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }[]>(PICTURE, [moduleId, number])
    return row?.id ?? null
  }

  /** E-learning courses for which none is being written yet. */
  coursesWithout(): Promise<{ id: string; title: string }[]> {
    return this.database.query(COURSES)
  }
}
