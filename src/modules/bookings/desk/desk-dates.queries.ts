import type { DataSource } from 'typeorm'

/** Another date of a course to which somebody may be moved. */
export interface DateToMoveTo {
  id: string
  startsAt: Date
  endsAt: Date
  where: string
  places: number
  booked: number
  held: number
  /** Booking is not open now, though the course has not begun. */
  closed: boolean
}

/** Somebody with a place on another date of the course. */
export interface PlaceToSwap {
  id: string
  reference: string
  name: string
  agency: string | null
  occurrenceId: string
  startsAt: Date
  endsAt: Date
}

const DATES = `
  SELECT o.id, o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.places, o.booked, o.held,
    coalesce(v.name, CASE WHEN o.online_url <> '' THEN 'Online' ELSE 'To be confirmed' END) AS where,
    (coalesce(o.booking_closes_at <= $3, false) OR coalesce(o.booking_opens_at > $3, false)) AS closed
  FROM occurrence o LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.course_id = $1 AND o.id <> $2 AND o.cancelled_at IS NULL AND NOT o.draft AND o.external_url = '' AND o.starts_at > $3
  ORDER BY o.starts_at, o.id`

const PLACES = `
  SELECT b.id, b.reference, p.name, coalesce(a.name, p.agency_other) AS agency, o.id AS "occurrenceId", o.starts_at AS "startsAt", o.ends_at AS "endsAt"
  FROM occurrence o JOIN booking b ON b.occurrence_id = o.id AND b.state IN ('requested', 'booked') AND NOT b.walk_in
    JOIN person p ON p.id = b.person_id LEFT JOIN agency a ON a.id = b.agency_id
  WHERE o.course_id = $1 AND o.id <> $2 AND o.cancelled_at IS NULL AND o.starts_at > $3 ORDER BY o.starts_at, o.id, lower(p.name), b.id LIMIT 1000`

/** The dates to come of a course, but for one, in order of time; full and closed ones too. */
export const datesToMoveTo = (database: DataSource, courseId: string, but: string, now: Date): Promise<DateToMoveTo[]> =>
  database.query(DATES, [courseId, but, now])

/** Who has a place on those dates. */
export const placesToSwap = (database: DataSource, courseId: string, but: string, now: Date): Promise<PlaceToSwap[]> =>
  database.query(PLACES, [courseId, but, now])
