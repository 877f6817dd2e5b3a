import type { DataSource, EntityManager } from 'typeorm'
import { policyOf } from '../cancellation-quote.js'
import { policyWords } from '../rules/policy-words.js'

type Reading = Pick<DataSource | EntityManager, 'query'>

export interface PolicyListed {
  key: string
  name: string
  version: number
  madeAt: Date
  words: string
  courses: { key: string; title: string }[]
}

export interface StoredPolicy {
  id: string
  key: string
  version: number
  definition: unknown
}

export interface VersionListed {
  number: number
  name: string
  madeAt: Date
  madeBy: string | null
}

const LIST = `
  SELECT y.key, y.name, y.version, y.definition, v.made_at AS "madeAt",
    coalesce((SELECT json_agg(json_build_object('key', c.key, 'title', c.title) ORDER BY c.title)
      FROM course c WHERE c.policy_id = y.id AND NOT c.retired), '[]') AS courses
  FROM cancellation_policy y JOIN policy_version v ON v.policy_id = y.id AND v.number = y.version ORDER BY y.name, y.key`

/** Every policy with the courses that have it, and the first of its words. */
export async function policyList(source: Reading): Promise<PolicyListed[]> {
  const rows = await source.query<(Omit<PolicyListed, 'words'> & { definition: unknown })[]>(LIST)
  return rows.map(({ definition, ...row }) => ({ ...row, words: policyWords(policyOf(definition))[0]! }))
}

export async function storedPolicy(source: Reading, key: string, locked = false): Promise<StoredPolicy | null> {
  const sql = `SELECT id, key, version, definition FROM cancellation_policy WHERE key = $1${locked ? ' FOR UPDATE' : ''}`
  const [policy] = await source.query<StoredPolicy[]>(sql, [key])
  return policy ?? null
}

/** Each version, the newest first. */
export const policyVersions = (source: Reading, policyId: string): Promise<VersionListed[]> =>
  source.query(
    `SELECT v.number, v.name, v.made_at AS "madeAt", p.name AS "madeBy" FROM policy_version v LEFT JOIN person p ON p.id = v.made_by_id
     WHERE v.policy_id = $1 ORDER BY v.number DESC`,
    [policyId],
  )

/** How many people are booked on coming dates under versions of this policy: what an edit leaves as it is. */
export async function bookedUnder(source: Reading, policyId: string, now: Date): Promise<number> {
  const [row] = await source.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM occurrence o JOIN booking b ON b.occurrence_id = o.id AND b.state IN ('requested', 'booked')
     WHERE o.starts_at > $2 AND b.policy_id = $1`,
    [policyId, now],
  )
  return row!.count
}

/** The agency groups there are, by name. */
export async function agencyGroups(source: Reading): Promise<string[]> {
  const rows = await source.query<{ name: string }[]>('SELECT DISTINCT agency_group AS name FROM agency ORDER BY 1')
  return rows.map(row => row.name)
}
