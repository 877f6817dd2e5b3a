import { PublishPackage } from '../../../src/modules/elearning/scorm/publish-package.js'
import { SignUp } from '../../../src/modules/elearning/sign-up.js'
import { isRefusal } from '../../../src/shared/refusal.js'
import type { TestApp } from '../app.js'
import { aCourse } from './course.js'
import { aPackage } from './package.js'

/** An e-learning course that is taken with this package. */
export async function aScormCourse(app: TestApp, bytes: Buffer, key: string): Promise<{ key: string; id: string }> {
  const course = await aCourse(app.database, { key, title: `Course ${key}`, kind: 'e-learning', mode: 'e-learning' })
  const { id } = await aPackage(app.database, bytes)
  const [person] = await app.database.query<{ id: string }[]>('SELECT uploaded_by_id AS id FROM scorm_package WHERE id = $1', [id])
  const answer = await app.app.get(PublishPackage).run(id, key, { personId: person!.id, key: undefined }, app.clock.now())
  if (isRefusal(answer)) throw new Error(answer.refused)
  return course
}

export async function signedUp(app: TestApp, person: { id: string }, courseKey: string): Promise<string> {
  const answer = await app.app.get(SignUp, { strict: false }).run(person.id, courseKey, app.clock.now())
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer.enrolmentId
}

export interface Standing {
  completed: boolean
  passed: boolean
  score: number | null
  progress: number
  seconds: number
  records: number
}

/** How an enrolment stands, with how often it is on the record. */
export async function standingOf(app: TestApp, enrolmentId: string): Promise<Standing> {
  const [row] = await app.database.query<Standing[]>(
    `SELECT completed_at IS NOT NULL AS completed, passed_at IS NOT NULL AS passed, score::float AS score, progress, seconds,
      (SELECT count(*)::int FROM learning_record WHERE source = 'enrolment:' || e.id) AS records FROM enrolment e WHERE id = $1`,
    [enrolmentId],
  )
  return row!
}
