import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { cutoff, PERIOD_KEYS, type PeriodKey } from '../rules/periods.js'
import { RetentionSettings } from '../retention-settings.js'
import { dueOf } from './due.js'

/** What a purge would remove of one kind. `examples` name nobody: references of bookings, keys of courses, kinds of messages. */
export interface WouldGo {
  key: PeriodKey
  before: Date
  count: number
  oldest: Date | null
  examples: string[]
}

export interface PurgeRunRow {
  startedAt: Date
  finishedAt: Date | null
  by: string | null
  counts: Partial<Record<PeriodKey, number>>
}

const of = (parts: readonly string[]) => `
  SELECT count(*)::int AS count, min(since) AS oldest, coalesce((array_agg(DISTINCT reference))[1:3], '{}') AS examples
  FROM (${parts.map(part => `(SELECT reference, since FROM (${part}) one)`).join(' UNION ALL ')}) due`

/** Says what a purge would do, and what purges did. Changes nothing. */
@Injectable()
export class DryRunQueries {
  constructor(
    private readonly database: DataSource,
    private readonly settings: RetentionSettings,
  ) {}

  /** `version` is that of the periods it was worked out with. */
  async wouldGo(now: Date): Promise<{ rows: WouldGo[]; version: number }> {
    const { periods, version } = await this.settings.read()
    const rows: WouldGo[] = []
    for (const key of PERIOD_KEYS) {
      const before = cutoff(key, periods[key], now)
      const [found] = await this.database.query<Pick<WouldGo, 'count' | 'oldest' | 'examples'>[]>(of(dueOf(key)), [before])
      rows.push({ key, before, ...found! })
    }
    return { rows, version }
  }

  runs(): Promise<PurgeRunRow[]> {
    return this.database.query(
      `SELECT r.started_at AS "startedAt", r.finished_at AS "finishedAt", p.name AS by, r.counts
       FROM purge_run r LEFT JOIN person p ON p.id = r.by_id ORDER BY r.started_at DESC, r.id DESC LIMIT 30`,
    )
  }
}
