import 'reflect-metadata'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DataSource } from 'typeorm'
import { dataSourceOptions } from '../database/data-source.js'
import { startEmbedded } from '../database/embedded-server.js'
import { ReportsReader } from '../modules/reports/reports.reader.js'
import { isRefusal } from '../shared/refusal.js'
import { readReportWords, type ReportWords } from './report-words.js'
import { elearningTable } from './report-elearning.js'
import { reportTable } from './report-table.js'

// `npm run report -- --from 2023-04-01 --to 2024-03-31`: the figures of a period, while the product runs or not.
process.exitCode = await main(process.argv.slice(2))

async function main(words: string[]): Promise<number> {
  const asked = readReportWords(words)
  if (isRefusal(asked)) {
    console.error(asked.refused)
    return 2
  }
  try {
    console.log(await print(asked))
    return 0
  } catch (error) {
    console.error(`The report could not be made: ${(error as Error).message}`)
    return 1
  }
}

async function print(asked: ReportWords): Promise<string> {
  const server = await database(process.env)
  const source = new DataSource(dataSourceOptions(server.url, 2))
  try {
    const reader = new ReportsReader(await source.initialize())
    // Whoever may start commands on the machine is the business unit: small groups are shown.
    const [report] = await reader.reports([asked.period], asked.by, true)
    const elearning = await reader.elearning(asked.period, asked.course, true)
    if (asked.course && elearning.courses.length === 0) throw new Error(`nobody signed up for the e-learning course ${asked.course} then.`)
    if (asked.format === 'csv') return (reader.csv(asked.period, report!) + reader.elearningCsv(asked.period, elearning)).trimEnd()
    if (asked.format === 'table') return `${reportTable(asked.period, report!)}\n\n${elearningTable(elearning)}`
    return JSON.stringify({ period: asked.period, figures: report!.figures, groups: report!.groups, elearning }, null, 2)
  } finally {
    if (source.isInitialized) await source.destroy()
    await server.stop()
  }
}

/** The given Postgres, or the embedded one of the data folder, beside the product where that is running. */
async function database(env: NodeJS.ProcessEnv): Promise<{ url: string; stop(): Promise<void> }> {
  const given = env.DATABASE_URL?.trim()
  if (given) return { url: given, stop: () => Promise.resolve() }
  const dataDir = env.DATA_DIR?.trim() || '.data'
  if (!existsSync(join(dataDir, 'postgres'))) {
    throw new Error(`there is no database in ${dataDir} yet. Start the product once with npm start, or set DATABASE_URL.`)
  }
  return startEmbedded({ dataDir, join: true })
}
