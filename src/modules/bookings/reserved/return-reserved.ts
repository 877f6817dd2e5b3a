import type { EntityManager } from 'typeorm'
import { LESS_HELD } from '../waiting/unoffered.sql.js'

/** The occurrences of which reserved places are due to return at $1. */
export const RETURN_DUE = 'SELECT r.occurrence_id FROM reserved_places r WHERE r.returned_at IS NULL AND r.returns_at <= $1'

const RETURN = `
  WITH due AS (SELECT id, unused FROM reserved_places WHERE occurrence_id = $1 AND returned_at IS NULL AND returns_at <= $2 FOR UPDATE),
  back AS (UPDATE reserved_places r SET unused = 0, returned_at = $2 FROM due WHERE r.id = due.id)
  SELECT coalesce(sum(unused), 0)::int AS unused FROM due`

/** Gives back what is due of an occurrence, whose row the caller has locked; how many places are no longer held for it. */
export async function returnReserved(tx: EntityManager, occurrenceId: string, now: Date): Promise<number> {
  const [{ unused }] = await tx.query<[{ unused: number }]>(RETURN, [occurrenceId, now])
  if (unused > 0) await tx.query(LESS_HELD, [occurrenceId, unused])
  return unused
}
