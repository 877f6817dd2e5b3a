import type { DataSource, EntityManager } from 'typeorm'
import type { CourseForm } from './course.form.js'

export type CourseValues = { [Field in keyof CourseForm]: CourseForm[Field] }

/** A course as its form shows it, with the version it has. */
export interface StoredCourse {
  id: string
  key: string
  version: number
  values: CourseValues
}

const STORED = `
  SELECT c.id, c.key, c.version, c.title, c.kind, t.key AS topic, coalesce(p.key, '') AS provider, coalesce(c.level::text, '') AS level, c.mode,
    c.audience, c.summary, c.days::float::text AS days, coalesce(c.valid_months::text, '') AS "validMonths", c.external_url AS "externalUrl",
    c.default_places::text AS "defaultPlaces", c.fewest::text AS fewest, coalesce(y.key, '') AS policy, CASE WHEN c.retired THEN 'yes' ELSE '' END AS retired,
    CASE WHEN c.needs_approval THEN 'yes' ELSE '' END AS "needsApproval",
    array_to_string(c.reminder_days, ', ') AS "reminderDays",
    ARRAY(SELECT r.key FROM course_prerequisite q JOIN course r ON r.id = q.requires_id WHERE q.course_id = c.id ORDER BY r.key) AS requires
  FROM course c JOIN topic t ON t.id = c.topic_id LEFT JOIN provider p ON p.id = c.provider_id
    LEFT JOIN cancellation_policy y ON y.id = c.policy_id
  WHERE c.key = $1`

/** The course of a key, or null. Inside a transaction `lock` keeps others from changing it until the end. */
export async function storedCourse(source: DataSource | EntityManager, key: string, lock = false): Promise<StoredCourse | null> {
  // Locked in a statement of its own: one that waits for the lock goes on with what it saw of other tables before it waited.
  if (lock) await source.query('SELECT 1 FROM course WHERE key = $1 FOR NO KEY UPDATE', [key])
  const [row] = await source.query<(Omit<StoredCourse, 'values'> & CourseValues)[]>(STORED, [key])
  if (!row) return null
  const { id, key: own, version, ...values } = row
  return { id, key: own, version, values }
}

/** What each field is called, for sentences about it. */
export const COURSE_FIELDS: Record<keyof CourseValues, string> = {
  title: 'Title',
  kind: 'Kind',
  topic: 'Topic',
  provider: 'Provider',
  level: 'Level',
  mode: 'How it is held',
  audience: 'Who it is for',
  summary: 'Summary',
  days: 'Length in days',
  validMonths: 'Months it counts',
  externalUrl: 'Web address elsewhere',
  defaultPlaces: 'Usual places',
  fewest: 'Fewest people',
  policy: 'Cancellation policy',
  reminderDays: 'Days of reminders',
  requires: 'Prerequisites',
  needsApproval: 'Line managers approve first',
  retired: 'Retired',
}
