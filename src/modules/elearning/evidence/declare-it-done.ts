import { Injectable } from '@nestjs/common'
import { Transaction } from '../../../database/transaction.js'
import { isDay, londonDate, type Day } from '../../../shared/dates.js'
import { isRefusal, refuse, type Refusal } from '../../../shared/refusal.js'
import type { GoodFile } from '../../uploads/uploads.writer.js'
import { EnrolmentProgress } from '../enrolment-progress.js'
import type { ElsewhereContent } from '../rules/built-content.js'
import { HandIn } from './hand-in.js'

export interface Declaration {
  personId: string
  enrolmentId: string
  /** The London day on which it was completed, as typed. */
  on: Day
  declared: boolean
  /** The certificate, where the module wants one. */
  file: GoodFile | null
}
export type DeclareCode = 'not-found' | 'not-declared' | 'day-missing' | 'day-ahead' | 'file-missing' | 'waiting-already'

/**
 * Somebody who took a module on another site says that they completed it. That is its record; where the module wants a certificate, it is
 * handed in with it, and the record is written when that is accepted.
 */
@Injectable()
export class DeclareItDone {
  constructor(
    private readonly transaction: Transaction,
    private readonly progress: EnrolmentProgress,
    private readonly handIn: HandIn,
  ) {}

  run({ personId, enrolmentId, on, declared, file }: Declaration, now: Date): Promise<null | Refusal<DeclareCode>> {
    return this.transaction.run(async tx => {
      const enrolment = await this.progress.lock(tx, enrolmentId, personId)
      if (enrolment?.kind !== 'elsewhere') return refuse('not-found')
      if (enrolment.completedAt) return null
      if (!isDay(on)) return refuse('day-missing')
      if (on > londonDate(now)) return refuse('day-ahead')
      if (!declared) return refuse('not-declared')
      const { url, certificate } = enrolment.content as ElsewhereContent
      if (!certificate) {
        await this.progress.record(tx, enrolment, { completed: true, completedOn: on }, now)
        return null
      }
      if (!file) return refuse('file-missing')
      const evidence = { personId, courseId: enrolment.courseId, enrolmentId, completedOn: on, provider: new URL(url).hostname, words: '' }
      const answer = await this.handIn.write(tx, evidence, file, now)
      if (isRefusal(answer)) return answer
      await this.progress.record(tx, enrolment, {}, now)
      return null
    })
  }
}
