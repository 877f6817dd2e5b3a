import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { FormState } from '../entities/evaluation-form.entity.js'
import type { FormContent } from '../rules/form-content.js'
import type { Stage } from '../rules/stage-settings.js'

/** A form as the desk lists it. `courseTitle` null: the default. */
export interface ListedForm {
  id: string
  title: string
  stage: Stage
  courseId: string | null
  courseTitle: string | null
  state: FormState
  versions: number
  /** Its draft has changes that are not published. */
  changed: boolean
  answers: number
  changedAt: Date
  changedBy: string | null
}

export interface OpenForm extends ListedForm {
  draft: FormContent
  version: number
}

export interface ListedVersion {
  number: number
  publishedAt: Date
  publishedBy: string | null
  answers: number
}

export interface Version extends ListedVersion {
  content: FormContent
}

/** A form in use as programs read it. `course` null: the default. */
export interface FormInUse {
  id: string
  title: string
  stage: Stage
  course: { key: string; title: string } | null
  version: number
  content: FormContent
}

const FORM = `
  f.id, f.title, f.stage, f.course_id AS "courseId", c.title AS "courseTitle", f.state, f.version IS DISTINCT FROM f.published_draft AS changed,
  f.changed_at AS "changedAt", p.name AS "changedBy",
  (SELECT count(*)::int FROM evaluation_form_version v WHERE v.form_id = f.id) AS versions,
  (SELECT count(a.submitted_at)::int FROM evaluation_form_version v JOIN evaluation_answer a ON a.form_version_id = v.id WHERE v.form_id = f.id) AS answers`
const FROM = 'FROM evaluation_form f LEFT JOIN course c ON c.id = f.course_id LEFT JOIN person p ON p.id = f.changed_by_id'
const LIST = `SELECT ${FORM} ${FROM} ORDER BY f.state = 'retired', f.course_id IS NOT NULL, c.title, f.state, f.title, f.id`
const ONE = `SELECT ${FORM}, f.draft, f.version ${FROM} WHERE f.id = $1`
const VERSIONS = `
  SELECT v.number, v.published_at AS "publishedAt", p.name AS "publishedBy",
    (SELECT count(submitted_at)::int FROM evaluation_answer a WHERE a.form_version_id = v.id) AS answers
  FROM evaluation_form_version v LEFT JOIN person p ON p.id = v.published_by_id WHERE v.form_id = $1 ORDER BY v.number DESC`
const VERSION = `
  SELECT v.number, v.published_at AS "publishedAt", p.name AS "publishedBy", 0 AS answers, v.content
  FROM evaluation_form_version v LEFT JOIN person p ON p.id = v.published_by_id WHERE v.form_id = $1 AND v.number = $2`
const IN_USE = `
  SELECT f.id, f.title, f.stage, CASE WHEN c.id IS NOT NULL THEN json_build_object('key', c.key, 'title', c.title) END AS course,
    v.number AS version, v.content
  FROM evaluation_form f LEFT JOIN course c ON c.id = f.course_id
  JOIN LATERAL (SELECT number, content FROM evaluation_form_version WHERE form_id = f.id ORDER BY number DESC LIMIT 1) v ON true
  WHERE f.state = 'published' ORDER BY array_position(ARRAY['pre', 'post', 'impact', 'manager'], f.stage), c.title NULLS FIRST, f.id`
const COURSES = `SELECT id, title FROM course WHERE kind = 'scheduled' AND NOT retired OR id::text = $1 ORDER BY title, id`
const REPLACES = `
  SELECT title FROM evaluation_form WHERE stage = $1 AND course_id IS NOT DISTINCT FROM $2 AND state = 'published' AND id <> $3`

/** What the desk reads of forms. */
@Injectable()
export class FormsQueries {
  constructor(private readonly database: DataSource) {}

  list(): Promise<ListedForm[]> {
    return this.database.query(LIST)
  }

  async one(id: string): Promise<OpenForm | null> {
    const [row] = await this.database.query<OpenForm[]>(ONE, [id])
    return row ?? null
  }

  versions(formId: string): Promise<ListedVersion[]> {
    return this.database.query(VERSIONS, [formId])
  }

  async version(formId: string, number: number): Promise<Version | null> {
    const [row] = await this.database.query<Version[]>(VERSION, [formId, number])
    return row ?? null
  }

  inUse(): Promise<FormInUse[]> {
    return this.database.query(IN_USE)
  }

  /** Courses that a form may be for: those with dates that are booked here; a retired one only where it is the one that is asked about. */
  courses(courseId = ''): Promise<{ id: string; title: string }[]> {
    return this.database.query(COURSES, [courseId])
  }

  /** The form that is retired when this one is published; null: none. */
  async replaces({ stage, courseId, id }: OpenForm): Promise<string | null> {
    const [row] = await this.database.query<{ title: string }[]>(REPLACES, [stage, courseId, id])
    return row?.title ?? null
  }
}
