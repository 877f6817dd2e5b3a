import type { Booking } from '../../../src/modules/bookings/booking.entity.js'
import { stillComingNonce } from '../../../src/modules/bookings/coming/coming-mails.js'
import type { Course } from '../../../src/modules/courses/course.entity.js'
import { NotificationsReader } from '../../../src/modules/notifications/notifications.reader.js'
import { MONDAY, type TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../../support/builders/occurrence.js'
import { aPolicy } from '../../support/builders/policy.js'
import { Visitor } from '../../support/visitor.js'
import type { Scene } from '../scene.js'

/** Dana, asked whether she is still coming, with the link in a browser in which nobody has signed in. */
export interface Asked {
  course: Course
  occurrence: BuiltOccurrence
  booking: Booking
  link: string
  stranger: Visitor
}

export const linkOf = ({ app }: TestApp, id: string): string =>
  `/still-coming/${id}/${app.get(NotificationsReader).linkSecret(stillComingNonce(id))}`

/** Dana's booking on a course that starts in eight days, with one place, and late cancellations charged. */
export async function danaIsAsked({ app, people }: Scene): Promise<Asked> {
  const { database, clock } = app
  clock.moveTo(MONDAY)
  const course = await aCourse(database, { title: 'Safer Recruitment', policyId: (await aPolicy(database)).id })
  const occurrence = await anOccurrence(database, { course, places: 1 })
  const booking = await aBooking(database, { person: people.dana, occurrence })
  return { course, occurrence, booking, link: linkOf(app, booking.id), stranger: new Visitor(app.url) }
}

/** What is kept of a booking's end, and of its "still coming?". */
export async function storedBooking(scene: Scene, id: string) {
  const row = await scene.row<Record<string, unknown>>(
    `SELECT b.state, b.coming_confirmed_at AS "saidAt", b.coming_for AS "saidFor", b.cancelled_by AS by, b.cancelled_by_person_id AS "byPerson",
       b.cancel_reason AS reason, b.late, (SELECT sum(pence)::int FROM charge WHERE booking_id = b.id) AS pence FROM booking b WHERE b.id = $1`,
    [id],
  )
  return row!
}
