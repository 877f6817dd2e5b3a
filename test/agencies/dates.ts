import { EXAMPLE_POLICIES } from '../../src/modules/bookings/rules/policy-examples.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aPolicy } from '../support/builders/policy.js'
import type { AgencyScene } from './scene.js'

/** A date of a course with terms: two working days' notice, then £25 for half a day and £50 for a full one. */
export async function aDate({ app }: AgencyScene, change: Partial<OccurrenceOverrides> = {}) {
  const policy = await aPolicy(app.database, EXAMPLE_POLICIES.twoWorkingDays)
  const course = await aCourse(app.database, { title: 'Safer Recruitment', policyId: policy.id })
  return { course, date: await anOccurrence(app.database, { course, ...change }) }
}

/** Dana's place on such a date. */
export async function booked(scene: AgencyScene, change: Partial<OccurrenceOverrides> = {}) {
  const { course, date } = await aDate(scene, change)
  const { id } = await aBooking(scene.app.database, { person: scene.people.dana, occurrence: date })
  return { course, date, id }
}

export interface BookingRow {
  id: string
  state: string
  booked_by_id: string
  agency_id: string
  cancelled_by: string
  cancelled_by_person_id: string
  late: boolean
}

export const bookingOf = (scene: AgencyScene, date: { id: string }, person: { id: string }) =>
  scene.row<BookingRow>('SELECT * FROM booking WHERE occurrence_id = $1 AND person_id = $2', [date.id, person.id])
