import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import type { Day } from '../../../shared/dates.js'

/** One course of a path; `ready`: it can be signed up for at once, nothing that it requires being still to be done. */
export interface PathStep {
  courseId: string
  key: string
  title: string
  ready: boolean
}

/** What the module that knows e-learning tells of it: bookings stand beside e-learning and do not know it. */
export interface WaysHere {
  /** The courses to be done here so that the missing ones are met on a day, in order; null where one of them cannot be. */
  path(personId: string, missing: readonly string[], startsOn: Day, now: Date): Promise<PathStep[] | null>
  /** Signs somebody up; twice is like once. False where a course can no longer be taken here. */
  signUp(personId: string, courseKeys: readonly string[], now: Date): Promise<boolean>
  /** Those of these courses for which evidence has been handed in that nobody has decided on yet. */
  handedIn(tx: EntityManager, personId: string, courseIds: readonly string[]): Promise<string[]>
}

/** Asks whoever registered what somebody can learn here before a course. */
@Injectable()
export class LearningHere {
  private ways: WaysHere = {
    path: () => Promise.resolve(null),
    signUp: () => Promise.resolve(false),
    handedIn: () => Promise.resolve([]),
  }

  register(ways: WaysHere): void {
    this.ways = ways
  }

  path(personId: string, missing: readonly string[], startsOn: Day, now: Date): Promise<PathStep[] | null> {
    return this.ways.path(personId, missing, startsOn, now)
  }

  signUp(personId: string, courseKeys: readonly string[], now: Date): Promise<boolean> {
    return this.ways.signUp(personId, courseKeys, now)
  }

  handedIn(tx: EntityManager, personId: string, courseIds: readonly string[]): Promise<string[]> {
    return this.ways.handedIn(tx, personId, courseIds)
  }
}
