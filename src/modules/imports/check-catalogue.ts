import type { ClientBase } from 'pg'
import { findLoop, type PathwayCourse } from '../courses/rules/prerequisites.js'
import { repeated } from './check-keys.js'
import type { ImportFile } from './files.js'
import type { Problems } from './problems.js'

// An address stays taken unless the folder gives its holder another.
const EMAIL_TAKEN = `
  SELECT s.line, jsonb_build_object('email', s.email, 'key', coalesce(p.key, '-'))
  FROM import_person s JOIN person p ON p.email = s.email AND p.id <> s.id
  WHERE NOT EXISTS (SELECT 1 FROM import_person n WHERE n.id = p.id AND n.email <> p.email)`

const OTHER_TRAINER = `
  SELECT s.line, jsonb_build_object('person', s.person_key, 'key', t.key)
  FROM import_trainer s JOIN trainer t ON t.person_id = s.person_id AND t.id <> s.id`

const OTHER_PERSON = `
  SELECT s.line, jsonb_build_object('key', s.key, 'person', coalesce(p.key, p.email))
  FROM import_trainer s JOIN trainer t ON t.id = s.id JOIN person p ON p.id = t.person_id
  WHERE s.person_id IS NOT NULL AND t.person_id <> s.person_id`

const NOT_ON_PROGRAMME = `
  SELECT s.line, jsonb_build_object('course', s.course_key) FROM import_event s JOIN import_all_course c ON c.id = s.course_id
  WHERE c.kind = 'e-learning'`

const EVENT_MOVED = `
  SELECT s.line, jsonb_build_object('event', s.key, 'course', c.key)
  FROM import_event s JOIN event e ON e.id = s.id JOIN course c ON c.id = e.course_id
  WHERE s.course_id <> e.course_id AND EXISTS
    (SELECT 1 FROM occurrence o JOIN booking b ON b.occurrence_id = o.id WHERE o.event_id = e.id)`

export interface CatalogueFiles {
  people: ImportFile
  trainers: ImportFile
  courses: ImportFile
  events: ImportFile
}

export async function checkCatalogue(problems: Problems, client: ClientBase, { people, trainers, courses, events }: CatalogueFiles) {
  await problems.find(people, 'email', 'email-twice', repeated(people, ['email'], `'email', email`))
  await problems.find(people, 'email', 'email-taken', EMAIL_TAKEN)
  await problems.find(trainers, 'person', 'person-twice', repeated(trainers, ['person_id'], `'person', person_key`))
  await problems.find(trainers, 'person', 'other-trainer', OTHER_TRAINER)
  await problems.find(trainers, 'person', 'other-person', OTHER_PERSON)
  await problems.find(events, 'course', 'not-on-programme', NOT_ON_PROGRAMME)
  await problems.find(events, 'course', 'event-moved', EVENT_MOVED)
  await checkLoops(problems, client, courses)
}

// What the folder says a course requires stands in the place of what is loaded; a course without such a column keeps what it has.
const REQUIRES = `
  SELECT s.line, s.key AS "courseId", array(SELECT unnest(s.requires_key)) AS requires
  FROM import_course s WHERE s.key IS NOT NULL AND s.requires_key IS NOT NULL
  UNION ALL
  SELECT NULL, c.key, array_agg(r.key ORDER BY r.key)
  FROM course_prerequisite p JOIN course c ON c.id = p.course_id JOIN course r ON r.id = p.requires_id
  WHERE NOT EXISTS (SELECT 1 FROM import_course s WHERE s.key = c.key AND s.requires_key IS NOT NULL)
  GROUP BY c.key`

const MOST_LOOPS = 20

/** Names each loop once, at the first of its courses in the file. */
async function checkLoops(problems: Problems, client: ClientBase, courses: ImportFile): Promise<void> {
  const { rows } = await client.query<PathwayCourse & { line: number | null }>(REQUIRES)
  const lines = new Map(rows.map(row => [row.courseId, row.line]))
  let left: PathwayCourse[] = rows
  for (let told = 0; told < MOST_LOOPS; told++) {
    const loop = findLoop(left)
    if (!loop) return
    const { line, order } = fromFirstLine(loop, lines)
    const facts = { loop: [...order, order[0]!].join(' requires ') }
    await problems.add(courses, [{ line, column: 'requires', code: 'loop', facts }])
    // Without its first step the loop is gone, and the next one is found.
    const [first, second = first] = order
    left = left.map(course => (course.courseId === first ? { ...course, requires: course.requires.filter(key => key !== second) } : course))
  }
}

/** The loop told from that course of it which stands first in the file; no line where all of it is loaded. */
function fromFirstLine(loop: string[], lines: ReadonlyMap<string, number | null>): { line: number | null; order: string[] } {
  const found = loop.map(key => lines.get(key) ?? Infinity)
  const line = Math.min(...found)
  const start = found.indexOf(line)
  return { line: Number.isFinite(line) ? line : null, order: [...loop.slice(start), ...loop.slice(0, start)] }
}
