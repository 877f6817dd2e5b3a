import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import { once } from '../../../database/answered-request.js'
import { Transaction } from '../../../database/transaction.js'
import { type BankHolidays, ENGLAND_AND_WALES } from '../../../shared/bank-holidays.js'
import type { Day } from '../../../shared/dates.js'
import { newId } from '../../../shared/ids.js'
import { policyOf } from '../cancellation-quote.js'
import { type ComingDate, type DeadlineChange, deadlineChanges } from '../rules/closed-days.js'
import { CLOSED_DAYS, withClosedDays } from './agreed.js'

export interface ClosedDayRow {
  id: string
  day: Day
  name: string
}

/** A day to be added, or the id of one to be taken away. */
export type Change = { add: { day: Day; name: string } } | { remove: string }

/** What a change would come to. `seen`: the list that this was worked out from, as a text that comes back with the button. */
export interface Preview {
  seen: string
  changes: DeadlineChange[]
}

export type ChangeAnswer = { done: true } | { stale: true } | { gone: true }

const LIST = `SELECT id, day::text, name FROM closed_day ORDER BY day`
const COMING = `
  SELECT c.title, o.starts_at AS "startsAt", y.definition AS policy,
    (SELECT count(*)::int FROM booking b WHERE b.occurrence_id = o.id AND b.state IN ('requested', 'booked') AND NOT b.walk_in) AS booked
  FROM occurrence o JOIN course c ON c.id = o.course_id JOIN cancellation_policy y ON y.id = c.policy_id
  WHERE o.starts_at > $1 AND o.starts_at < $1::timestamptz + interval '400 days' AND o.cancelled_at IS NULL ORDER BY o.starts_at, c.title`

/** The days that are no working days: the region's bank holidays, and those that the partnership adds. */
@Injectable()
export class ClosedDays {
  constructor(
    private readonly database: DataSource,
    private readonly transaction: Transaction,
  ) {}

  async holidays(): Promise<BankHolidays> {
    const [row] = await this.database.query<{ days: Record<Day, string> }[]>(`SELECT ${CLOSED_DAYS} AS days`)
    return withClosedDays(row!.days)
  }

  list(): Promise<ClosedDayRow[]> {
    return this.database.query(LIST)
  }

  /** Which deadlines of coming dates would be others for who books from then on; null: the day to be taken away is not there. */
  async preview(change: Change, now: Date): Promise<Preview | null> {
    const rows = await this.list()
    const after = changed(rows, change)
    if (!after) return null
    const dates = await this.database.query<(Omit<ComingDate, 'policy'> & { policy: unknown })[]>(COMING, [now])
    const coming = dates.map(date => ({ ...date, policy: policyOf(date.policy) }))
    return { seen: seenOf(rows), changes: deadlineChanges(coming, holidaysOf(rows), holidaysOf(after), now) }
  }

  /** Carries the change out if the list is still the one that was looked at; of two at once the second is shown it anew. */
  async change(change: Change, seen: string, sender: { personId: string; key: string | undefined }, now: Date): Promise<ChangeAnswer> {
    return this.transaction.run(tx =>
      once(tx, sender, async (): Promise<ChangeAnswer> => {
        await tx.query('LOCK TABLE closed_day IN SHARE ROW EXCLUSIVE MODE')
        const rows = await tx.query<ClosedDayRow[]>(LIST)
        if (!changed(rows, change)) return { gone: true }
        if (seenOf(rows) !== seen) return { stale: true }
        await write(tx, change, sender.personId, now)
        return { done: true }
      }),
    )
  }
}

const seenOf = (rows: readonly ClosedDayRow[]): string => rows.map(row => row.id).join(' ') || 'none'

const holidaysOf = (rows: readonly Omit<ClosedDayRow, 'id'>[]): BankHolidays =>
  withClosedDays(Object.fromEntries(rows.map(row => [row.day, row.name])))

/** The list after the change; null: what it is about is gone, or there already. */
function changed(rows: readonly ClosedDayRow[], change: Change): Omit<ClosedDayRow, 'id'>[] | null {
  if ('remove' in change) return rows.some(row => row.id === change.remove) ? rows.filter(row => row.id !== change.remove) : null
  const { day } = change.add
  return rows.some(row => row.day === day) || ENGLAND_AND_WALES.days[day] ? null : [...rows, change.add]
}

async function write(tx: EntityManager, change: Change, personId: string, now: Date): Promise<void> {
  if ('remove' in change) await tx.query('DELETE FROM closed_day WHERE id = $1', [change.remove])
  else {
    const row = [newId(), change.add.day, change.add.name, now, personId]
    await tx.query('INSERT INTO closed_day (id, day, name, added_at, added_by_id) VALUES ($1, $2, $3, $4, $5)', row)
  }
}
