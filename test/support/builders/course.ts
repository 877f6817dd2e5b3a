import type { DataSource } from 'typeorm'
import { CoursePrerequisite } from '../../../src/modules/courses/course-prerequisite.entity.js'
import { Course } from '../../../src/modules/courses/course.entity.js'
import { Provider } from '../../../src/modules/courses/provider.entity.js'
import { Topic } from '../../../src/modules/courses/topic.entity.js'
import { newId } from '../../../src/shared/ids.js'

let made = 0

/** A topic; the one called "Child neglect" unless told otherwise. The same key again gives the topic that is there. */
export async function aTopic(database: DataSource, overrides: Partial<Topic> = {}): Promise<Topic> {
  const topics = database.getRepository(Topic)
  const key = overrides.key ?? 'child-neglect'
  const there = await topics.findOneBy({ key })
  return there ?? topics.save({ id: newId(), key, name: 'Child neglect', priority: true, position: 1, ...overrides })
}

/** A provider; the partnership itself unless told otherwise. The same key again gives the provider that is there. */
export async function aProvider(database: DataSource, overrides: Partial<Provider> = {}): Promise<Provider> {
  const providers = database.getRepository(Provider)
  const key = overrides.key ?? 'wsp'
  const there = await providers.findOneBy({ key })
  return there ?? providers.save({ id: newId(), key, name: 'Walsall Safeguarding Partnership', internal: true, ...overrides })
}

export type CourseOverrides = Partial<Omit<Course, 'topic' | 'provider' | 'policy'>> & {
  topic?: Topic
  provider?: Provider
  requires?: { id: string }[]
}

/** A scheduled course of one day, without prerequisites, in "Child neglect" and by the partnership, unless told otherwise. */
export async function aCourse(database: DataSource, overrides: CourseOverrides = {}): Promise<Course> {
  const { topic, provider, requires = [], ...columns } = overrides
  const n = ++made
  const course = {
    id: newId(),
    key: `course-${n}`,
    title: `Course ${n}`,
    kind: 'scheduled' as const,
    topicId: (topic ?? (await aTopic(database))).id,
    providerId: (provider ?? (await aProvider(database))).id,
    ...columns,
  }
  await database.getRepository(Course).insert(course)
  await database.getRepository(CoursePrerequisite).insert(requires.map(required => ({ courseId: course.id, requiresId: required.id })))
  return database.getRepository(Course).findOneByOrFail({ id: course.id })
}

/** The Neglect pathway: Level 1 (e-learning), Level 2 and Graded Care Profile 2, each requiring those before it. */
export async function theNeglectPathway(database: DataSource): Promise<{ l1: Course; l2: Course; gcp2: Course }> {
  const l1 = await aCourse(database, {
    key: 'neglect-l1',
    title: 'Child Neglect Awareness - Level 1',
    kind: 'e-learning',
    mode: 'e-learning',
    level: 1,
  })
  const l2 = await aCourse(database, { key: 'neglect-l2', title: 'Understanding Neglect Level 2', level: 2, requires: [l1] })
  const gcp2 = await aCourse(database, { key: 'gcp2', title: 'Graded Care Profile 2 (GCP2)', level: 3, requires: [l1, l2] })
  return { l1, l2, gcp2 }
}
