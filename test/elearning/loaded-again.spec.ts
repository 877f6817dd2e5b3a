import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { aFolder, importing, type Importing } from '../imports/a-folder.js'

let into: Importing
beforeEach(async () => {
  into = await importing()
  await into.mustLoad(aFolder())
})
afterEach(() => into.stop())

const HEAD = 'key,course,person,signedUpAt,startedAt,completedAt\n'
const enrolments = (row: string) => aFolder({ 'enrolments.csv': `${HEAD}${row}\n` }, {})
const COURSE = `INSERT INTO module (id, course_id, kind, state, changed_at) SELECT gen_random_uuid(), course_id, 'built', 'published', now() FROM enrolment WHERE key = 'x1'`
const VERSION = `INSERT INTO module_version (id, module_id, number, content, published_at) SELECT gen_random_uuid(), id, 1, '{}', now() FROM module`
const HERE = `UPDATE enrolment SET module_version_id = v.id, started_at = '2024-03-05T10:00Z', completed_at = '2024-03-06T10:00Z' FROM module_version v WHERE key = 'x1'`
const RECORD = `
  INSERT INTO learning_record (id, source, person_id, course_id, completed_on, how, recorded_at)
  SELECT gen_random_uuid(), 'enrolment:' || id, person_id, course_id, '2024-03-06', 'e-learning', now() FROM enrolment WHERE key = 'x1'`

it('an enrolment that was gone on with here is not set back by loading its file again', async () => {
  const [course] = await into.rows<{ key: string }>(`SELECT c.key FROM enrolment e JOIN course c ON c.id = e.course_id LIMIT 1`)
  const row = `x1,${course!.key},dana,2024-03-04 09:00,,`
  await into.mustLoad(enrolments(row))
  for (const statement of [COURSE, VERSION, HERE, RECORD]) await into.rows(statement)
  const loaded = await into.mustLoad(enrolments(row))
  expect(loaded['enrolments.csv']).toMatchObject({ added: 0, changed: 0 })
  expect(await into.rows(`SELECT completed_at IS NOT NULL AS done FROM enrolment WHERE key = 'x1'`)).toEqual([{ done: true }])
  expect(
    await into.rows(
      `SELECT r.completed_on::text AS day FROM learning_record r JOIN enrolment e ON r.source = 'enrolment:' || e.id WHERE e.key = 'x1'`,
    ),
  ).toEqual([{ day: '2024-03-06' }])
})
