import { type Day } from '../shared/dates.js'
import type { CourseData } from './catalogue/course-data.js'
import type { Moment } from './calendar.js'
import { Ledger } from './ledger.js'
import type { Person } from './person.js'

export interface Occurrence {
  key: string
  event: string
  course: CourseData
  sessions: { startsAt: Moment; endsAt: Moment }[]
  /** The days of its sessions. */
  days: Day[]
  places: number
  venue: string
  trainers: string[]
  opensAt: Moment
  closesAt: Moment
  cancelled?: { at: Moment; reason: string }
  registerClosedAt?: Moment
}

export interface Booking {
  occurrence: Occurrence
  person: Person
  state: 'booked' | 'cancelled' | 'attended' | 'partly attended' | 'no-show'
  bookedAt: Moment
  walkIn?: boolean
  cancelled?: { at: Moment; by: 'delegate' | 'agency' | 'organiser'; late: boolean; reason: string }
}

export interface Enrolment {
  course: string
  person: Person
  signedUpAt: Moment
  startedAt?: Moment
  completedAt?: Moment
}

/** Learning from before the partnership kept its records here. */
export interface EarlierLearning {
  person: Person
  course: string
  completedOn: Day
}

export interface Waiting {
  course: string
  person: Person
  joinedAt: Moment
  /** The occurrences the person could make; none: any. */
  dates: Occurrence[]
  ended?: { at: Moment; outcome: 'left' | 'booked' | 'lapsed' }
}

/** The demo as it grows: each part adds its rows and keeps the ledger true. */
export class Story {
  readonly occurrences: Occurrence[] = []
  readonly bookings: Booking[] = []
  readonly enrolments: Enrolment[] = []
  readonly earlier: EarlierLearning[] = []
  readonly waiting: Waiting[] = []
  readonly ledger = new Ledger()
  /** Those whom chance may pick. */
  readonly crowd: Person[]

  constructor(readonly people: Person[]) {
    this.crowd = people.filter(person => person.pull > 0)
  }

  person(key: string): Person {
    const found = this.people.find(person => person.key === key)
    if (!found) throw new Error(`nobody has the key ${key}`)
    return found
  }
}
