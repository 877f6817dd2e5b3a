import type { Charge } from '../../src/modules/bookings/charge.entity.js'
import { startApp, type TestApp } from '../support/app.js'
import { aBooking, type BookingOverrides } from '../support/builders/booking.js'
import { aCharge } from '../support/builders/charge.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence } from '../support/builders/occurrence.js'
import { aDelegate, anAdministrator, anOutsider, aPerson } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

type Columns = Partial<Omit<BookingOverrides, 'person' | 'occurrence'>>

/** Dana's school and Oona's hospital, whose people gave places back too late, and the desk of Ada and Abel. */
export async function chargesScene() {
  const app = await startApp()
  const { database } = app
  const [dana, oona] = [await aDelegate(database), await anOutsider(database)]
  await anAdministrator(database)
  await aPerson(database, { email: 'abel@example.org', name: 'Abel Administrator', roles: ['administrator'] })
  const course = await aCourse(database, { title: 'Safer Recruitment' })
  const people = { dana, oona }

  /** A booking of somebody who works with Dana (or Oona), cancelled late at that minute past 9am on 2 March. */
  async function gaveBack(occurrence: BuiltOccurrence, minute: number, columns: Columns & { of?: 'dana' | 'oona' } = {}) {
    const { of = 'dana', ...more } = columns
    const person = await aPerson(database, { agencyId: people[of].agencyId })
    const cancelled = { state: 'cancelled', cancelledAt: at(minute), cancelledBy: 'delegate', late: true } as const
    return aBooking(database, { person, occurrence, bookedAt: at(0), ...cancelled, ...more })
  }
  async function booked(occurrence: BuiltOccurrence, minute: number, columns: Columns = {}) {
    return aBooking(database, { person: await aPerson(database), occurrence, bookedAt: at(minute), ...columns })
  }
  const browser = async (name: 'ada' | 'abel' | 'dana') => {
    const visitor = new Visitor(app.url)
    await visitor.signIn(`${name}@example.org`)
    return visitor
  }
  return {
    ...{ app, people, course, gaveBack, booked, browser },
    date: (change: object = {}) => anOccurrence(database, { course, ...change }),
    /** A charge of Dana's school that waits for a decision. */
    charge: async (change: Partial<Charge> = {}) =>
      aCharge(database, { booking: await gaveBack(await anOccurrence(database, { course }), 10), ...change }),
    rows: <Row>(sql: string, values: unknown[] = []) => database.query<Row[]>(sql, values),
  }
}

export type ChargesScene = Awaited<ReturnType<typeof chargesScene>>
export type { TestApp }

/** That minute past 9am on Monday 2 March 2026. */
export const at = (minute: number): Date => new Date(Date.UTC(2026, 2, 2, 9, minute))
