import type { Day } from '../../../shared/dates.js'

export interface CourseNeed {
  courseId: string
}

/** A learning record, as far as rules care: London days, both counted; `validUntil` null counts for good. */
export interface Completion {
  courseId: string
  completedOn: Day
  validUntil: Day | null
}

export interface PathwayCourse {
  courseId: string
  requires: readonly string[]
}

/** How a person stands with one course of a pathway. `lapsed`: it was done once and no longer counts. */
export interface Step {
  courseId: string
  state: 'done' | 'next' | 'locked'
  lapsed: boolean
}

/** The steps in order, and the facts of the sentence "You have Level 1. Level 2 is next.". */
export interface Standing {
  steps: Step[]
  have: string[]
  next: string[]
  complete: boolean
}

/** Whether a learning record counts on a day: not before it was earned, and up to and on its last day. */
export function countsOn(completion: Completion, on: Day): boolean {
  return completion.completedOn <= on && (completion.validUntil === null || completion.validUntil >= on)
}

/** The required courses that no record meets on the day of the occurrence, in the order required. Empty: nothing stands in the way. */
export function missing(required: readonly CourseNeed[], completed: readonly Completion[], on: Day): string[] {
  const met = (courseId: string) => completed.some(record => record.courseId === courseId && countsOn(record, on))
  return required.map(need => need.courseId).filter(courseId => !met(courseId))
}

/** How a person stands on a pathway on a day. A course whose requirements are met is next even where an earlier one has lapsed. */
export function standing(pathway: readonly PathwayCourse[], completed: readonly Completion[], on: Day): Standing {
  const done = new Set(completed.filter(record => countsOn(record, on)).map(record => record.courseId))
  const ever = new Set(completed.filter(record => record.completedOn <= on).map(record => record.courseId))
  const steps = pathway.map(({ courseId, requires }): Step => {
    if (done.has(courseId)) return { courseId, state: 'done', lapsed: false }
    return { courseId, state: requires.every(id => done.has(id)) ? 'next' : 'locked', lapsed: ever.has(courseId) }
  })
  const inState = (state: Step['state']) => steps.filter(step => step.state === state).map(step => step.courseId)
  const have = inState('done')
  return { steps, have, next: inState('next'), complete: have.length === steps.length }
}

/**
 * Courses in an order in which each follows all it requires, otherwise as given; requirements outside the list are left aside.
 * Courses in a loop, or behind one, come last as given: a page must still show what `findLoop` should have kept out.
 */
export function orderPathway<Course extends PathwayCourse>(courses: readonly Course[]): Course[] {
  const ordered: Course[] = []
  let waiting = [...courses]
  for (;;) {
    const open = new Set(waiting.map(course => course.courseId))
    const free = waiting.find(course => !course.requires.some(id => open.has(id)))
    if (!free) return [...ordered, ...waiting]
    ordered.push(free)
    waiting = waiting.filter(course => course !== free)
  }
}

/** A ring of courses each of which requires the following one and the last the first, or null. Asked before a requirement is saved. */
export function findLoop(courses: readonly PathwayCourse[]): string[] | null {
  const requires = new Map(courses.map(course => [course.courseId, course.requires]))
  const clean = new Set<string>()
  for (const { courseId } of courses) {
    const loop = loopFrom(courseId, [], requires, clean)
    if (loop) return loop
  }
  return null
}

function loopFrom(id: string, path: string[], requires: ReadonlyMap<string, readonly string[]>, clean: Set<string>): string[] | null {
  if (path.includes(id)) return path.slice(path.indexOf(id))
  // Courses known to lead into no loop are not walked again, so that wide catalogues stay quick.
  if (clean.has(id)) return null
  for (const next of requires.get(id) ?? []) {
    const loop = loopFrom(next, [...path, id], requires, clean)
    if (loop) return loop
  }
  clean.add(id)
  return null
}
