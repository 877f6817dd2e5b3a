import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { RollupRow } from './rules/utilisation.js'

/** Reads the figures by month. */
@Injectable()
export class RollupQueries {
  constructor(private readonly database: DataSource) {}

  /** The months there are, in order, and when they were counted; null before the first time. */
  async known(): Promise<{ months: string[]; asOf: Date | null }> {
    const [row]: { months: string[] | null; asOf: Date | null }[] = await this.database.query(
      `SELECT array_agg(DISTINCT month ORDER BY month) AS months, max(as_of) AS "asOf" FROM figures_rollup`,
    )
    return { months: row?.months ?? [], asOf: row?.asOf ?? null }
  }

  /** The whole and the courses of these months. */
  rows(months: readonly string[]): Promise<RollupRow[]> {
    return this.database.query(
      `SELECT month, dimension, key, name, event_occurrences AS "eventOccurrences", places_offered AS "placesOffered", bookings,
         cancellations, attended, completed, no_shows AS "noShows", walk_ins AS "walkIns", people
       FROM figures_rollup WHERE month = ANY($1) AND dimension IN ('', 'course') ORDER BY month, dimension, key`,
      [months],
    )
  }
}
