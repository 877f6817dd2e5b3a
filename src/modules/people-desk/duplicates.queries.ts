import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { likeness, type Likeness } from './rules/likeness.js'

interface Account {
  id: string
  name: string
  email: string
  agencyId: string | null
  agency: string | null
  lastSignedInAt: string | null
  bookings: number
}
export interface Suggested extends Likeness {
  one: Account
  two: Account
}

/** As many accounts as may share one key and still be looked at in pairs: more of a name in one place is a common name. */
const MOST_ALIKE = 6
const MOST_PAIRS = 400

// Everybody is given a few short keys; only who shares one is compared, so the work grows with the number of people, not with its square.
// The rule looks at each pair afterwards: a key is only where to look.
const PAIRS = `
  WITH folk AS (
    SELECT p.id, p.agency_id, regexp_replace(lower(p.name), '[^[:alpha:] ]', '', 'g') AS name, replace(split_part(split_part(p.email, '@', 1), '+', 1), '.', '') AS local
    FROM person p WHERE p.erased_at IS NULL),
  keyed AS (
    SELECT id, 'name ' || name AS key FROM folk
    UNION ALL SELECT id, 'words ' || (SELECT string_agg(word, ' ' ORDER BY word) FROM regexp_split_to_table(name, ' +') word) FROM folk
    UNION ALL SELECT id, 'local ' || local FROM folk WHERE length(local) >= 5
    UNION ALL SELECT id, 'ends ' || left(name, 1) || right(name, 1) || length(name) / 3 || agency_id FROM folk WHERE agency_id IS NOT NULL
    UNION ALL SELECT id, 'ends ' || left(name, 1) || right(name, 1) || (length(name) + 1) / 3 || agency_id FROM folk WHERE agency_id IS NOT NULL
    UNION ALL SELECT id, 'last ' || regexp_replace(name, '^.* ', '') || agency_id FROM folk WHERE agency_id IS NOT NULL),
  shared AS (SELECT key FROM keyed GROUP BY key HAVING count(DISTINCT id) BETWEEN 2 AND ${MOST_ALIKE}),
  pairs AS (
    SELECT DISTINCT a.id AS one, b.id AS two FROM shared s JOIN keyed a ON a.key = s.key JOIN keyed b ON b.key = s.key AND b.id > a.id
    WHERE $1::uuid IS NULL OR $1 IN (a.id, b.id) LIMIT ${MOST_PAIRS})`

const ACCOUNT = (
  p: string,
  a: string,
) => `json_build_object('id', ${p}.id, 'name', ${p}.name, 'email', ${p}.email, 'agencyId', ${p}.agency_id,
  'agency', coalesce(${a}.name, ${p}.agency_other), 'lastSignedInAt', ${p}.last_signed_in_at,
  'bookings', (SELECT count(*)::int FROM booking x WHERE x.person_id = ${p}.id))`

const SUGGESTED = `${PAIRS}
  SELECT ${ACCOUNT('p', 'a')} AS one, ${ACCOUNT('q', 'b')} AS two
  FROM pairs JOIN person p ON p.id = pairs.one JOIN person q ON q.id = pairs.two
    LEFT JOIN agency a ON a.id = p.agency_id LEFT JOIN agency b ON b.id = q.agency_id ORDER BY p.name, p.id, q.id`

const FOUND = `
  SELECT p.id, p.name, p.email, coalesce(a.name, p.agency_other) AS agency FROM person p LEFT JOIN agency a ON a.id = p.agency_id
  WHERE p.id <> $2 AND p.erased_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM unnest($1::text[]) word WHERE p.name || ' ' || p.email NOT ILIKE '%' || word || '%')
  ORDER BY p.name, p.id LIMIT 20`

/** Who may have two accounts. */
@Injectable()
export class DuplicatesQueries {
  constructor(private readonly database: DataSource) {}

  /** Pairs that may be one person, the likeliest first; `personId`: only those with this account. One query. */
  async suggested(personId: string | null = null): Promise<Suggested[]> {
    const rows = await this.database.query<{ one: Account; two: Account }[]>(SUGGESTED, [personId])
    return rows
      .flatMap(row => {
        const like = likeness(row.one, row.two)
        return like ? [{ ...row, ...like }] : []
      })
      .sort((a, b) => b.strength - a.strength)
  }

  /** Other accounts whose name or address holds every one of the words. */
  others(words: readonly string[], personId: string): Promise<{ id: string; name: string; email: string; agency: string | null }[]> {
    return this.database.query(FOUND, [words.map(word => word.replace(/[\\%_]/g, '\\$&')), personId])
  }
}
