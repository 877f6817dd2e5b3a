import type { DataSource } from 'typeorm'
import { IMPORT_FILES } from '../import-files.js'

// Keys to the house: whoever holds them is taken for somebody else. What runs the product is nobody's data.
const NEVER = ['migration', 'web_session', 'person_token', 'failed_sign_in', 'answered_request', 'signing_key', 'job_run']
const SECRET = /(^|_)(hash|nonce|secret|password)(_|$)/
// Files themselves are downloaded where they belong.
const BINARY = 'bytea'

/** A table that no file of the import holds, with the columns that may leave the house. */
export interface OtherTable {
  name: string
  columns: string[]
}

const COLUMNS = `
  SELECT c.table_name AS "table", c.column_name AS "column", c.data_type AS type FROM information_schema.columns c
    JOIN pg_tables t ON t.schemaname = 'public' AND t.tablename = c.table_name
  WHERE c.table_schema = 'public' ORDER BY c.table_name, c.ordinal_position`

/** Every other table, by name. A table that is added later is among them by itself; what is secret by its name is not. */
export async function otherTables(database: DataSource): Promise<OtherTable[]> {
  const rows = await database.query<{ table: string; column: string; type: string }[]>(COLUMNS)
  const files = IMPORT_FILES.map(file => file.table)
  const tables = new Map<string, string[]>()
  for (const { table, column, type } of rows) {
    if (NEVER.includes(table) || files.includes(table)) continue
    const columns = tables.get(table) ?? []
    if (type !== BINARY && !SECRET.test(column)) columns.push(column)
    tables.set(table, columns)
  }
  return [...tables].filter(([, columns]) => columns.length > 0).map(([name, columns]) => ({ name, columns }))
}

/** The query that answers a table's rows as texts. The names come from the catalogue of the database itself. */
export const otherSql = ({ name, columns }: OtherTable): string =>
  `SELECT ${columns.map(column => `"${column}"::text AS "${column}"`).join(', ')} FROM "${name}"`
