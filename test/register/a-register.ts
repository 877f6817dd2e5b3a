import type { Booking } from '../../src/modules/bookings/booking.entity.js'
import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import type { TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse, type CourseOverrides } from '../support/builders/course.js'
import { anOccurrence, type BuiltOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aTrainerRow } from '../support/builders/trainer.js'
import { aColleague, aDelegate, anAdministrator, anOutsider, aPerson, aTrainer } from '../support/people.js'
import { Visitor } from '../support/visitor.js'

/** Everybody who has to do with registers: Tara delivers, Toby delivers other things, Ada administers; Dana, Cole and Oona book. */
export interface Cast {
  tara: Person
  toby: Person
  ada: Person
  dana: Person
  cole: Person
  oona: Person
  taraTrains: { id: string }
  tobyTrains: { id: string }
}

export async function theCast({ database }: TestApp): Promise<Cast> {
  const tara = await aTrainer(database)
  const toby = await aTrainer(database, { email: 'toby@example.org', name: 'Toby Trainer' })
  return {
    tara,
    toby,
    ada: await anAdministrator(database),
    dana: await aDelegate(database),
    cole: await aColleague(database),
    oona: await anOutsider(database),
    taraTrains: await aTrainerRow(database, { person: tara }),
    tobyTrains: await aTrainerRow(database, { person: toby }),
  }
}

export interface ARegister {
  occurrence: BuiltOccurrence
  course: Course
  /** One per person booked, in their order. */
  bookings: Booking[]
  url: string
}

type Stage = Omit<Partial<OccurrenceOverrides>, 'course'> & { people?: Person[]; course?: CourseOverrides }

/** An occurrence of Tara's that starts this very Monday at 9am, with these people booked. */
export async function aRegister(
  { database }: TestApp,
  cast: Cast,
  { people = [], course: about, ...more }: Stage = {},
): Promise<ARegister> {
  const course = await aCourse(database, { title: 'Understanding Neglect Level 2', ...about })
  const times = more.sessions ? {} : { startsAt: '2026-03-02 09:00', endsAt: '2026-03-02 12:30' }
  const occurrence = await anOccurrence(database, { trainers: [cast.taraTrains], ...times, ...more, course })
  const bookings: Booking[] = []
  for (const person of people) bookings.push(await aBooking(database, { person, occurrence }))
  return { occurrence, course, bookings, url: `/occurrences/${occurrence.id}/register` }
}

/** Several people with nothing to tell them apart but their number. */
export async function aCrowd({ database }: TestApp, size: number): Promise<Person[]> {
  const people: Person[] = []
  for (let i = 0; i < size; i++) people.push(await aPerson(database))
  return people
}

/** A browser in which this person is signed in. */
export async function browserOf(app: TestApp, person: Person): Promise<Visitor> {
  const browser = new Visitor(app.url)
  await browser.signIn(person.email)
  return browser
}

/** The marks of a register as they are kept: booking id and session number to mark. */
export async function marksIn({ database }: TestApp, { occurrence }: ARegister): Promise<Record<string, string>> {
  const rows: { name: string; mark: string }[] = await database.query(
    `SELECT m.booking_id || ' ' || s.number AS name, m.mark FROM register_mark m JOIN session s ON s.id = m.session_id WHERE s.occurrence_id = $1`,
    [occurrence.id],
  )
  return Object.fromEntries(rows.map(row => [row.name, row.mark]))
}

/** The states of a register's bookings, by booking id. */
export async function statesIn({ database }: TestApp, { occurrence }: ARegister): Promise<Record<string, string>> {
  const rows: { id: string; state: string }[] = await database.query('SELECT id, state FROM booking WHERE occurrence_id = $1', [
    occurrence.id,
  ])
  return Object.fromEntries(rows.map(row => [row.id, row.state]))
}

/** The occurrence's row as it stands. */
export async function occurrenceNow({ database }: TestApp, { occurrence }: ARegister) {
  const [row]: { booked: number; held: number; overbooked: number; closedAt: Date | null }[] = await database.query(
    'SELECT booked, held, overbooked, register_closed_at AS "closedAt" FROM occurrence WHERE id = $1',
    [occurrence.id],
  )
  return row!
}
