import type { CourseData } from './course-data.js'
import { EARLY_HELP } from './early-help.js'
import { ELEARNING } from './elearning.js'
import { ELSEWHERE } from './elsewhere.js'
import { HEALTH_AND_SUBSTANCES } from './health-and-substances.js'
import { NEGLECT_AND_ABUSE } from './neglect-and-abuse.js'

/** Every course of the catalogue. */
export const COURSES: CourseData[] = [...NEGLECT_AND_ABUSE, ...EARLY_HELP, ...HEALTH_AND_SUBSTANCES, ...ELSEWHERE, ...ELEARNING]

const byKey = new Map(COURSES.map(course => [course.key, course]))

/** The course of a key; throws on one that the catalogue does not have. */
export function courseOf(key: string): CourseData {
  const course = byKey.get(key)
  if (!course) throw new Error(`the catalogue has no course ${key}`)
  return course
}
