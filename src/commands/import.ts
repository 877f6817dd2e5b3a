import { readSettings } from '../config/settings.js'
import { importFolder, type ImportResult } from '../modules/imports/imports.writer.js'
import { oneConnection, openDatabase } from '../open-database.js'
import { inPlainWords } from '../plain-words.js'
import { Clock } from '../shared/clock.js'
import { countsTable, errorLine, progressLine } from './import-words.js'

const USAGE = 'Which folder? For example: npm run import -- ./my-data (docs/import.md lists the files and their columns)'
// A command signs nothing, so nobody need give it the secret of the product.
const NO_SECRET = 'unused'.padEnd(32, '-')

async function run(folder: string, env: Record<string, string | undefined>): Promise<ImportResult> {
  const settings = readSettings({ SECRET: NO_SECRET, ...env })
  const database = await openDatabase(settings, { join: true, log: line => console.error(line) })
  const pool = oneConnection(database.url)
  const progress = progressLine(process.stderr)
  try {
    return await importFolder(pool, folder, { now: new Clock().now(), progress: progress.say })
  } finally {
    progress.end()
    await pool.end()
    await database.stop()
  }
}

function report(result: ImportResult): number {
  if ('loaded' in result) {
    console.log(countsTable(result.loaded))
    return 0
  }
  for (const error of result.errors) console.error(errorLine(error))
  if (result.more > 0) console.error(`and ${result.more} more`)
  console.error('Nothing was loaded.')
  return 1
}

const [folder, ...rest] = process.argv.slice(2)
if (!folder || rest.length > 0) {
  console.error(USAGE)
  process.exitCode = 2
} else {
  process.exitCode = await run(folder, process.env).then(report, (error: unknown) => {
    console.error(inPlainWords(error))
    return 1
  })
}
