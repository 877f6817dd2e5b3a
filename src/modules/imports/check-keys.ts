import { isKeyed, isList, stagedAs, stageOf, type Column, type ImportFile } from './files.js'
import type { Problems } from './problems.js'
import { name } from './sql.js'

/** Names each row whose key stands in an earlier row of the file. */
export async function checkKeys(problems: Problems, file: ImportFile): Promise<void> {
  if (isKeyed(file)) await problems.find(file, 'key', 'key-twice', repeated(file, ['key'], `'key', key`))
}

/** Rows that have the same in these columns as an earlier one. */
export function repeated(file: ImportFile, columns: string[], facts: string): string {
  const same = columns.map(column => `${column} IS NOT NULL`).join(' AND ')
  return `
    SELECT line, jsonb_build_object('first', first_line, ${facts})
    FROM (SELECT *, min(line) OVER (PARTITION BY ${columns.join(', ')}) AS first_line FROM ${stageOf(file)} WHERE ${same}) row
    WHERE line > first_line`
}

// Keys under which accounts were loaded that are part of another by now, and the key of that one.
const JOINED = `
  SELECT DISTINCT ON (m.key) m.key, p.key AS into_key FROM merged_person m JOIN person p ON p.id = m.into_id
  WHERE m.key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person o WHERE o.key = m.key) ORDER BY m.key, m.merged_at DESC`

/** Names each cell with the key of an account that was put together with another here: a folder of before would bring it back. */
export async function checkJoined(problems: Problems, files: ImportFile[]): Promise<void> {
  for (const file of files) {
    const named = file.columns.filter(column => column.refers === 'people.csv')
    for (const column of file.table === 'person' ? ['key'] : named.map(stagedAs)) {
      const select = `SELECT s.line, jsonb_build_object('key', j.key, 'into', j.into_key) FROM ${stageOf(file)} s JOIN (${JOINED}) j ON j.key = s.${name(column)}`
      await problems.find(file, column === 'key' ? 'key' : 'person', 'joined-person', select)
    }
  }
}

/** Names each cell whose key is neither in the folder nor loaded. */
export async function checkReferences(problems: Problems, file: ImportFile, files: ImportFile[]): Promise<void> {
  for (const column of file.columns.filter(one => one.refers)) {
    const target = files.find(one => one.name === column.refers)!
    const select = isList(column) ? unknownInList(file, column, target) : unknown(file, column, target)
    await problems.find(file, column.name, 'no-such-key', select)
  }
}

const facts = (key: string, target: ImportFile): string =>
  `jsonb_build_object('key', ${key}, 'what', '${target.what}', 'file', '${target.name}')`

function unknown(file: ImportFile, column: Column, target: ImportFile): string {
  const key = name(stagedAs(column))
  return `SELECT line, ${facts(key, target)} FROM ${stageOf(file)} WHERE ${key} IS NOT NULL AND ${name(column.to!)} IS NULL${
    target.table === 'person' ? ` AND ${key} NOT IN (SELECT key FROM (${JOINED}) j)` : ''
  }`
}

function unknownInList(file: ImportFile, column: Column, target: ImportFile): string {
  return `
    SELECT s.line, ${facts('item.key', target)}
    FROM ${stageOf(file)} s CROSS JOIN LATERAL unnest(s.${name(stagedAs(column))}) AS item (key)
    WHERE NOT EXISTS (SELECT 1 FROM ${stageOf(target)} f WHERE f.key = item.key)
      AND NOT EXISTS (SELECT 1 FROM ${target.table} t WHERE t.key = item.key)`
}
