import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { KINDS, ofPerson, type HeldKind, type HeldTable, type Named } from '../registry/held-table.js'
import { REGISTRY } from '../registry/registry.js'

type Row = Record<string, unknown>

/** All rows of one table that are about the person, without secrets and without who else had to do with them. */
export interface HeldRows {
  table: string
  rows: Row[]
}
export interface HeldFile {
  name: string
  type: string
  base64: string
}
/** Everything that is held about one person. */
export interface OwnData {
  kinds: { kind: HeldKind; title: string; tables: HeldRows[] }[]
  /** What they did as a member of staff, counted: the rows themselves are about others. */
  did: { table: string; count: number }[]
  files: HeldFile[]
}
export interface HeldCount {
  title: string
  count: number
}

const NAMES: Record<Named, [as: string, sql: string]> = {
  course: ['course', '(SELECT c.title FROM course c WHERE c.id = t.course_id)'],
  occurrence: [
    'date_of_course',
    `(SELECT c.title || ', ' || to_char(o.starts_at AT TIME ZONE 'Europe/London', 'FMDD FMMonth YYYY HH24:MI')
      FROM occurrence o JOIN course c ON c.id = o.course_id WHERE o.id = t.occurrence_id)`,
  ],
  agency: ['agency', '(SELECT a.name FROM agency a WHERE a.id = t.agency_id)'],
  booking: [
    'booking',
    `(SELECT b.reference || ', ' || c.title FROM booking b JOIN course c ON c.id = b.course_id WHERE b.id = t.booking_id)`,
  ],
}
const FILES = `
  SELECT u.name, u.type, encode(string_agg(p.content, ''::bytea ORDER BY p.number), 'base64') AS base64
  FROM upload u JOIN upload_piece p ON p.upload_id = u.id WHERE u.uploaded_by_id = $1 GROUP BY u.id ORDER BY u.uploaded_at`

const THEIRS = REGISTRY.filter(held => held.kind !== null)
const TOLD = THEIRS.filter(({ table }) => table !== 'upload_piece')

/** Reads what the registry of personal data leads to. */
@Injectable()
export class OwnDataQueries {
  constructor(private readonly database: DataSource) {}

  async of(personId: string): Promise<OwnData> {
    const kinds: OwnData['kinds'] = []
    for (const [kind, title] of Object.entries(KINDS) as [HeldKind, string][]) {
      const tables: HeldRows[] = []
      for (const held of TOLD.filter(one => one.kind === kind)) tables.push({ table: held.table, rows: await this.rows(held, personId) })
      kinds.push({ kind, title, tables: tables.filter(({ rows }) => rows.length > 0) })
    }
    return { kinds: kinds.filter(({ tables }) => tables.length > 0), did: await this.did(personId), files: await this.files(personId) }
  }

  /** How much there is of each kind, in one statement. */
  async counts(personId: string): Promise<HeldCount[]> {
    const each = TOLD.map(held => `SELECT '${held.kind}' AS kind, count(*)::int AS count FROM ${held.table} t WHERE ${ofPerson(held)}`)
    const found = await this.database.query<{ kind: HeldKind; count: number }[]>(
      `SELECT kind, sum(count)::int AS count FROM (${each.join(' UNION ALL ')}) held GROUP BY kind`,
      [personId],
    )
    return Object.entries(KINDS).flatMap(([kind, title]) => {
      const count = found.find(one => one.kind === kind)?.count ?? 0
      return count > 0 ? [{ title, count }] : []
    })
  }

  private async rows(held: HeldTable, personId: string): Promise<Row[]> {
    const names = (held.named ?? []).map(name => `'${NAMES[name][0]}', ${NAMES[name][1]}`)
    const found = await this.database.query<{ row: Row }[]>(
      `SELECT to_jsonb(t) || jsonb_build_object(${names.join(', ')}) AS row FROM ${held.table} t WHERE ${ofPerson(held)}`,
      [personId],
    )
    return found.map(({ row }) => shown(held, row, personId))
  }

  private async did(personId: string): Promise<OwnData['did']> {
    const each = REGISTRY.flatMap(({ table, actors = [] }) =>
      actors.map(column => `SELECT '${table}' AS "table", count(*)::int AS count FROM ${table} WHERE ${column} = $1`),
    )
    return this.database.query(
      `SELECT "table", sum(count)::int AS count FROM (${each.join(' UNION ALL ')}) did GROUP BY 1 HAVING sum(count) > 0 ORDER BY 1`,
      [personId],
    )
  }

  private async files(personId: string): Promise<HeldFile[]> {
    const files = await this.database.query<HeldFile[]>(FILES, [personId])
    return files.map(file => ({ ...file, base64: file.base64.replace(/\s/g, '') }))
  }
}

/** A row as its person may have it: nobody else's number in it, no secret, and none of the numbers that only join tables. */
function shown({ actors = [], secret = [], person = [] }: HeldTable, row: Row, personId: string): Row {
  const entries = Object.entries(row).flatMap(([column, value]): [string, unknown][] => {
    if (secret.includes(column) || person.includes(column) || value === null || value === '') return []
    if (actors.includes(column)) return [[column.replace(/_id$/, ''), value === personId ? 'you' : 'somebody else']]
    if (column !== 'id' && /_ids?$/.test(column)) return []
    return [[column, withoutSecrets(value)]]
  })
  return Object.fromEntries(entries)
}

/** Mails carry what their links are made with, and the audit the numbers of whoever else had to do with a row. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => !/nonce|secret|hash|token|_ids?$/i.test(key))
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutSecrets(one)]))
}
