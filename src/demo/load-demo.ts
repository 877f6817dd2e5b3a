import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientBase, Pool } from 'pg'
import { openAccountsAt } from '../modules/accounts/accounts.writer.js'
import { proposePastCharges } from '../modules/charges/past-charges.writer.js'
import { loadEvidence } from '../modules/elearning/evidence/given-evidence.writer.js'
import { loadModule } from '../modules/elearning/modules.writer.js'
import { loadAnswers } from '../modules/evaluation/given-answers.writer.js'
import { importFolder } from '../modules/imports/imports.writer.js'
import { addDays, londonDate, londonDayBounds } from '../shared/dates.js'
import { waitingEvidence } from './evidence.js'
import { tellAnswers } from './evaluation/tell-answers.js'
import { neglectLevel1 } from './neglect-level-1/neglect-level-1.js'
import { writeDemo } from './write-demo.js'

/** The domain that all addresses of the demo are at. */
const DOMAIN = 'example.org'
/** What is longer ago has been settled with the agencies. */
const DAYS_OF_CHARGES = 60

/**
 * Writes the demo partnership into `<dataDir>/demo`, as any partnership would hand in its own data, and loads it: people, passwords, answers
 * and the rest in one transaction. Everybody's password is `password`. Throws where the folder does not load.
 */
export async function loadDemo(pool: Pool, { dataDir, password }: { dataDir: string; password: string }, now: Date): Promise<void> {
  const folder = join(dataDir, 'demo')
  await rm(folder, { recursive: true, force: true })
  const today = londonDate(now)
  const story = await writeDemo(folder, today)
  const alongside = async (tx: ClientBase) => {
    await openAccountsAt(tx, DOMAIN, password)
    await loadModule(tx, { courseKey: 'neglect-l1', content: neglectLevel1() }, now)
    await loadEvidence(tx, waitingEvidence(today))
    await loadAnswers(tx, tellAnswers(story, today))
    await proposePastCharges(tx, londonDayBounds(addDays(today, -DAYS_OF_CHARGES)).start)
  }
  const result = await importFolder(pool, folder, { now, alongside })
  if ('loaded' in result) return
  const [first] = result.errors
  throw new Error(`The demo partnership does not load: ${first?.file} line ${first?.line}: ${first?.reason}`)
}
