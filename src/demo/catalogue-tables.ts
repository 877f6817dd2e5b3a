import { AGENCIES } from './catalogue/agencies.js'
import { COURSES } from './catalogue/courses.js'
import type { CourseData } from './catalogue/course-data.js'
import { POLICIES, STANDARD_POLICY } from './catalogue/policies.js'
import { PROVIDERS } from './catalogue/providers.js'
import { TOPICS } from './catalogue/topics.js'
import { personOfTrainer } from './people.js'
import { listed, type Row, type Tables, yesNo } from './tables.js'
import { TRAINERS } from './trainers.js'
import { VENUES } from './venues.js'

type CatalogueFile = 'agencies.csv' | 'providers.csv' | 'topics.csv' | 'venues.csv' | 'policies.csv' | 'trainers.csv' | 'courses.csv'

/** The files that say what there is, whatever has happened since. */
export const catalogueTables = (): Pick<Tables, CatalogueFile> => ({
  'agencies.csv': AGENCIES.map(({ key, name, group }) => ({ key, name, group, listed: 'yes' })),
  'providers.csv': PROVIDERS.map(({ key, name, internal }) => ({ key, name, internal: yesNo(internal) })),
  'topics.csv': TOPICS.map(({ key, name, priority }, i) => ({ key, name, priority: yesNo(priority), position: i + 1 })),
  'venues.csv': VENUES.map(({ since: _since, ...venue }) => venue),
  'policies.csv': POLICIES.map(({ key, name, definition }) => ({ key, name, definition: JSON.stringify(definition) })),
  'trainers.csv': TRAINERS.map(trainer => ({ key: trainer.key, person: personOfTrainer(trainer) })),
  'courses.csv': COURSES.map(courseRow),
})

function courseRow({ requires, places, ...course }: CourseData): Row<'courses.csv'> {
  const policy = course.kind === 'scheduled' ? STANDARD_POLICY : undefined
  return { ...course, requires: listed(requires ?? []), defaultPlaces: places, policy }
}
