import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import type { Day } from '../../shared/dates.js'
import type { Column, ImportFile } from './files.js'
import { IMPORT_FILES } from './import-files.js'
import { explain, type Code } from './imports.messages.js'
import type { ImportError, Problems } from './problems.js'
import { readRows, type ReadRow } from './read-rows.js'
import { makeStage, stageRows } from './staging.js'

/** Told now and then what is being done; `rows`: how many so far. */
export type Progress = (doing: string, rows?: number) => void

const BATCH = 1000
const TELL_EVERY = 10_000

const sorry = (file: string, code: Code, facts = {}): ImportError => ({ file, line: null, column: null, reason: explain(code, facts) })

/** Which of the files the folder has; or why it cannot be read. A CSV file of another name is a slip of the pen that would go unread. */
export async function filesOf(folder: string): Promise<ImportFile[] | ImportError[]> {
  const found = await stat(folder).catch(() => null)
  if (!found) return [sorry(folder, 'no-folder')]
  if (!found.isDirectory()) return [sorry(folder, 'not-a-folder')]
  const names = (await readdir(folder)).filter(name => /\.csv$/i.test(name))
  if (names.length === 0) return [sorry(folder, 'no-files', { files: known() })]
  const strangers = names.filter(name => !IMPORT_FILES.some(file => file.name === name)).sort()
  if (strangers.length > 0) return strangers.map(name => sorry(name, 'unknown-file', { files: known() }))
  return IMPORT_FILES.filter(file => names.includes(file.name))
}

const known = (): string => IMPORT_FILES.map(file => file.name).join(', ')

/** What reading a file told: the columns that it leaves out, and whether it could be read to its end. */
export interface Reading {
  absent: Column[]
  whole: boolean
}

/** Reads one file into its temporary table, a thousand rows at a time, so that its length does not matter. */
export async function readFile(
  client: ClientBase,
  problems: Problems,
  folder: string,
  file: ImportFile,
  today: Day,
  progress: Progress,
): Promise<Reading> {
  const reading: Reading = { absent: [], whole: true }
  let rows: ReadRow[] = []
  let count = 0
  const flush = async () => {
    await stageRows(client, file, rows)
    await problems.add(
      file,
      rows.flatMap(row => row.problems),
    )
    rows = []
  }
  for await (const step of readRows(join(folder, file.name), file, today)) {
    if ('fatal' in step) {
      await problems.add(file, step.fatal)
      reading.whole = false
    } else if ('values' in step) {
      rows.push(step)
      count += 1
      if (rows.length === BATCH) await flush()
      if (count % TELL_EVERY === 0) progress(`Reading ${file.name}`, count)
    } else reading.absent = step.absent
  }
  await flush()
  progress(`Reading ${file.name}`, count)
  return reading
}

/** A temporary table for each file, those that the folder does not have included. */
export async function makeStages(client: ClientBase): Promise<void> {
  for (const file of IMPORT_FILES) await makeStage(client, file)
}
