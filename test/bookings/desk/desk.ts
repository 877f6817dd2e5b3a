import type { DataSource } from 'typeorm'
import { EXAMPLE_POLICIES } from '../../../src/modules/bookings/rules/policy-examples.js'
import { aCourse, type CourseOverrides } from '../../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, type OccurrenceOverrides } from '../../support/builders/occurrence.js'
import { aPolicy } from '../../support/builders/policy.js'
import type { Visitor } from '../../support/visitor.js'
import type { Scene } from '../scene.js'

/** A course of two dates, Tuesday 10 and Tuesday 17 March 2026, on terms: two working days' notice, then £50 for a full day. */
export interface TwoDates {
  tenth: BuiltOccurrence
  later: BuiltOccurrence
}

export async function twoDates(
  { app: { database } }: Scene,
  [first, second]: [Partial<OccurrenceOverrides>, Partial<OccurrenceOverrides>] = [{}, {}],
  change: CourseOverrides = {},
): Promise<TwoDates> {
  const policy = await aPolicy(database, EXAMPLE_POLICIES.twoWorkingDays)
  const course = await aCourse(database, { title: 'Safer Recruitment', policyId: policy.id, ...change })
  const tenth = await anOccurrence(database, { course, ...first })
  return { tenth, later: await anOccurrence(database, { course, startsAt: '2026-03-17 09:30', ...second }) }
}

/** Somebody's booking, made by themselves. */
export async function bookingOf({ api }: Scene, who: 'dana' | 'cole' | 'oona', date: { id: string }): Promise<string> {
  const { status, body } = await api[who].post<{ id: string }>(`/occurrences/${date.id}/bookings`)
  if (status !== 201) throw new Error(`Booking was refused: ${JSON.stringify(body)}`)
  return body.id
}

/** What an administrator does with a booking at the desk: opens its page, fills it in and presses the button. */
export async function atDesk(
  browser: Visitor,
  id: string,
  what: 'cancel' | 'move' | 'swap' | 'colleague',
  fields: Record<string, string | string[]>,
) {
  await browser.get(`/desk/bookings/${id}/${what}`)
  return browser.post(
    `/desk/bookings/${id}/${{ cancel: 'cancellation', colleague: 'substitution', move: 'move', swap: 'swap' }[what]}`,
    fields,
  )
}

export interface Kept {
  id: string
  occurrence_id: string
  state: string
  cancelled_by: string | null
  cancel_reason: string
  late: boolean
  follows_id: string | null
  moved_by: string | null
  override_reason: string
  booked_by_id: string
  agency_id: string
  cancel_asked_at: Date | null
}

/** Every booking of a person on a course, the oldest first. */
export const bookingsOf = (database: DataSource, personId: string, courseId: string): Promise<Kept[]> =>
  database.query('SELECT * FROM booking WHERE person_id = $1 AND course_id = $2 ORDER BY booked_at, id', [personId, courseId])
