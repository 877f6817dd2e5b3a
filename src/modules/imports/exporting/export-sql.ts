import { fileNamed } from '../import-files.js'
import type { Column, ImportFile } from '../files.js'
import { isList } from '../files.js'

const KEY_OF = (alias: string): string => `coalesce(${alias}.key, ${alias}.id::text)`
const LONDON = (sql: string): string => `to_char(${sql} AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI')`
const LISTED = (from: string, key: string): string => `(SELECT string_agg(${key}, '|' ORDER BY ${key}) FROM ${from})`

// Lists lie in tables of their own, and what only the product knows is said in the nearest words that a file has.
const OWN: Record<string, string> = {
  'courses.csv requires': LISTED('course_prerequisite n JOIN course r ON r.id = n.requires_id WHERE n.course_id = t.id', 'r.key'),
  'occurrences.csv trainers': LISTED('occurrence_trainer n JOIN trainer r ON r.id = n.trainer_id WHERE n.occurrence_id = t.id', 'r.key'),
  'waiting-list.csv dates': LISTED('occurrence r WHERE r.id = ANY(t.occurrence_ids)', 'r.key'),
  // The day on which somebody joined is when their entry was made.
  'bookings.csv state': `CASE t.state WHEN 'requested' THEN 'booked' ELSE t.state END`,
  'bookings.csv cancelledBy': `CASE t.cancelled_by WHEN 'condition' THEN 'organiser' ELSE t.cancelled_by END`,
}

const WHERE: Record<string, string> = {
  // What a booking or an enrolment brought is written by their rows.
  'learning-records.csv': 'WHERE t.source IS NULL',
  'occurrences.csv': 'WHERE NOT t.draft',
  'sessions.csv': 'WHERE NOT EXISTS (SELECT 1 FROM occurrence d WHERE d.id = t.occurrence_id AND d.draft)',
}

/** The query that answers every row of a file as texts, under the names of its columns, in an order that stays the same. */
export function exportSql(file: ImportFile): string {
  const columns = file.columns.map(column => `${cellSql(file, column)} AS "${column.name}"`)
  return `SELECT ${columns.join(', ')} FROM ${file.table} t ${WHERE[file.name] ?? ''} ORDER BY t.id`
}

function cellSql(file: ImportFile, column: Column): string {
  const own = OWN[`${file.name} ${column.name}`]
  if (own) return own
  if (column.name === 'key') return KEY_OF('t')
  if (isList(column) || !column.to) throw new Error(`Nobody said how ${column.name} of ${file.name} is written`)
  if (column.refers) return `(SELECT ${KEY_OF('r')} FROM ${fileNamed(column.refers).table} r WHERE r.id = t.${column.to})`
  return TEXT[column.cell.type]?.(`t.${column.to}`) ?? `t.${column.to}::text`
}

const TEXT: Record<string, (column: string) => string> = {
  boolean: column => `CASE WHEN ${column} THEN 'yes' ELSE 'no' END`,
  timestamptz: LONDON,
  numeric: column => `(${column}::float8)::text`,
  'text[]': column => `array_to_string(${column}, '|')`,
}
