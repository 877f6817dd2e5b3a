import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { openAccountsAt } from './modules/accounts/accounts.writer.js'
import { oneConnection } from './open-database.js'
import { londonDate } from './shared/dates.js'

/** The password of every demo person, and the domain that all their addresses are at. */
export const DEMO_PASSWORD = 'goldthread-demo'
const DEMO_DOMAIN = 'example.org'

/**
 * Loads the demo partnership into a database without people, written into `<dataDir>/demo` as any partnership would hand in its own
 * data. People, passwords and the rest are one transaction: a start that was killed in the middle begins again from nothing.
 */
export async function loadDemoOnce(databaseUrl: string, dataDir: string, now: Date, log: (line: string) => void): Promise<void> {
  const pool = oneConnection(databaseUrl)
  try {
    const { rowCount } = await pool.query('SELECT 1 FROM person LIMIT 1')
    if (rowCount) return
    log('First start: loading the demo partnership ...')
    // Later starts need none of this, and a tenth of a second less without it.
    const [{ writeDemo }, { tellAnswers }, { neglectLevel1 }, { loadModule }, { loadAnswers }, { importFolder }] = await Promise.all([
      import('./demo/write-demo.js'),
      import('./demo/evaluation/tell-answers.js'),
      import('./demo/neglect-level-1/neglect-level-1.js'),
      import('./modules/elearning/modules.writer.js'),
      import('./modules/evaluation/given-answers.writer.js'),
      import('./modules/imports/imports.writer.js'),
    ])
    const folder = join(dataDir, 'demo')
    await rm(folder, { recursive: true, force: true })
    const today = londonDate(now)
    const story = await writeDemo(folder, today)
    const alongside = async (tx: ClientBase) => {
      await openAccountsAt(tx, DEMO_DOMAIN, DEMO_PASSWORD)
      await loadModule(tx, { courseKey: 'neglect-l1', content: neglectLevel1() }, now)
      await loadAnswers(tx, tellAnswers(story, today))
    }
    const result = await importFolder(pool, folder, { now, alongside })
    if ('loaded' in result) return
    const [first] = result.errors
    throw new Error(`The demo partnership does not load: ${first?.file} line ${first?.line}: ${first?.reason}`)
  } finally {
    await pool.end()
  }
}
