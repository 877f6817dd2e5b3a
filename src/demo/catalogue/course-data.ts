import type { CourseKind, CourseMode } from '../../modules/courses/course.entity.js'

/** A course as the demo's catalogue tells it: one row of courses.csv. */
export interface CourseData {
  key: string
  title: string
  kind: CourseKind
  topic: string
  provider?: string
  level?: number
  mode: CourseMode
  /** 0.5 for half a day or less. */
  days: number
  places: number
  /** How many months the learning counts; left out: for good. */
  validMonths?: number
  requires?: string[]
  externalUrl?: string
  audience: string
  summary: string
}
