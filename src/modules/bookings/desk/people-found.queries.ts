import type { DataSource } from 'typeorm'

/** Somebody whom the desk looked for. */
export interface FoundPerson {
  id: string
  name: string
  email: string
  agency: string | null
}

const FOUND = `
  SELECT p.id, p.name, p.email, coalesce(a.name, p.agency_other) AS agency FROM person p LEFT JOIN agency a ON a.id = p.agency_id
  WHERE p.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM unnest($1::text[]) word WHERE p.name || ' ' || p.email NOT ILIKE '%' || word || '%')
    AND ($2::uuid IS NULL OR p.agency_id = $2)
  ORDER BY lower(p.name), p.id LIMIT $3`
const MOST_FOUND = 10

/** The accounts in whose name or address every word stands, at most ten; of one agency, or of all. */
export async function peopleFound(database: DataSource, q: string, agencyId: string | null = null): Promise<FoundPerson[]> {
  const words = q.slice(0, 200).split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const escaped = words.map(word => word.replace(/[\\%_]/g, sign => `\\${sign}`))
  return database.query(FOUND, [escaped, agencyId, MOST_FOUND])
}
