import type { ClientBase } from 'pg'
import { stagedAs, stageOf, type ImportFile } from './files.js'
import { name } from './sql.js'

interface Written {
  target: string
  staged: string
  onlyNew: boolean
}

function writtenColumns(file: ImportFile): Written[] {
  const cells = file.columns.filter(column => column.to !== null)
  const derived = Object.entries(file.derived).filter(([, { written }]) => written !== 'never')
  return [
    ...cells.map(column => ({ target: column.to!, staged: column.refers ? column.to! : stagedAs(column), onlyNew: false })),
    ...derived.map(([column, { written }]) => ({ target: column, staged: column, onlyNew: written === 'new' })),
  ]
}

/** Adds the rows that are new and changes those that differ; a row that is the same is not touched. */
export async function writeRows(client: ClientBase, file: ImportFile): Promise<void> {
  const columns = writtenColumns(file)
  const compared = columns.filter(column => !column.onlyNew)
  const were = compared.map(column => `t.${name(column.target)}`).join(', ')
  const are = compared.map(column => `s.${name(column.staged)}`).join(', ')
  const sets = compared.map(column => `${name(column.target)} = s.${name(column.staged)}`)
  if (file.versioned) sets.push('version = t.version + 1')
  await client.query(`
    WITH done AS (
      UPDATE ${file.table} t SET ${sets.join(', ')} FROM ${stageOf(file)} s
      WHERE s.existed AND t.id = s.id AND NOT (${file.takenOver}) AND (${were}) IS DISTINCT FROM (${are})
      RETURNING t.id)
    UPDATE ${stageOf(file)} s SET changed = true FROM done WHERE s.id = done.id`)
  await client.query(`
    INSERT INTO ${file.table} (id, ${columns.map(column => name(column.target)).join(', ')})
    SELECT id, ${columns.map(column => name(column.staged)).join(', ')} FROM ${stageOf(file)} WHERE NOT existed ORDER BY line`)
}
