import { Injectable } from '@nestjs/common'
import { Transaction } from '../../../database/transaction.js'
import { isDay, londonDate, type Day } from '../../../shared/dates.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { EnrolmentProgress } from '../enrolment-progress.js'

export interface Declaration {
  personId: string
  enrolmentId: string
  /** The London day on which it was completed, as typed. */
  on: Day
  declared: boolean
}
export type DeclareCode = 'not-found' | 'not-declared' | 'day-missing' | 'day-ahead'

/** Somebody who took a module on another site says that they completed it: that is its record. */
@Injectable()
export class DeclareItDone {
  constructor(
    private readonly transaction: Transaction,
    private readonly progress: EnrolmentProgress,
  ) {}

  run({ personId, enrolmentId, on, declared }: Declaration, now: Date): Promise<null | Refusal<DeclareCode>> {
    return this.transaction.run(async tx => {
      const enrolment = await this.progress.lock(tx, enrolmentId, personId)
      if (enrolment?.kind !== 'elsewhere') return refuse('not-found')
      if (enrolment.completedAt) return null
      if (!isDay(on)) return refuse('day-missing')
      if (on > londonDate(now)) return refuse('day-ahead')
      if (!declared) return refuse('not-declared')
      await this.progress.record(tx, enrolment, { completed: true, completedOn: on }, now)
      return null
    })
  }
}
