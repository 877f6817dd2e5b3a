import type { INestApplicationContext } from '@nestjs/common'
import type { Server } from 'node:http'
import type { OpenDatabase } from './open-database.js'

const PATIENCE_MS = 5000

/**
 * Ctrl-C or a supervisor's word ends everything: first no new requests and no new runs of jobs, then those under way, then the database.
 * A second one does not wait.
 */
export function stopOnSignal(app: INestApplicationContext, database: OpenDatabase, server?: Server): void {
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(130)
    stopping = true
    // Whoever keeps a connection open without asking for anything must not hold up the end.
    if (server) setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref()
    try {
      await app.close()
    } finally {
      await database.stop()
    }
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
}
