import { findLoop, type PathwayCourse } from './prerequisites.js'

/** What a course says of itself, as far as its parts must fit together. */
export interface CourseShape {
  kind: string
  mode: string
  externalUrl: string
  places: number
}

export interface CourseProblem {
  field: string
  message: string
}

/** Links lead to web pages and nowhere else. */
export const isWebAddress = (text: string): boolean => /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text)

/** Parts of a course that do not fit together, one sentence for each field. */
export function courseProblems({ kind, mode, externalUrl, places }: CourseShape): CourseProblem[] {
  const problems: CourseProblem[] = []
  if (kind === 'e-learning' && mode !== 'e-learning')
    problems.push({ field: 'mode', message: 'Choose e-learning: this course is of that kind' })
  if (kind === 'scheduled' && mode === 'e-learning')
    problems.push({ field: 'mode', message: 'Choose how people come together, or change the kind to e-learning' })
  if (kind === 'scheduled' && places < 1) problems.push({ field: 'defaultPlaces', message: 'Enter at least 1 place' })
  if (externalUrl !== '' && !isWebAddress(externalUrl))
    problems.push({ field: 'externalUrl', message: 'Enter a full web address that starts with https://' })
  if (kind === 'external' && externalUrl === '')
    problems.push({ field: 'externalUrl', message: 'Enter the web address where people book or take this course' })
  return problems
}

/**
 * Whether `courseId` may require `requires`: null, or a sentence that names the ring which would come about, such as
 * "A needs B, and B needs A". `courses` are all courses as they are; `titles` by id.
 */
export function loopProblem(
  courseId: string,
  requires: readonly string[],
  courses: readonly PathwayCourse[],
  titles: ReadonlyMap<string, string>,
): string | null {
  const others = courses.filter(course => course.courseId !== courseId)
  const loop = findLoop([{ courseId, requires }, ...others])
  if (!loop) return null
  const name = (id: string) => titles.get(id) ?? id
  const steps = loop.map((id, i) => `${name(id)} needs ${name(loop[(i + 1) % loop.length]!)}`)
  return `These prerequisites would go round in a circle: ${steps.join(', and ')}. Nobody could ever start`
}
