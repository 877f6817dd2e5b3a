import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { boundsOf, tablesOf, type AuditFilter } from './rules/filter.js'
import type { Told } from './rules/sentence.js'

export interface AuditRow extends Told {
  id: string
  at: Date
  address: string | null
  route: string | null
  requestId: string | null
}

export const LINES_PER_PAGE = 50

const COLUMNS = `a.id, a.at, a.actor_id AS "actorId", a.actor, a.address, a.route, a.request_id AS "requestId", a.subject, a.row_id AS "rowId",
  a.part_of AS "partOf", a.about_id AS "aboutId", a.action, a.counted, a.before, a.after`

// Who was merged into somebody left lines under the id of then.
const PEOPLE = `(SELECT array_agg(m.id) || $1::uuid FROM merged_person m WHERE m.into_id = $1)`

/** How a search walks the table: one way for each index, each in the order of the lines, so that a page costs a page however long it is. */
export function searchStatement(
  filter: AuditFilter,
  people: string[],
  things: string[],
  limit: number,
): { text: string; values: unknown[] } {
  const { start, end } = boundsOf(filter)
  const values: unknown[] = [filter.before || null, start, end, limit]
  const add = (value: unknown) => `$${values.push(value)}`
  const tables = tablesOf(filter.kind)
  const theirs = people.length ? add(people) : ''
  const ofThings = things.length ? add(things) : ''
  const within = `($1::bigint IS NULL OR a.id < $1) ${bounds('$2', '$3')}${theirs && ofThings ? ` AND (a.about_id = ANY(${theirs}) OR a.actor_id = ANY(${theirs}))` : ''}`
  const narrowed = tables && (theirs || ofThings) ? `${within} AND a.subject = ANY(${add(tables)})` : within
  const one = (where: string) => `(SELECT ${COLUMNS} FROM audit a WHERE ${where} AND ${narrowed} ORDER BY a.id DESC LIMIT $4)`
  const ways = ofThings
    ? [`a.row_id = ANY(${ofThings}::text[])`, `a.part_of = ANY(${ofThings}::uuid[]) AND a.row_id <> ALL(${ofThings}::text[])`]
    : theirs
      ? [
          `a.about_id = ANY(${theirs}::uuid[])`,
          `a.actor_id = ANY(${theirs}::uuid[]) AND a.actor_id IS DISTINCT FROM a.about_id AND (a.about_id IS NULL OR a.about_id <> ALL(${theirs}::uuid[]))`,
        ]
      : tables
        ? tables.map(table => `a.subject = ${add(table)}`)
        : ['true']
  return { text: `SELECT * FROM (${ways.map(one).join(' UNION ALL ')}) x ORDER BY x.id DESC LIMIT $4`, values }
}

// Ids and moments rise together, but for what was written at one moment by several connections: a minute to each side is looked at too.
const bounds = (start: string, end: string) => `
  AND (${start}::timestamptz IS NULL OR a.at >= ${start} AND a.id >= coalesce(
    (SELECT b.id FROM audit b WHERE b.at >= ${start}::timestamptz - interval '1 minute' ORDER BY b.at LIMIT 1), 0))
  AND (${end}::timestamptz IS NULL OR a.at < ${end} AND a.id <= coalesce(
    (SELECT b.id FROM audit b WHERE b.at < ${end}::timestamptz + interval '1 minute' ORDER BY b.at DESC LIMIT 1), 0))`

/** Reads the history, newest first. */
@Injectable()
export class AuditQueries {
  constructor(private readonly database: DataSource) {}

  async search(filter: AuditFilter, things: string[], limit = LINES_PER_PAGE + 1): Promise<AuditRow[]> {
    const { text, values } = searchStatement(filter, await this.everBeen(filter.person), things, limit)
    return this.database.query(text, values)
  }

  /** The booking of a reference; null: none has it. */
  async bookingOf(reference: string): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }[]>('SELECT id FROM booking WHERE reference = $1', [reference])
    return row?.id ?? null
  }

  /** The course of a key, as pages name it; null: none has it. */
  async courseOf(key: string): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }[]>('SELECT id FROM course WHERE key = $1', [key])
    return row?.id ?? null
  }

  /** People whose name or address holds each of the words. */
  peopleNamed(words: string[], most: number): Promise<{ id: string; name: string; email: string }[]> {
    const like = words.map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
    return this.database.query(
      `SELECT id, name, email FROM person WHERE (name || ' ' || email) ILIKE ALL ($1::text[]) ORDER BY name, id LIMIT $2`,
      [like, most],
    )
  }

  /** Writes down that somebody looks at the lines of a person; the database knows who. */
  async lookedAt(person: string): Promise<void> {
    await this.database.transaction(tx => tx.query('SELECT audit_looked($1)', [person]))
  }

  private async everBeen(person: string): Promise<string[]> {
    if (!person) return []
    const [row] = await this.database.query<{ ids: string[] | null }[]>(`SELECT ${PEOPLE} AS ids`, [person])
    return row?.ids ?? [person]
  }
}
