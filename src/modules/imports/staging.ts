import type { ClientBase } from 'pg'
import { newId } from '../../shared/ids.js'
import { stagedAs, stageOf, type ImportFile } from './files.js'
import type { ReadRow } from './read-rows.js'
import { name } from './sql.js'

/** The columns of a file's temporary table, beside the id and the marks of the import itself. */
export function stagedColumns(file: ImportFile): Record<string, string> {
  const cells = file.columns.map((column): [string, string] => [stagedAs(column), column.cell.type])
  const ids = file.columns.filter(column => column.refers && column.to).map((column): [string, string] => [column.to!, 'uuid'])
  const derived = Object.entries(file.derived).map(([column, { type }]): [string, string] => [column, type])
  return Object.fromEntries([...cells, ...ids, ...derived])
}

const OWN = { line: 'integer', id: 'uuid', bad: 'boolean' }

/**
 * A temporary table that goes with the transaction. `existed`: the row is loaded already, and `id` is its; `changed`: writing it
 * changed something. Empty for a file that the folder does not have, so that every check can ask all of them.
 */
export async function makeStage(client: ClientBase, file: ImportFile): Promise<void> {
  const columns = Object.entries({ ...OWN, ...stagedColumns(file) }).map(([column, type]) => `${name(column)} ${type}`)
  await client.query(
    `CREATE TEMP TABLE ${stageOf(file)} (${columns.join(', ')}, existed boolean DEFAULT false, changed boolean DEFAULT false) ON COMMIT DROP`,
  )
}

/** Puts rows into the temporary table, in one statement. */
export async function stageRows(client: ClientBase, file: ImportFile, rows: ReadRow[]): Promise<void> {
  const columns = Object.entries({ ...OWN, ...stagedColumns(file) })
  const names = columns.map(([column]) => name(column)).join(', ')
  const typed = columns.map(([column, type]) => `${name(column)} ${type}`).join(', ')
  await client.query(`INSERT INTO ${stageOf(file)} (${names}) SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS row (${typed})`, [
    JSON.stringify(rows.map(row => ({ id: newId(), ...row.values }))),
  ])
}
