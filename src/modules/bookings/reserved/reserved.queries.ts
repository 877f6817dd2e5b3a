import type { DataSource, EntityManager } from 'typeorm'

/** Reserved places of a date, as the desk shows them. */
export interface ReservedRow {
  id: string
  agencyId: string
  agency: string
  places: number
  unused: number
  returnsAt: Date
  returnedAt: Date | null
}

const OF_DATE = `
  SELECT r.id, r.agency_id AS "agencyId", a.name AS agency, r.places, r.unused, r.returns_at AS "returnsAt", r.returned_at AS "returnedAt"
  FROM reserved_places r JOIN agency a ON a.id = r.agency_id WHERE r.occurrence_id = $1 ORDER BY r.returned_at NULLS FIRST, lower(a.name), r.id`

/** Every agency that has or had places of a date reserved, those of now first. */
export const reservedOf = (database: DataSource | EntityManager, occurrenceId: string): Promise<ReservedRow[]> =>
  database.query(OF_DATE, [occurrenceId])

/** A date of which an agency may still use reserved places. */
export interface ReservedDate {
  occurrenceId: string
  courseKey: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  unused: number
  returnsAt: Date
}

const OF_AGENCY = `
  SELECT o.id AS "occurrenceId", c.key AS "courseKey", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", r.unused,
    r.returns_at AS "returnsAt"
  FROM reserved_places r JOIN occurrence o ON o.id = r.occurrence_id JOIN course c ON c.id = o.course_id
  WHERE r.agency_id = $1 AND r.returned_at IS NULL AND r.unused > 0 AND r.returns_at > $2 AND o.starts_at > $2 AND o.cancelled_at IS NULL AND NOT o.draft
  ORDER BY o.starts_at, o.id`

/** What is reserved for an agency and not booked yet, in order of time. */
export const reservedFor = (database: DataSource | EntityManager, agencyId: string, now: Date): Promise<ReservedDate[]> =>
  database.query(OF_AGENCY, [agencyId, now])
