import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import { newId } from '../../../shared/ids.js'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { EnrolmentProgress } from '../enrolment-progress.js'
import type { ScormContent } from './publish-package.js'
import { orderRefusal, type OrderCode } from './rules/item-order.js'
import { settle } from './settle.js'

export interface Opening {
  enrolmentId: string
  personId: string
  /** From 0. */
  item: number
}

// A try that failed and was not put aside for later is over: the next one begins without what it had stored.
const INSERT = `
  INSERT INTO scorm_launch (id, enrolment_id, item, number, opened_at, afresh, ended, completed, done)
  SELECT $1, $2, $3, coalesce(max(number), 0) + 1, $4, coalesce((array_agg(
      success = 'failed' AND ended AND coalesce(cmi ->> 'cmi.core.exit', cmi ->> 'cmi.exit', '') <> 'suspend' ORDER BY number DESC)
      FILTER (WHERE sequence > 0))[1], false), $5, $5, $5
  FROM scorm_launch WHERE enrolment_id = $2 AND item = $3`

/** Opens an item in a new window of its own: only in its turn, and only on one's own enrolment. */
@Injectable()
export class OpenItem {
  constructor(
    private readonly transaction: Transaction,
    private readonly progress: EnrolmentProgress,
  ) {}

  run(opening: Opening, now: Date): Promise<{ launchId: string } | Refusal<OrderCode | 'not-found'>> {
    return this.transaction.run(tx => this.open(tx, opening, now))
  }

  private async open(tx: EntityManager, { enrolmentId, personId, item }: Opening, now: Date) {
    const enrolment = await this.progress.lock(tx, enrolmentId, personId)
    if (enrolment?.kind !== 'scorm') return refuse('not-found')
    const { items, sequencing } = enrolment.content as ScormContent
    const done = await settle(tx, this.progress, enrolment, { opening: true }, now)
    const refused = orderRefusal(done, item, sequencing.forwardOnly)
    if (refused) return refused
    const launchId = newId()
    // What is only looked at says nothing: opening it is all there is to do.
    const looked = items[item]?.kind === 'asset'
    await tx.query(INSERT, [launchId, enrolmentId, item, now, looked])
    await this.progress.record(tx, enrolment, { position: item + 1 }, now)
    if (looked) await settle(tx, this.progress, enrolment, {}, now)
    return { launchId }
  }
}
