import type { Day } from '../../../shared/dates.js'
import { type Completion, missing } from '../../courses/rules/prerequisites.js'
import { addMonths } from '../../evaluation/rules/due-dates.js'

/** A course as a path sees it. `here`: it is e-learning that anybody may sign up for here; `validMonths` null counts for good. */
export interface PathCourse {
  id: string
  requires: readonly string[]
  validMonths: number | null
  here: boolean
}

/** Finds a course by its id. */
type Courses = Pick<ReadonlyMap<string, PathCourse>, 'get'>

/** `today` and the day of the course that the path leads to, both London's. */
export interface PathDays {
  today: Day
  startsOn: Day
}

/**
 * The courses to be done so that these missing ones are met, in an order in which each follows what it requires; null when one of them
 * cannot be done here, or would no longer count on the day if it were done today.
 */
export function pathTo(
  lacking: readonly string[],
  courses: Courses,
  completed: readonly Completion[],
  { today, startsOn }: PathDays,
): string[] | null {
  const order: string[] = []
  const add = (id: string, behind: readonly string[]): boolean => {
    if (order.includes(id)) return true
    const course = courses.get(id)
    if (!course?.here || behind.includes(id)) return false
    if (!firstOf(course, completed, today).every(one => add(one, [...behind, id]))) return false
    order.push(id)
    return true
  }
  return lacking.every(id => lasts(courses.get(id), { today, startsOn }) && add(id, [])) ? order : null
}

const lasts = (course: PathCourse | undefined, { today, startsOn }: PathDays): boolean =>
  course !== undefined && (course.validMonths === null || addMonths(today, course.validMonths) >= startsOn)

/** What a course requires that is not met today. */
const firstOf = ({ requires }: PathCourse, completed: readonly Completion[], today: Day): string[] =>
  missing(
    requires.map(courseId => ({ courseId })),
    completed,
    today,
  )

/** Those of a path that can be signed up for at once: nothing that they require is still to be done. */
export const readyOn = (path: readonly string[], courses: Courses, completed: readonly Completion[], today: Day) =>
  path.filter(id => firstOf(courses.get(id)!, completed, today).length === 0)
