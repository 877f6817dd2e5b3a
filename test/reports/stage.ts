import type { Course } from '../../src/modules/courses/course.entity.js'
import type { Person } from '../../src/modules/people/person.entity.js'
import { Api } from '../support/api.js'
import type { TestApp } from '../support/app.js'
import { aBooking } from '../support/builders/booking.js'
import { aCourse } from '../support/builders/course.js'
import { anOccurrence, moment, type BuiltOccurrence, type OccurrenceOverrides } from '../support/builders/occurrence.js'
import { aColleague, aDelegate, anAdministrator, anOutsider, aReader } from '../support/people.js'

export interface Figure {
  value: number | null
  numerator?: number
  denominator?: number
}
export interface Group {
  by: string
  key: string
  name: string
  hidden: string | false
  figures: Record<string, Figure>
}
export interface Answer {
  period: { from: string; to: string }
  figures: Record<string, Figure>
  hidden: boolean
  groups: Group[]
  notYetCounted: { id: string; course: string }[]
}

/** Hand-made rows and their figures: Ada administers, Rhea reads, Dana, Cole and Oona learn. */
export class Stage {
  ada: Api
  rhea: Api
  dana: Person
  cole: Person
  oona: Person
  /** The course of everything that is not told otherwise; a new one for each test. */
  neglect: Course

  constructor(readonly app: TestApp) {}

  async enter(): Promise<void> {
    const { database } = this.app
    this.ada = await Api.of(this.app, (await anAdministrator(database)).email)
    this.rhea = await Api.of(this.app, (await aReader(database)).email)
    this.dana = await aDelegate(database)
    this.cole = await aColleague(database)
    this.oona = await anOutsider(database)
  }

  async clear(): Promise<void> {
    const { database } = this.app
    await database.query('TRUNCATE occurrence, session, occurrence_trainer, booking, enrolment, waiting_entry, event, course CASCADE')
    this.neglect = await aCourse(database, { key: 'neglect-l2', title: 'Understanding Neglect' })
  }

  /** An occurrence of an hour whose register was closed at its end, unless told otherwise. */
  held(startsAt: string, more: Partial<OccurrenceOverrides> = {}): Promise<BuiltOccurrence> {
    const endsAt = new Date(moment(startsAt).getTime() + 3_600_000)
    return anOccurrence(this.app.database, { course: this.neglect, startsAt, endsAt, registerClosedAt: endsAt, ...more })
  }

  booking(occurrence: BuiltOccurrence, person: Person, state: string, more: object = {}) {
    return aBooking(this.app.database, { occurrence, person, state: state as 'attended', ...more })
  }

  async ask(from: string, to: string, by = '', as = this.ada): Promise<Answer> {
    return (await as.get<Answer>(`/reports/figures?from=${from}&to=${to}&by=${by}`)).body
  }

  async values(from: string, to: string, ...keys: string[]): Promise<(number | null | undefined)[]> {
    const { figures } = await this.ask(from, to)
    return keys.map(key => figures[key]?.value)
  }
}

/** What a cancelled booking has beside its state. */
export const cancelled = (late = false, cancelledBy = 'delegate'): object => ({
  cancelledAt: moment('2025-01-01 09:00'),
  cancelledBy,
  late,
})
