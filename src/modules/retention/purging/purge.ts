import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { newId } from '../../../shared/ids.js'
import { EraseAPerson } from '../erasing/erase-a-person.js'
import { cutoff, PERIOD_KEYS, type PeriodKey, type Periods } from '../rules/periods.js'
import { RetentionSettings } from '../retention-settings.js'
import { ACCOUNTS_DUE } from './due.js'
import { PurgeSteps } from './purge-steps.js'

/** So many rows go in one transaction; so many accounts are looked up at a time. */
export const STEP = 500
const ACCOUNTS = 25
/** Each is looked for in everybody's words; what an import of old history brings goes in several nights. */
const MOST_ACCOUNTS = 200

export type Purged = Partial<Record<PeriodKey, number>>

/** `most`: steps after which it stops, with more to do; left out: none. */
export interface PurgeAsked {
  by: string | null
  most?: number
  stopping?: AbortSignal
}

const COUNT_ONE = `
  UPDATE purge_run SET counts = counts || jsonb_build_object('accounts', coalesce((counts->>'accounts')::int, 0) + 1) WHERE id = $1`

/** Removes what is older than it is kept. Every figure stays: what they are counted from is not among what goes. */
@Injectable()
export class Purge {
  constructor(
    private readonly database: DataSource,
    private readonly settings: RetentionSettings,
    private readonly steps: PurgeSteps,
    private readonly erase: EraseAPerson,
  ) {}

  /** What went, and whether that was all. Cut off anywhere, the next purge goes on from there. */
  async run({ by, most = Infinity, stopping }: PurgeAsked, now: Date): Promise<{ purged: Purged; all: boolean }> {
    const { periods } = await this.settings.read()
    const runId = newId()
    await this.database.query('INSERT INTO purge_run (id, started_at, by_id) VALUES ($1, $2, $3)', [runId, now, by])
    const all = await this.everything(runId, periods, { by, most, now, stopping })
    const [run] = await this.database.query<{ counts: Purged }[]>('SELECT counts FROM purge_run WHERE id = $1', [runId])
    const purged = run?.counts ?? {}
    // A night on which nothing was old enough is nothing to keep.
    const last =
      by === null && Object.keys(purged).length === 0
        ? 'DELETE FROM purge_run WHERE id = $1 AND $2::timestamptz IS NOT NULL'
        : 'UPDATE purge_run SET finished_at = $2 WHERE id = $1'
    if (all || most !== Infinity) await this.database.query(last, [runId, now])
    return { purged, all }
  }

  private async everything(
    runId: string,
    periods: Periods,
    { by, most, now, stopping }: { by: string | null; most: number; now: Date; stopping: AbortSignal | undefined },
  ): Promise<boolean> {
    let left = most
    let accounts = 0
    for (const key of PERIOD_KEYS) {
      for (let count = 1; count > 0; left -= 1) {
        if (left <= 0 || stopping?.aborted) return false
        if (accounts >= MOST_ACCOUNTS) return by === null
        const amount = periods[key]
        count =
          key === 'accounts' ? await this.accounts(runId, amount, now) : await this.steps.run({ runId, key, amount, limit: STEP, now })
        if (key === 'accounts') accounts += count
      }
    }
    return true
  }

  private async accounts(runId: string, amount: number, now: Date): Promise<number> {
    const unused = await this.database.query<{ id: string }[]>(`SELECT id FROM (${ACCOUNTS_DUE}) due ORDER BY since LIMIT $2`, [
      cutoff('accounts', amount, now),
      ACCOUNTS,
    ])
    let count = 0
    for (const { id } of unused) {
      // That it went and that it is counted are one transaction, as with everything else that goes.
      if (await this.erase.unused(id, now, tx => tx.query(COUNT_ONE, [runId]))) count += 1
    }
    return count
  }
}
