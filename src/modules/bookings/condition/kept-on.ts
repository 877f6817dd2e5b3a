import { type Day, londonDate, longDate } from '../../../shared/dates.js'
import { type Completion, missing } from '../../courses/rules/prerequisites.js'
import type { ConditionState } from '../rules/condition.js'

/** A required course that is still to be done; `done`: it counts on the day of the occurrence. */
export interface ToDo {
  courseId: string
  key: string
  title: string
  done: boolean
}

/** On what condition a booking is kept, as it stands: one that is met says so from the moment when the last course is on the record. */
export interface KeptOn {
  state: ConditionState
  until: Day
  courses: ToDo[]
}

/** What `conditionSql` reads. */
export interface ConditionRow {
  state: ConditionState
  until: Day
  courses: Omit<ToDo, 'done'>[]
  completed: Completion[]
}

/** The condition of booking `b` as JSON, with the person's records of its courses; null where it has none. */
export const CONDITION_SQL = `(
  SELECT json_build_object('state', k.state, 'until', k.until,
    'courses', (SELECT json_agg(json_build_object('courseId', r.id, 'key', r.key, 'title', r.title) ORDER BY r.level, r.key)
      FROM course r WHERE r.id = ANY(k.course_ids)),
    'completed', coalesce((SELECT json_agg(json_build_object('courseId', l.course_id, 'completedOn', l.completed_on, 'validUntil', l.valid_until))
      FROM learning_record l WHERE l.person_id = b.person_id AND l.course_id = ANY(k.course_ids)), '[]'))
  FROM booking_condition k WHERE k.booking_id = b.id)`

export function keptOn(row: ConditionRow | null, startsAt: Date): KeptOn | null {
  if (!row) return null
  const lacking = missing(row.courses, row.completed, londonDate(startsAt))
  const state = row.state === 'open' && lacking.length === 0 ? 'met' : row.state
  return { state, until: row.until, courses: row.courses.map(course => ({ ...course, done: !lacking.includes(course.courseId) })) }
}

/** Whether a place still hangs on its condition. */
export const isOpen = (kept: Pick<KeptOn, 'state'> | null | undefined): boolean => kept?.state === 'open'

/** A condition as mails take it: as it was just made, or as it stands. */
export type KeptFacts = { until: Day; courses: { key: string; title: string; done?: boolean }[]; state?: ConditionState } | null | undefined

/** What a mail says of the condition: what is to be done, where, and until when; nothing where there is none any more. */
export function conditionFacts(kept: KeptFacts) {
  if (!kept || (kept.state ?? 'open') !== 'open') return { doBy: '', toDo: [] }
  const toDo = kept.courses.filter(course => !course.done).map(({ key, title }) => ({ title, path: `/courses/${key}` }))
  return { doBy: longDate(kept.until), toDo }
}
