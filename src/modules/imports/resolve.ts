import type { ClientBase } from 'pg'
import { isKeyed, isList, stagedAs, stageOf, type Column, type ImportFile } from './files.js'
import { name } from './sql.js'

/**
 * Finds out for each row of a file whether it is loaded already, and the ids of what its cells name, in the folder or loaded. Columns
 * that the file left out, and empty cells of those that are `kept`, take what the loaded row has: from here on a row is whole.
 */
export async function resolve(client: ClientBase, file: ImportFile, files: ImportFile[], absent: Column[]): Promise<void> {
  const stage = stageOf(file)
  const named = file.columns.filter(column => column.refers && !isList(column))
  const sets = [
    ...(isKeyed(file) ? ['existed = t.id IS NOT NULL', 'id = coalesce(t.id, s0.id)'] : []),
    ...named.map(column => referenceOf(column, isKeyed(file) && (column.kept || absent.includes(column)))),
    ...file.columns.filter(column => !column.refers && column.to).flatMap(column => plainOf(column, absent)),
  ]
  if (sets.length === 0) return
  const joins = named.map(column => {
    const target = files.find(one => one.name === column.refers)!
    const key = `s0.${name(stagedAs(column))}`
    return `LEFT JOIN ${stageOf(target)} ${folder(column)} ON ${folder(column)}.key = ${key}
      LEFT JOIN ${target.table} ${loaded(column)} ON ${loaded(column)}.key = ${key}`
  })
  await client.query(`
    UPDATE ${stage} s SET ${sets.join(', ')}
    FROM ${stage} s0 ${isKeyed(file) ? `LEFT JOIN ${file.table} t ON t.key = s0.key` : ''} ${joins.join(' ')}
    WHERE s.line = s0.line`)
  // Checks ask for single rows by id, whose number the planner cannot foresee.
  await client.query(`CREATE INDEX ON ${stage} (id)`)
  await client.query(`ANALYZE ${stage}`)
}

const folder = (column: Column): string => `folder_${column.to!}`
const loaded = (column: Column): string => `loaded_${column.to!}`

function referenceOf(column: Column, orAsItWas: boolean): string {
  const found = `${folder(column)}.id, ${loaded(column)}.id`
  // A cell that names something unknown stays unknown: what the row had must not hide it.
  const before = orAsItWas ? `, CASE WHEN s0.${name(stagedAs(column))} IS NULL THEN t.${name(column.to!)} END` : ''
  return `${name(column.to!)} = coalesce(${found}${before})`
}

function plainOf(column: Column, absent: Column[]): string[] {
  const [staged, kept] = [`s0.${name(stagedAs(column))}`, `t.${name(column.to!)}`]
  if (column.kept) return [`${name(stagedAs(column))} = coalesce(${staged}, ${kept})`]
  return absent.includes(column) ? [`${name(stagedAs(column))} = CASE WHEN t.id IS NULL THEN ${staged} ELSE ${kept} END`] : []
}
