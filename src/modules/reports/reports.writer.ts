import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { londonDate } from '../../shared/dates.js'
import { Transaction } from '../../database/transaction.js'
import { FiguresQueries, type CountedPeriod } from './figures.queries.js'
import type { Counted } from './rules/report.js'
import { differences, monthsBetween, SUMMED, type Summed, yearsOf } from './rules/rollup.js'

const COLUMNS = `month, dimension, key, name, event_occurrences, places_offered, bookings, cancellations, attended, completed, no_shows, walk_ins, people, as_of`
const INSERT = `
  INSERT INTO figures_rollup (${COLUMNS})
  SELECT r.month, r.dimension, r.key, r.name, r."eventOccurrences", r."placesOffered", r.bookings, r.cancellations, r.attended, r.completed,
    r."noShows", r."walkIns", r.people, $2
  FROM jsonb_to_recordset($1::jsonb) AS r(month text, dimension text, key text, name text, "eventOccurrences" int, "placesOffered" int,
    bookings int, cancellations int, attended int, completed int, "noShows" int, "walkIns" int, people int)`
// Two at once would both find the table empty; the second waits and writes the same.
const LOCK = 'LOCK TABLE figures_rollup IN SHARE ROW EXCLUSIVE MODE'

const STORED = `
  SELECT y.year, r.dimension, r.key, sum(r.event_occurrences)::int AS "eventOccurrences", sum(r.places_offered)::int AS "placesOffered",
    sum(r.bookings)::int AS bookings, sum(r.cancellations)::int AS cancellations, sum(r.attended)::int AS attended,
    sum(r.completed)::int AS completed, sum(r.no_shows)::int AS "noShows", sum(r.walk_ins)::int AS "walkIns"
  FROM figures_rollup r JOIN unnest($1::text[], $2::text[], $3::text[]) AS y(year, first, last) ON r.month BETWEEN y.first AND y.last
  GROUP BY 1, 2, 3`

/** Writes the figures by month, and holds them against the figures computed from the rows. */
@Injectable()
export class RollupWriter {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
    private readonly figures: FiguresQueries,
  ) {}

  /** Counts every month anew, in two queries, and puts the whole in the place of what was there. Answers how many months. */
  async rebuild(now: Date): Promise<number> {
    const months = await this.months()
    const counted = await this.figures.count(months, ['course', 'agency-group'])
    const rows = counted.flatMap((one, n) => rowsOf(one).map(row => ({ month: months[n]!.month, ...row })))
    await this.transaction.run(async tx => {
      await tx.query(LOCK)
      await tx.query('DELETE FROM figures_rollup')
      await tx.query(INSERT, [JSON.stringify(rows), now])
    })
    return months.length
  }

  /** Where the rollup, summed over financial years, is not what the rows come to; none when all is well. */
  async differences(): Promise<string[]> {
    const stored = await this.database.query<{ month: string }[]>('SELECT DISTINCT month FROM figures_rollup')
    const years = yearsOf([...(await this.months()), ...stored].map(({ month }) => month))
    const [sums, counted] = await Promise.all([
      this.database.query<Summed[]>(STORED, [
        years.map(({ year }) => year),
        years.map(({ from }) => from.slice(0, 7)),
        years.map(({ to }) => to.slice(0, 7)),
      ]),
      this.figures.count(years, ['course', 'agency-group']),
    ])
    return differences(
      sums,
      counted.flatMap((one, n) => rowsOf(one).map(row => ({ year: years[n]!.year, ...row }))),
    )
  }

  private async months() {
    const { first, lastClosed } = await this.figures.span()
    return first && lastClosed ? monthsBetween(londonDate(first), londonDate(lastClosed)) : []
  }
}

/** The whole and its groups, of those in which an occurrence was held; the rest are people who wait or learn on a screen. */
function rowsOf({ total, groups }: CountedPeriod) {
  const whole = { dimension: '', key: '', name: '', ...pick(total) }
  const parts = groups.map(({ by, key, name, counted }) => ({ dimension: by, key, name, ...pick(counted) }))
  return [whole, ...parts].filter(row => SUMMED.some(key => row[key] > 0))
}

function pick(counted: Counted) {
  const { eventOccurrences, placesOffered, bookings, cancellations, attended, completed, noShows, walkIns, people } = counted
  return { eventOccurrences, placesOffered, bookings, cancellations, attended, completed, noShows, walkIns, people }
}
