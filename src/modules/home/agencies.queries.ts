import type { DataSource, EntityManager } from 'typeorm'
import type { AgencyForm } from './forms/agency.form.js'

export type AgencyValues = { [Field in keyof AgencyForm]: AgencyForm[Field] }

/** An agency as its form shows it, with the version it has. */
export interface StoredAgency {
  key: string
  version: number
  values: AgencyValues
}

const STORED = `
  SELECT key, version, name, agency_group AS "group", CASE WHEN listed THEN 'yes' ELSE '' END AS listed,
    CASE WHEN needs_approval THEN 'yes' ELSE '' END AS "needsApproval", CASE WHEN leads_approve THEN 'yes' ELSE '' END AS "leadsApprove", copies
  FROM agency WHERE key = $1`

/** The agency of a key, or null. Inside a transaction `lock` keeps others from changing it until the end. */
export async function storedAgency(source: DataSource | EntityManager, key: string, lock = false): Promise<StoredAgency | null> {
  const [row] = await source.query<(Omit<StoredAgency, 'values'> & AgencyValues)[]>(lock ? `${STORED} FOR UPDATE` : STORED, [key])
  if (!row) return null
  const { key: own, version, ...values } = row
  return { key: own, version, values }
}

export interface AgencyListed {
  key: string
  name: string
  group: string
  listed: boolean
  needsApproval: boolean
  people: number
}

/** Every agency, by group and name. There are some hundreds of them, which is one page. */
export const agencies = (database: DataSource): Promise<AgencyListed[]> =>
  database.query(
    `SELECT a.key, a.name, a.agency_group AS "group", a.listed, a.needs_approval AS "needsApproval", coalesce(n.people, 0)::int AS people
     FROM agency a LEFT JOIN (SELECT agency_id, count(*) AS people FROM person GROUP BY agency_id) n ON n.agency_id = a.id
     ORDER BY lower(a.agency_group), lower(a.name), a.key`,
  )

/** The agency groups that there are, by name. */
export const agencyGroups = async (database: DataSource): Promise<string[]> => {
  const rows = await database.query<{ group: string }[]>('SELECT DISTINCT agency_group AS "group" FROM agency ORDER BY 1')
  return rows.map(row => row.group)
}

/** What each field is called, for sentences about it. */
export const AGENCY_FIELDS: Record<keyof AgencyValues, string> = {
  name: 'Name',
  group: 'Agency group',
  listed: 'Listed at registration',
  needsApproval: 'Line managers approve first',
  leadsApprove: 'Training leads may approve',
  copies: 'What line managers are told',
}
