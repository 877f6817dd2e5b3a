/** A coming date, as far as the list by month goes. `month`: `2026-03`. */
export interface MonthDate {
  month: string
  course: { id: string; title: string }
}

export interface CourseInMonth<D extends MonthDate> {
  course: D['course']
  dates: D[]
}

/** Months in order of time, in each the courses in order of title, each with its dates: the list that newsletters print. */
export function placesByMonth<D extends MonthDate>(dates: readonly D[]): { month: string; courses: CourseInMonth<D>[] }[] {
  const months = new Map<string, Map<string, CourseInMonth<D>>>()
  for (const date of dates) {
    const courses = months.get(date.month) ?? new Map<string, CourseInMonth<D>>()
    const entry: CourseInMonth<D> = courses.get(date.course.id) ?? { course: date.course, dates: [] }
    entry.dates.push(date)
    months.set(date.month, courses.set(date.course.id, entry))
  }
  return [...months]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([month, courses]) => ({ month, courses: [...courses.values()].sort((a, b) => a.course.title.localeCompare(b.course.title)) }))
}
