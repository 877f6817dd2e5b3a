import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Api } from '../support/api.js'
import type { TestApp } from '../support/app.js'
import { aCourse, type CourseOverrides } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aCrowd, apiOf } from '../support/crowd.js'

export interface QueueOffer {
  id: string
  occurrenceId: string
  runsOutAt: string
}

/** A date without places left and a queue for its course, head first. */
export interface Queue {
  date: BuiltOccurrence
  courseKey: string
  /** Gives up one of the places that were taken. */
  free(): Promise<void>
  /** The offer that somebody finds when they look; null when there is none. */
  offerOf(api: Api): Promise<QueueOffer | null>
}

/** `course`: what its own new course is like; `courseOf`: a course that is there already. */
interface QueueOverrides extends Omit<Partial<OccurrenceOverrides>, 'course'> {
  course?: CourseOverrides
  courseOf?: Course
}

/** Places are all taken by others; `waiting` join in order, each for the dates named (none: any). */
export async function aQueue(
  app: TestApp,
  waiting: { api: Api; dates?: (date: BuiltOccurrence) => string[] }[],
  { course: change, courseOf, ...overrides }: QueueOverrides = {},
): Promise<Queue> {
  const course = courseOf ?? (await aCourse(app.database, { title: 'Safer Recruitment', ...change }))
  const date = await anOccurrence(app.database, { course, places: 2, startsAt: '2026-05-12 09:30', ...overrides })
  const bookers = (await aCrowd(app.database, date.places)).map(person => apiOf(app, person))
  const bookings: { api: Api; id: string }[] = []
  for (const api of bookers) bookings.push({ api, id: (await api.post<{ id: string }>(`/occurrences/${date.id}/bookings`)).body.id })
  for (const { api, dates } of waiting) {
    const answer = await api.post(`/courses/${course.key}/waiting-list`, { dates: dates?.(date) ?? [] })
    if (answer.status !== 201) throw new Error(`Joining was refused: ${JSON.stringify(answer.body)}`)
  }
  return {
    date,
    courseKey: course.key,
    async free() {
      const booking = bookings.pop()!
      const answer = await booking.api.delete(`/bookings/${booking.id}`)
      if (answer.status !== 200) throw new Error(`Cancelling was refused: ${JSON.stringify(answer.body)}`)
    },
    async offerOf(api) {
      const { body } = await api.get<{ items: { course: { key: string }; offer: QueueOffer | null }[] }>('/me/waiting-list')
      return body.items.find(item => item.course.key === course.key)?.offer ?? null
    },
  }
}
