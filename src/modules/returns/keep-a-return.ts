import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { once, type RequestKey } from '../../database/answered-request.js'
import { Transaction } from '../../database/transaction.js'
import { refuse, type Refusal } from '../../shared/refusal.js'
import { AskAgencies } from './ask-agencies.js'
import { sheetOf, type AgencySheet } from './returns.queries.js'

type Which = { year: string; agencyKey: string }
export type Kept = { done: true } | Refusal<'not-found' | 'closed' | 'overtaken' | 'not-sent' | 'sent-already'>

/** What the desk does with returns besides asking: whom to ask, giving one back, and closing the year. */
@Injectable()
export class KeepAReturn {
  constructor(
    private readonly transaction: Transaction,
    private readonly asking: AskAgencies,
  ) {}

  /** Writes down who answers for an agency. Where another was asked before, the new one is asked at once, and the old link opens nothing. */
  contact(which: Which, contact: { name: string; email: string; version: number }, sender: RequestKey, now: Date): Promise<Kept> {
    return this.change(which, sender, async (tx, sheet) => {
      if (sheet.sentAt) return refuse('sent-already')
      if (sheet.version !== contact.version) return refuse('overtaken')
      const another = sheet.contactEmail !== contact.email
      await tx.query('UPDATE agency_return SET contact_name = $2, contact_email = $3, version = version + 1 WHERE id = $1', [
        ...[sheet.id, contact.name, contact.email],
      ])
      if (sheet.askedAt && another) await this.asking.anew(tx, sheet.id, '', now)
      return { done: true }
    })
  }

  /** Gives a sent return back to be put right; its contact is told why, by a new link. What was sent stays in the form. */
  giveBack(which: Which, why: string, sender: RequestKey, now: Date): Promise<Kept> {
    return this.change(which, sender, async (tx, sheet) => {
      if (!sheet.sentAt) return refuse('not-sent')
      await tx.query(`UPDATE agency_return SET sent_at = NULL, sent_by = '', version = version + 1 WHERE id = $1`, [sheet.id])
      await this.asking.anew(tx, sheet.id, why, now)
      return { done: true }
    })
  }

  /** From now on nothing of this year is answered. Doing it twice is harmless; false: there is no such year. */
  close(year: string, now: Date): Promise<boolean> {
    return this.transaction.run(async tx => {
      const [rows] = await tx.query<[unknown[], number]>(
        'UPDATE training_return SET closed_at = coalesce(closed_at, $2) WHERE year = $1 RETURNING id',
        [year, now],
      )
      return rows.length > 0
    })
  }

  private change(which: Which, sender: RequestKey, fn: (tx: EntityManager, sheet: AgencySheet) => Promise<Kept>): Promise<Kept> {
    return this.transaction.run(tx =>
      once(tx, sender, async (): Promise<Kept> => {
        const sheet = await sheetOf(tx, which, true)
        if (!sheet) return refuse('not-found')
        return sheet.closedAt ? refuse('closed') : fn(tx, sheet)
      }),
    )
  }
}
