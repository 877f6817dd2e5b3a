import type { Booking } from '../../../src/modules/bookings/booking.entity.js'
import type { Course } from '../../../src/modules/courses/course.entity.js'
import type { Person } from '../../../src/modules/people/person.entity.js'
import type { TestApp } from '../../support/app.js'
import { aBooking } from '../../support/builders/booking.js'
import { aCourse } from '../../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, type Moment, moment } from '../../support/builders/occurrence.js'
import { aPerson } from '../../support/people.js'

/** Somebody whose line manager is known. */
export const somebody = ({ database }: TestApp, name: string, change: Partial<Person> = {}): Promise<Person> =>
  aPerson(database, { name, managerName: `Manager of ${name}`, managerEmail: `manager.of.${name.toLowerCase()}@example.org`, ...change })

export interface Run {
  course: Course
  occurrence: BuiltOccurrence
  bookings: Record<string, Booking>
  people: Record<string, Person>
}

/** A date on which these people are booked, three weeks before unless told otherwise. */
export async function aRun(app: TestApp, names: string[], at: { startsAt: Moment; endsAt: Moment; bookedAt?: Moment }): Promise<Run> {
  const course = await aCourse(app.database)
  const occurrence = await anOccurrence(app.database, { course, startsAt: at.startsAt, endsAt: at.endsAt })
  const bookedAt = at.bookedAt ? moment(at.bookedAt) : new Date(occurrence.startsAt.getTime() - 21 * 86_400_000)
  const run: Run = { course, occurrence, bookings: {}, people: {} }
  for (const name of names) {
    const person = await somebody(app, name)
    run.people[name] = person
    run.bookings[name] = await aBooking(app.database, { person, occurrence, bookedAt })
  }
  return run
}

/** What the register comes to for a booking, once it is closed. */
export const comesTo = ({ database }: TestApp, { id }: Booking, state: string): Promise<unknown> =>
  database.query(`UPDATE booking SET state = $2, cancelled_at = CASE WHEN $2 = 'cancelled' THEN booked_at END WHERE id = $1`, [id, state])
