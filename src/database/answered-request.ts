import type { EntityManager } from 'typeorm'

/** Who asks, and the key that stays the same when the same request is sent again; without a key nothing is remembered. */
export interface RequestKey {
  personId: string
  key: string | undefined
}

/**
 * Runs `fn` once per person and key, and answers a repeat with what the first was answered; both get it as JSON gives it back, so
 * `fn` answers plain values (dates as text). `tx` is the transaction `fn` writes in: both are committed, or neither.
 * A repeat that comes while the first is under way waits for it on the primary key; if that one fails, the repeat does the work.
 */
export async function once<T>(tx: EntityManager, { personId, key }: RequestKey, fn: () => Promise<T>): Promise<T> {
  if (key === undefined) return fn()
  const mine = await tx.query<unknown[]>(
    'INSERT INTO answered_request (person_id, key, answered_at) VALUES ($1, $2, now()) ON CONFLICT (person_id, key) DO NOTHING RETURNING key',
    [personId, key],
  )
  if (mine.length === 0) return storedAnswer<T>(tx, personId, key)
  const answer = JSON.stringify((await fn()) ?? null)
  await tx.query('UPDATE answered_request SET answer = $3 WHERE person_id = $1 AND key = $2', [personId, key, answer])
  return JSON.parse(answer) as T
}

async function storedAnswer<T>(tx: EntityManager, personId: string, key: string): Promise<T> {
  const [row] = await tx.query<{ answer: T }[]>('SELECT answer FROM answered_request WHERE person_id = $1 AND key = $2', [personId, key])
  if (!row) throw new Error('An answered request was cleared away while it was being repeated')
  return row.answer
}

const KEPT_DAYS = 7
const FORGET = `DELETE FROM answered_request WHERE (person_id, key) IN
  (SELECT person_id, key FROM answered_request WHERE answered_at <= $1::timestamptz - interval '${KEPT_DAYS} days' ORDER BY answered_at LIMIT $2)`

/** Forgets answers that are a week old, as old as a form can be that is still sent; at most `limit` of them. Answers how many. */
export async function forgetAnswers(database: Pick<EntityManager, 'query'>, now: Date, limit: number): Promise<number> {
  const [, count] = await database.query<[unknown, number]>(FORGET, [now, limit])
  return count
}
