import pg from 'pg'
import { setTimeout as pause } from 'node:timers/promises'

// Any fixed number; session locks with this key mean "I own this server" and nothing else.
const OWNER_LOCK = 7310518
const TRIES = 20
const PAUSE_MS = 50

/**
 * Makes this connection the owner of its server, and answers null; or says which process is the owner already.
 * The lock lives in Postgres and goes with the connection, so an owner that was killed never leaves a stale one behind.
 */
export async function takeOwnership(client: pg.Client): Promise<{ ownerPid: string } | null> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const { rows } = await client.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [OWNER_LOCK])
    if (rows[0]?.taken) return null
    // A killed owner's connection needs a moment to be noticed.
    await pause(PAUSE_MS)
  }
  return { ownerPid: await ownerOf(client) }
}

/** Each owner's connection carries this name, so that the refused one can say who it is. */
export const OWNER_NAME = `goldthread ${process.pid}`

async function ownerOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT a.application_name AS name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.objid = $1`,
    [OWNER_LOCK],
  )
  return rows[0]?.name.split(' ')[1] ?? 'unknown'
}
