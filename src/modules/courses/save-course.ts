import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { newId } from '../../shared/ids.js'
import type { FieldError } from '../../web/forms.js'
import { Course, type CourseKind, type CourseMode } from './course.entity.js'
import { type CourseValues, type StoredCourse, storedCourse } from './forms/course-values.js'
import { ProgrammeReader } from './courses.reader.js'
import { courseProblems, loopProblem } from './rules/course-problems.js'
import { readReminderDays } from './rules/reminder-days.js'
import { type Changed, type FormValues, mergeEdits } from './rules/merge-edits.js'

/** Who saves, and the form's key, by which a repeat is known. */
export interface Sender {
  personId: string
  key: string | undefined
}

export type Saved = { saved: string }
export type Wrong = { errors: FieldError[] }
/** Somebody else saved first: the form as it is to be shown again, and what is stored now. */
export type Overtaken<Values> = { changed: Changed[]; values: Values; version: number; current: Values }

/** Adds a course, or changes one. The form it came from must be of the version that is stored. */
@Injectable()
export class SaveCourse {
  constructor(
    private readonly transaction: Transaction,
    private readonly programme: ProgrammeReader,
  ) {}

  async add(key: string, values: CourseValues, sender: Sender): Promise<Saved | Wrong> {
    return this.write(sender, async tx => {
      if (await storedCourse(tx, key))
        return { errors: [{ field: 'key', message: 'Another course has this short name: choose a different one' }] }
      return save(tx, { id: newId(), key, version: 0 }, values)
    })
  }

  /** null: there is no such course. `opened`: the values that the form was opened with. */
  async change(key: string, values: CourseValues, form: { version: number; opened: FormValues }, sender: Sender) {
    return this.write(sender, async (tx): Promise<Saved | Wrong | Overtaken<CourseValues> | null> => {
      const stored = await storedCourse(tx, key, true)
      if (!stored) return null
      if (stored.version !== form.version) return overtaken(form.opened, values, stored)
      const kept = await kindIsKept(tx, stored, values)
      return kept
        ? save(tx, stored, values)
        : { errors: [{ field: 'kind', message: 'This course has been on the programme: its kind stays as it is' }] }
    })
  }

  /** Changes what must come before a course and nothing else. null: there is no such course. */
  async changeRequires(key: string, requires: string[], form: { version: number; opened: FormValues }, sender: Sender) {
    return this.write(sender, async (tx): Promise<Saved | Wrong | Overtaken<{ requires: string[] }> | null> => {
      const stored = await storedCourse(tx, key, true)
      if (!stored) return null
      const current = { requires: stored.values.requires }
      if (stored.version !== form.version) return { ...mergeEdits(form.opened, { requires }, current), version: stored.version, current }
      return save(tx, stored, { ...stored.values, requires })
    })
  }

  private async write<Answer>(sender: Sender, work: (tx: EntityManager) => Promise<Answer>): Promise<Answer> {
    const answer = await this.transaction.add(tx => once(tx, sender, () => work(tx)))
    this.programme.invalidate()
    return answer
  }
}

const overtaken = (opened: FormValues, typed: CourseValues, stored: StoredCourse): Overtaken<CourseValues> => ({
  ...mergeEdits(opened, typed, stored.values),
  version: stored.version,
  current: stored.values,
})

async function kindIsKept(tx: EntityManager, stored: StoredCourse, values: CourseValues): Promise<boolean> {
  if (stored.values.kind === values.kind) return true
  const events = await tx.query<unknown[]>('SELECT 1 FROM event WHERE course_id = $1 LIMIT 1', [stored.id])
  return events.length === 0
}

async function save(tx: EntityManager, course: { id: string; key: string; version: number }, values: CourseValues): Promise<Saved | Wrong> {
  // Two desks at once could each add one half of a circle.
  await tx.query('LOCK TABLE course_prerequisite IN SHARE ROW EXCLUSIVE MODE')
  const ids = await idsBehind(tx, values)
  const problems = courseProblems({ ...values, places: Number(values.defaultPlaces) })
  problems.push(...unknown(values, ids))
  const loop = await loopIn(tx, course.id, values, ids.requires)
  if (loop) problems.push({ field: 'requires', message: loop })
  if (problems.length > 0) return { errors: problems }
  const columns = columnsOf(values, ids)
  if (course.version === 0) await tx.getRepository(Course).insert({ id: course.id, key: course.key, ...columns })
  else await tx.getRepository(Course).update({ id: course.id }, { ...columns, version: course.version + 1 })
  // What stays is left alone: the history would say that it went and came.
  await tx.query('DELETE FROM course_prerequisite WHERE course_id = $1 AND requires_id <> ALL ($2::uuid[])', [course.id, ids.requires])
  await tx.query('INSERT INTO course_prerequisite (course_id, requires_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING', [
    course.id,
    ids.requires,
  ])
  return { saved: course.key }
}

interface Ids {
  topic: string | null
  provider: string | null
  policy: string | null
  requires: string[]
}

async function idsBehind(tx: EntityManager, { topic, provider, policy, requires }: CourseValues): Promise<Ids> {
  const [row] = await tx.query<Ids[]>(
    `SELECT (SELECT id FROM topic WHERE key = $1) AS topic, (SELECT id FROM provider WHERE key = $2) AS provider,
      (SELECT id FROM cancellation_policy WHERE key = $3) AS policy, ARRAY(SELECT id FROM course WHERE key = ANY($4)) AS requires`,
    [topic, provider, policy, requires],
  )
  return row!
}

/** What is named and is not there: a choice that was taken away while the form was open. */
function unknown(values: CourseValues, ids: Ids): FieldError[] {
  const gone: [boolean, string, string][] = [
    [!ids.topic, 'topic', 'Choose the topic'],
    [values.provider !== '' && !ids.provider, 'provider', 'Choose the provider from the list'],
    [values.policy !== '' && !ids.policy, 'policy', 'Choose the cancellation policy from the list'],
    [ids.requires.length < new Set(values.requires).size, 'requires', 'Choose the prerequisites from the list'],
  ]
  return gone.filter(([is]) => is).map(([, field, message]) => ({ field, message }))
}

async function loopIn(tx: EntityManager, courseId: string, { title }: CourseValues, requires: string[]): Promise<string | null> {
  const courses = await tx.query<{ courseId: string; title: string; requires: string[] }[]>(
    `SELECT c.id AS "courseId", c.title, ARRAY(SELECT requires_id FROM course_prerequisite WHERE course_id = c.id) AS requires FROM course c`,
  )
  return loopProblem(
    courseId,
    requires,
    courses,
    new Map([...courses.map(course => [course.courseId, course.title] as const), [courseId, title]]),
  )
}

const numberOrNull = (text: string): number | null => (text === '' ? null : Number(text))

function columnsOf(values: CourseValues, ids: Ids) {
  const { title, summary, audience, externalUrl, days } = values
  return {
    ...{ title, summary, audience, externalUrl, days, topicId: ids.topic!, providerId: ids.provider, policyId: ids.policy },
    kind: values.kind as CourseKind,
    mode: values.mode as CourseMode,
    level: numberOrNull(values.level),
    validMonths: numberOrNull(values.validMonths),
    defaultPlaces: Number(values.defaultPlaces),
    fewest: Number(values.fewest),
    reminderDays: readReminderDays(values.reminderDays) ?? [],
    needsApproval: values.needsApproval === 'yes',
  }
}
