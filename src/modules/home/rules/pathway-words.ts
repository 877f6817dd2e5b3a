import { orderPathway, type PathwayCourse, type Standing } from '../../courses/rules/prerequisites.js'
import { listInWords } from './date-words.js'

/** A course of a pathway with what it is called there. */
export interface NamedCourse extends PathwayCourse {
  title: string
  level: number | null
}

/** A course, all it requires however far back, and all that leads on from it, in order. One course alone is no pathway: empty. */
export function pathwayOf<Course extends PathwayCourse>(courseId: string, courses: readonly Course[]): Course[] {
  const ids = new Set([...reach(courseId, back(courses)), ...reach(courseId, onward(courses))])
  return ids.size < 2 ? [] : orderPathway(courses.filter(course => ids.has(course.courseId)))
}

const back = (courses: readonly PathwayCourse[]) => {
  const requires = new Map(courses.map(course => [course.courseId, course.requires]))
  return (id: string) => requires.get(id) ?? []
}

const onward = (courses: readonly PathwayCourse[]) => (id: string) =>
  courses.filter(course => course.requires.includes(id)).map(course => course.courseId)

function reach(start: string, next: (id: string) => readonly string[]): Set<string> {
  const reached = new Set([start])
  for (const id of reached) for (const other of next(id)) reached.add(other)
  return reached
}

/** "Level 2" where the title says so too, else the title. */
export const stepName = ({ title, level }: Pick<NamedCourse, 'title' | 'level'>): string =>
  level !== null && title.includes(`Level ${level}`) ? `Level ${level}` : title

/** "You have Level 1. Level 2 is next.": how somebody stands on a pathway, in one or two sentences. */
export function standingInWords(standing: Standing, pathway: readonly NamedCourse[]): string {
  const names = new Map(pathway.map(course => [course.courseId, stepName(course)]))
  const say = (ids: readonly string[]) => listInWords(ids.map(id => names.get(id) ?? id))
  if (standing.complete) return 'You have the whole pathway.'
  const lapsed = standing.steps.filter(step => step.lapsed && step.state === 'next').map(step => step.courseId)
  const fresh = standing.next.filter(id => !lapsed.includes(id))
  return [
    standing.have.length > 0 ? `You have ${say(standing.have)}.` : lapsed.length > 0 ? '' : 'You have none of it yet.',
    lapsed.length > 0 ? `Your ${say(lapsed)} no longer counts: take it again.` : '',
    fresh.length > 0 ? `${say(fresh)} ${fresh.length === 1 ? 'is' : 'are'} next.` : '',
  ]
    .filter(Boolean)
    .join(' ')
}
