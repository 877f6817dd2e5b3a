import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { longDate } from '../../shared/dates.js'
import type { AuditRow } from './audit.queries.js'
import { idsIn } from './rules/values.js'

/** What an id stands for today, and where that is seen. */
export interface NamedId {
  words: string
  href: string | null
}

interface Row {
  id: string
  kind: string
  words: string
  startsAt: Date | null
  path: string | null
}

const simple = (kind: string, words: string, path = 'NULL', table = kind) =>
  `SELECT t.id, '${kind}' AS kind, ${words} AS words, NULL::timestamptz AS "startsAt", ${path} AS path FROM ${table} t WHERE t.id = ANY($1::uuid[])`

const NAMES = [
  simple('person', 't.name', `'/desk/people/' || t.id`),
  simple('course', 't.title', `'/desk/courses/' || t.key`),
  simple('booking', 't.reference', `'/bookings/' || t.id`),
  `SELECT o.id, 'occurrence', c.title, o.starts_at, '/desk/occurrences/' || o.id FROM occurrence o JOIN course c ON c.id = o.course_id WHERE o.id = ANY($1::uuid[])`,
  `SELECT s.id, 'session', c.title, s.starts_at, NULL FROM session s JOIN occurrence o ON o.id = s.occurrence_id JOIN course c ON c.id = o.course_id
   WHERE s.id = ANY($1::uuid[])`,
  `SELECT t.id, 'trainer', p.name, NULL, NULL FROM trainer t JOIN person p ON p.id = t.person_id WHERE t.id = ANY($1::uuid[])`,
  simple('agency', 't.name', `'/desk/agencies/' || t.key`),
  simple('venue', 't.name', `'/desk/venues/' || t.key`),
  simple('venue_room', 't.name'),
  simple('topic', 't.name'),
  simple('provider', 't.name'),
  simple('cancellation_policy', 't.name'),
  simple('evaluation_form', 't.title', `'/desk/forms/' || t.id`),
].join(' UNION ALL ')

/** Turns the ids of lines into names, all of a page at once. */
@Injectable()
export class NamesQueries {
  constructor(private readonly database: DataSource) {}

  async of(
    rows: Pick<AuditRow, 'actorId' | 'aboutId' | 'rowId' | 'partOf' | 'before' | 'after'>[],
    more: string[] = [],
  ): Promise<Map<string, NamedId>> {
    const ids = rows.flatMap(row => idsIn([row.actorId, row.aboutId, row.partOf, row.before, row.after, ...(row.rowId ?? '').split(',')]))
    const wanted = [...new Set([...ids, ...more])]
    if (wanted.length === 0) return new Map()
    const found = await this.database.query<Row[]>(NAMES, [wanted])
    return new Map(
      found.map(({ id, words, startsAt, path }) => [id, { words: startsAt ? `${words}, ${longDate(startsAt)}` : words, href: path }]),
    )
  }
}
