import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

export interface ComingRow {
  id: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  venue: string | null
  places: number
  booked: number
  held: number
  waiting: number
  external: boolean
  total: number
}
    AND (NOT $4 OR p.agency_id IS NULL AND p.agency_other IS NOT NULL)

const COMING = `
  SELECT o.id, c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", v.name AS venue, o.places, o.booked, o.held,
    (SELECT count(*)::int FROM waiting_entry w WHERE w.course_id = o.course_id AND w.ended_at IS NULL
      AND (w.occurrence_ids = '{}' OR o.id = ANY(w.occurrence_ids))) AS waiting,
    o.external_url <> '' OR c.kind <> 'scheduled' AS external, count(*) OVER ()::int AS total
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.ends_at > $1 AND o.cancelled_at IS NULL ORDER BY o.starts_at, o.id LIMIT $2 OFFSET $3`

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
  WHERE NOT EXISTS (SELECT 1 FROM unnest($1::text[]) word WHERE p.name || ' ' || p.email NOT ILIKE '%' || word || '%')
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
