import type { DataSource } from 'typeorm'

export const AGENCY_PAGE_SIZE = 50

/** A colleague's place on a date to come. */
export interface AgencyPlace {
  personName: string
  jobRole: string
  courseKey: string
  courseTitle: string
  reference: string
  /** It waits for a line manager. */
  requested: boolean
  startsAt: Date
  endsAt: Date
}

export interface AgencyPlaces {
  name: string
  /** Places to come, on all pages. */
  total: number
  places: AgencyPlace[]
  waiting: { personName: string; courseKey: string; courseTitle: string; position: number }[]
}

const COMING = `FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id JOIN person p ON p.id = b.person_id
  WHERE b.agency_id = $1 AND b.state IN ('requested', 'booked') AND o.ends_at > $2 AND o.cancelled_at IS NULL`

/** One page of an agency's places to come in order of time, and everybody of it who waits. Three queries. */
export async function agencyPlaces(database: DataSource, agencyId: string, now: Date, page: number): Promise<AgencyPlaces> {
  const [[agency], places, waiting] = await Promise.all([
    database.query<{ name: string; total: number }[]>(
      `SELECT a.name, (SELECT count(*)::int ${COMING}) AS total FROM agency a WHERE a.id = $1`,
      [agencyId, now],
    ),
    database.query<AgencyPlace[]>(
      `SELECT p.name AS "personName", p.job_role AS "jobRole", c.key AS "courseKey", c.title AS "courseTitle", b.reference,
         b.state = 'requested' AS requested,
         o.starts_at AS "startsAt", o.ends_at AS "endsAt" ${COMING} ORDER BY o.starts_at, p.name, b.id LIMIT $3 OFFSET $4`,
      [agencyId, now, AGENCY_PAGE_SIZE, (page - 1) * AGENCY_PAGE_SIZE],
    ),
    database.query<AgencyPlaces['waiting']>(
      `SELECT p.name AS "personName", c.key AS "courseKey", c.title AS "courseTitle",
         (SELECT count(*)::int FROM waiting_entry a WHERE a.course_id = w.course_id AND a.ended_at IS NULL AND (NOT a.displaced, a.number) <= (NOT w.displaced, w.number)) AS position
       FROM waiting_entry w JOIN person p ON p.id = w.person_id JOIN course c ON c.id = w.course_id
       WHERE w.agency_id = $1 AND w.ended_at IS NULL ORDER BY c.title, w.number`,
      [agencyId],
    ),
  ])
  return { name: agency?.name ?? '', total: agency?.total ?? 0, places, waiting }
}
