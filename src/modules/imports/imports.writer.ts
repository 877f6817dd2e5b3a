import type { ClientBase, Pool } from 'pg'
import { retryPassing } from '../../database/passing.js'
import { sayWho } from '../../database/say-who.js'
import { acting } from '../../shared/acting.js'
import { londonDate } from '../../shared/dates.js'
import { check } from './check.js'
import { stageOf, type Column, type ImportFile } from './files.js'
import { IMPORT_FILES } from './import-files.js'
import { makeWay } from './make-way.js'
import { Problems, type ImportError } from './problems.js'
import { filesOf, makeStages, readFile, type Progress } from './read-folder.js'
import { writeDerived } from './write-derived.js'
import { writeLinks } from './write-links.js'
import { writeRows } from './write-rows.js'

/** Rows of one file that were new, that changed a loaded one, and that were loaded just so. */
export interface Counts {
  added: number
  changed: number
  unchanged: number
}

/** Counts by file, or what is wrong: the first thousand problems and how many more there are. Then nothing was loaded. */
export type ImportResult = { loaded: Record<string, Counts> } | { errors: ImportError[]; more: number }

export interface ImportOptions {
  now: Date
  progress?: Progress
  /** Everything is done and counted, and then taken back: nothing is loaded. */
  rehearse?: boolean
  /** Done in the same transaction once all rows are written: both stay, or neither. */
  alongside?: (client: ClientBase) => Promise<void>
}

// Readers go on; whoever wants to write waits, so that nothing changes between the checks and the writing.
const LINKED = ['waiting_list', 'course_prerequisite', 'occurrence_trainer', 'register_mark']
const LOCK = `LOCK TABLE ${[...IMPORT_FILES.map(file => file.table), ...LINKED].join(', ')} IN EXCLUSIVE MODE`

// The audit says of thousands of rows how many they were: they can be read in the files.
const COUNTED = `; SET LOCAL goldthread.audit = 'counted'`

/**
 * Loads a folder of CSV files (docs/import.md) in one transaction: all of it, or nothing and every bad row named. Memory does not grow
 * with the files. Throws Busy when others kept the tables for too long.
 */
export async function importFolder(pool: Pool, folder: string, options: ImportOptions): Promise<ImportResult> {
  const files = await filesOf(folder)
  if (!areFiles(files)) return { errors: files, more: 0 }
  return retryPassing(async () => {
    const client = await pool.connect()
    let broken = true
    try {
      await client.query(`BEGIN${COUNTED}${sayWho(acting() ?? { as: 'import' })}`)
      const result = await importFiles(client, folder, files, options)
      await client.query('loaded' in result && !options.rehearse ? 'COMMIT' : 'ROLLBACK')
      broken = false
      return result
    } finally {
      if (broken) await client.query('ROLLBACK').catch(() => undefined)
      client.release()
    }
  })
}

const areFiles = (found: ImportFile[] | ImportError[]): found is ImportFile[] => found.every(one => 'columns' in one)

async function importFiles(
  client: ClientBase,
  folder: string,
  files: ImportFile[],
  { now, ...options }: ImportOptions,
): Promise<ImportResult> {
  const progress = options.progress ?? (() => undefined)
  const problems = new Problems(client, IMPORT_FILES)
  await problems.begin()
  await makeStages(client)
  const absent = new Map<ImportFile, Column[]>()
  let whole = true
  for (const file of files) {
    const reading = await readFile(client, problems, folder, file, londonDate(now), progress)
    absent.set(file, reading.absent)
    whole &&= reading.whole
  }
  // Where a file could not be read, rows that name its keys would all be called wrong.
  if (!whole) return problems.told()
  await client.query(LOCK)
  progress('Checking')
  await check(client, problems, file => absent.get(file) ?? [], now)
  if (await problems.any()) return problems.told()
  progress('Writing')
  await write(client, files, now)
  await options.alongside?.(client)
  return { loaded: await counts(client, files) }
}

async function write(client: ClientBase, files: ImportFile[], now: Date): Promise<void> {
  await makeWay(client)
  for (const file of files) await writeRows(client, file)
  await writeLinks(client)
  await writeDerived(client, now)
}

async function counts(client: ClientBase, files: ImportFile[]): Promise<Record<string, Counts>> {
  const each = files.map(
    file => `
    SELECT '${file.name}' AS name, count(*) FILTER (WHERE NOT existed)::int AS added, count(*) FILTER (WHERE existed AND changed)::int AS changed,
      count(*) FILTER (WHERE existed AND NOT changed)::int AS unchanged FROM ${stageOf(file)}`,
  )
  const { rows } = await client.query<Counts & { name: string }>(each.join(' UNION ALL '))
  return Object.fromEntries(rows.map(({ name, ...count }) => [name, count]))
}
