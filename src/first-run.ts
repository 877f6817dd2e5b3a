import { oneConnection } from './open-database.js'

/** The password of every demo person. */
export const DEMO_PASSWORD = 'goldthread-demo'

/**
 * Loads the demo partnership into a database without people. It is one transaction: a start that was killed in the middle begins again from
 * nothing.
 */
export async function loadDemoOnce(databaseUrl: string, dataDir: string, now: Date, log: (line: string) => void): Promise<void> {
  const pool = oneConnection(databaseUrl)
  try {
    const { rowCount } = await pool.query('SELECT 1 FROM person LIMIT 1')
    if (rowCount) return
    log('First start: loading the demo partnership ...')
    // Later starts need none of this, and a tenth of a second less without it.
    const { loadDemo } = await import('./demo/load-demo.js')
    await loadDemo(pool, { dataDir, password: DEMO_PASSWORD }, now)
  } finally {
    await pool.end()
  }
}
