import type { EntityManager } from 'typeorm'
import { limitAfterMove, warnsAt } from '../rules/condition.js'
import { CONDITION_SQL, type ConditionRow, keptOn } from './kept-on.js'

/** The first start, before and after. */
interface Moved {
  occurrenceId: string
  startsAt: { before: Date; after: Date }
}

const OPEN = `
  SELECT b.id, k.until::text AS until, k.days_before AS "daysBefore", ${CONDITION_SQL} AS condition
  FROM booking_condition k JOIN booking b ON b.id = k.booking_id
  WHERE b.occurrence_id = $1 AND k.state = 'open' AND b.state IN ('requested', 'booked') ORDER BY b.id FOR UPDATE OF k`
const MOVE = `
  UPDATE booking_condition k SET until = m.until, next_at = m."nextAt", warned_at = NULL
  FROM jsonb_to_recordset($1::jsonb) AS m(id uuid, until date, "nextAt" timestamptz) WHERE k.booking_id = m.id`
const END = `UPDATE booking_condition SET state = $2, ended_at = $3 WHERE booking_id = ANY($1::uuid[])`

type Open = { id: string; until: string; daysBefore: number; condition: ConditionRow }

/**
 * Moves the limits along with an occurrence, in the transaction that moved it; answers with the bookings that stand from now on because no
 * time is left for a warning. Whoever had met the condition for the old day has met it, as everybody who booked for it keeps their place.
 */
export async function moveConditions(
  tx: EntityManager,
  { occurrenceId, startsAt }: Moved,
  warningDays: number,
  now: Date,
): Promise<Set<string>> {
  const rows = await tx.query<Open[]>(OPEN, [occurrenceId])
  const met = rows.filter(row => keptOn(row.condition, startsAt.before)?.state === 'met')
  const open = rows.filter(row => !met.includes(row))
  const moved = open.map(row => ({ ...row, to: limitAfterMove({ startsAt: startsAt.after, daysBefore: row.daysBefore }, now) }))
  const stand = moved.filter(row => row.to === null).map(row => row.id)
  const changed = moved.flatMap(({ id, until, to }) =>
    to && to !== until ? [{ id, until: to, nextAt: warnsAt(to, { warningDays }) }] : [],
  )
  if (met.length > 0) await tx.query(END, [met.map(row => row.id), 'met', now])
  if (stand.length > 0) await tx.query(END, [stand, 'over', now])
  if (changed.length > 0) await tx.query(MOVE, [JSON.stringify(changed)])
  return new Set(stand)
}
