import { addDays, type Day } from '../shared/dates.js'
import { laterOf } from './calendar.js'
import type { Person } from './person.js'

const FOR_EVER = '9999-12-31'

/** What everybody has done and is doing, asked before the next row is written so that no row contradicts an earlier one. */
export class Ledger {
  // Kept by course and by day: whole crowds are asked about one course on one day.
  private readonly completed = new Map<string, Map<Person, Day>>()
  private readonly engaged = new Map<string, Map<Person, Day>>()
  private readonly busy = new Map<Day, Set<string>>()

  complete(person: Person, course: string, on: Day): void {
    within(this.completed, course).set(person, on)
    this.engage(person, course)
  }

  completedOn(person: Person, course: string): Day | undefined {
    return this.completed.get(course)?.get(person)
  }

  /** The person is on the course until that day (without one: for good) and takes no other place on it before. */
  engage(person: Person, course: string, until: Day = FOR_EVER): void {
    within(this.engaged, course).set(person, until)
  }

  /** Has never been on the course in any way. */
  isNewTo(person: Person, course: string): boolean {
    return !this.engaged.get(course)?.has(person)
  }

  /** `who` may be anything that can be in one place only: a person, a trainer, a venue. */
  occupy(who: string, days: readonly Day[]): void {
    for (const day of days) this.busy.set(day, (this.busy.get(day) ?? new Set()).add(who))
  }

  vacate(who: string, days: readonly Day[]): void {
    for (const day of days) this.busy.get(day)?.delete(who)
  }

  isFree(who: string, days: readonly Day[]): boolean {
    return days.every(day => !this.busy.get(day)?.has(who))
  }

  /** The first day on which the person can book, from the day booking opens; null when there is none. */
  bookableFrom(person: Person, course: { key: string; requires?: string[] }, opens: Day): Day | null {
    const engagedUntil = this.engaged.get(course.key)?.get(person) ?? ''
    if (engagedUntil === FOR_EVER) return null
    let behind = laterOf(person.registeredOn, engagedUntil)
    for (const key of course.requires ?? []) {
      const done = this.completedOn(person, key)
      if (done === undefined) return null
      behind = laterOf(behind, done)
    }
    return behind < opens ? opens : addDays(behind, 1)
  }
}

function within(all: Map<string, Map<Person, Day>>, course: string): Map<Person, Day> {
  const found = all.get(course) ?? new Map<Person, Day>()
  all.set(course, found)
  return found
}
