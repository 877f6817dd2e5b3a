import type { ActingLead } from '../booking-lane.facts.js'
import type { JoinRequest, WaitingCourse } from '../rules/waiting-list.js'

/** One person asks to wait for a course; `dates`: occurrences they could make, empty for any; `lead` as for a booking. */
export interface JoinAsked {
  personId: string
  key: string | undefined
  dates: string[]
  lead?: ActingLead
}

/** `position` counts from 1: how many wait up to and with this person. */
export interface Waiting {
  id: string
  position: number
}

export interface Joiner extends Omit<JoinRequest, 'personId' | 'dates'> {
  courseKey: string
  id: string
  name: string
  email: string
  agencyId: string | null
}
export type ListCourse = WaitingCourse & { courseKey: string; courseTitle: string; lastNumber: number }

/** The row that `readJoins` answers with; instants are texts, as JSON has them. */
export interface JoinsRow {
  courses: (Omit<ListCourse, 'dates'> & { dates: { id: string; startsAt: string; closesAt: string | null }[] })[]
  joiners: Joiner[]
  answered: { personId: string; key: string; answer: Waiting }[]
}

/** What one list of a round is decided on. */
export interface ListFacts {
  course: ListCourse
  joiners: Map<string, Joiner>
  answered: Map<string, Waiting>
}

/** Turns the row of a round into the facts of each list, by the course's key. */
export function joinFacts(row: JoinsRow): Map<string, ListFacts> {
  const answered = new Map(row.answered.map(one => [`${one.personId} ${one.key}`, one.answer]))
  const instant = (text: string | null) => (text === null ? null : new Date(text))
  return new Map(
    row.courses.map(course => {
      const dates = course.dates.map(date => ({ ...date, startsAt: new Date(date.startsAt), closesAt: instant(date.closesAt) }))
      const joiners = row.joiners.filter(joiner => joiner.courseKey === course.courseKey)
      return [course.courseKey, { course: { ...course, dates }, joiners: new Map(joiners.map(joiner => [joiner.id, joiner])), answered }]
    }),
  )
}
