import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

/** What a program asks of the programme; null: not narrowed. `after`: the last row it has had. */
export interface OccurrencesWanted {
  course: string | null
  from: Date
  /** Up to, not including. */
  to: Date | null
  placesLeft: boolean
  after: { startsAt: Date; id: string } | null
  limit: number
}

export interface OccurrenceRow {
  id: string
  courseKey: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  venue: string | null
  places: number
  booked: number
  held: number
  opensAt: Date | null
  closesAt: Date | null
  waiting: number
  external: boolean
  externalUrl: string
}

const OCCURRENCES = `
  SELECT o.id, c.key AS "courseKey", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", v.name AS venue,
    o.places, o.booked, o.held, o.booking_opens_at AS "opensAt", o.booking_closes_at AS "closesAt",
    (SELECT count(*)::int FROM waiting_entry w WHERE w.course_id = o.course_id AND w.ended_at IS NULL
      AND (w.occurrence_ids = '{}' OR o.id = ANY(w.occurrence_ids))) AS waiting,
    o.external_url <> '' OR c.kind <> 'scheduled' AS external, coalesce(nullif(o.external_url, ''), c.external_url) AS "externalUrl"
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.cancelled_at IS NULL AND NOT o.draft AND NOT c.retired AND o.starts_at >= $1 AND ($2::timestamptz IS NULL OR o.starts_at < $2)
    AND ($3::text IS NULL OR c.key = $3)
    AND (NOT $4 OR (o.booked + o.held < o.places AND o.external_url = '' AND c.kind = 'scheduled'))
    AND ($5::timestamptz IS NULL OR (o.starts_at, o.id) > ($5, $6::uuid))
  ORDER BY o.starts_at, o.id LIMIT $7`

@Injectable()
export class OccurrencesQueries {
  constructor(private readonly database: DataSource) {}

  /** Published occurrences of courses on offer that are not cancelled, in order of time. */
  list({ course, from, to, placesLeft, after, limit }: OccurrencesWanted): Promise<OccurrenceRow[]> {
    return this.database.query(OCCURRENCES, [from, to, course, placesLeft, after?.startsAt ?? null, after?.id ?? null, limit])
  }
}
