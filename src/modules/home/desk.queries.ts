import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

export interface PersonRow {
  id: string
  name: string
  email: string
  agency: string | null
  jobRole: string
  total: number
}

const PEOPLE = `
  SELECT p.id, p.name, p.email, coalesce(a.name, p.agency_other) AS agency, p.job_role AS "jobRole", count(*) OVER ()::int AS total
  FROM person p LEFT JOIN agency a ON a.id = p.agency_id
  WHERE p.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM unnest($1::text[]) word WHERE p.name || ' ' || p.email NOT ILIKE '%' || word || '%')
    AND (NOT $4 OR p.agency_id IS NULL AND p.agency_other IS NOT NULL)
  ORDER BY p.name, p.id LIMIT $2 OFFSET $3`

/** What the desk reads across modules. */
@Injectable()
export class HomeDeskQueries {
  constructor(private readonly database: DataSource) {}

  /** People whose name or e-mail address holds every one of the words, in order of name; `unplaced`: only those whose agency is in no list yet. */
  people(words: readonly string[], limit: number, offset: number, unplaced = false): Promise<PersonRow[]> {
    return this.database.query(PEOPLE, [words.map(escapeLike), limit, offset, unplaced])
  }
}

/** A word for LIKE, its signs taken as signs. */
export const escapeLike = (word: string): string => word.replace(/[\\%_]/g, '\\$&')
