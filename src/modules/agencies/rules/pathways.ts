import { orderPathway } from '../../courses/rules/prerequisites.js'

/** A course of the catalogue, as far as pathways care; `requires`: ids. */
export interface CatalogueCourse {
  id: string
  key: string
  title: string
  kind: string
  retired: boolean
  requires: readonly string[]
}

/** Courses in order, each after what it requires; named by the course that it leads to. */
export interface Pathway<C extends CatalogueCourse = CatalogueCourse> {
  key: string
  title: string
  courses: C[]
}

/** Every course that stands on some pathway. */
export const ALL_PATHWAYS = 'all'

/**
 * The pathways of a catalogue, by title: one for each course that requires others and is not itself on the way to another, and, where
 * there are several, all of them in one. Courses that are no longer offered are on none.
 */
export function pathwaysOf<C extends CatalogueCourse>(courses: readonly C[]): Pathway<C>[] {
  const offered = new Map(courses.filter(course => !course.retired).map(course => [course.id, course]))
  const onTheWay = new Set([...offered.values()].flatMap(course => course.requires))
  const ends = [...offered.values()].filter(course => course.requires.length > 0 && !onTheWay.has(course.id))
  const pathways = ends
    .map(end => ({ key: end.key, title: end.title, courses: ordered(upTo(end, offered)) }))
    .sort((a, b) => a.title.localeCompare(b.title))
  if (pathways.length < 2) return pathways
  const all = new Set(pathways.flatMap(pathway => pathway.courses))
  return [...pathways, { key: ALL_PATHWAYS, title: 'All pathways', courses: ordered([...all]) }]
}

/** A course and all that it requires, and what that requires in turn. */
function upTo<C extends CatalogueCourse>(end: C, offered: ReadonlyMap<string, C>): C[] {
  const found = new Set<C>()
  const open = [end]
  for (let course = open.pop(); course; course = open.pop()) {
    if (found.has(course)) continue
    found.add(course)
    open.push(...course.requires.flatMap(id => offered.get(id) ?? []))
  }
  return [...found]
}

function ordered<C extends CatalogueCourse>(courses: readonly C[]): C[] {
  const byTitle = [...courses].sort((a, b) => a.title.localeCompare(b.title))
  return orderPathway(byTitle.map(course => ({ courseId: course.id, requires: course.requires, course }))).map(({ course }) => course)
}
