import type { DataSource } from 'typeorm'

/** A course's waiting list as one person sees it. */
export interface WaitingListPage {
  courseId: string
  courseKey: string
  courseTitle: string
  retired: boolean
  kind: string
  waiting: number
  /** The person's own entry; null: they do not wait. */
  mine: { id: string; position: number; occurrenceIds: string[]; joinedAt: string } | null
  dates: { id: string; startsAt: Date; endsAt: Date; venue: string; placesLeft: number }[]
}

type Row = Omit<WaitingListPage, 'dates'> & { dates: { id: string; startsAt: string; endsAt: string; venue: string; placesLeft: number }[] }

const PAGE = `
  SELECT c.id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", c.retired, c.kind,
    (SELECT count(*)::int FROM waiting_entry w WHERE w.course_id = c.id AND w.ended_at IS NULL) AS waiting,
    (SELECT json_build_object('id', m.id, 'joinedAt', m.joined_at, 'occurrenceIds', m.occurrence_ids, 'position',
        (SELECT count(*) FROM waiting_entry a WHERE a.course_id = c.id AND a.ended_at IS NULL AND a.number <= m.number))
      FROM waiting_entry m WHERE m.course_id = c.id AND m.person_id = $2 AND m.ended_at IS NULL) AS mine,
    coalesce((SELECT json_agg(json_build_object('id', o.id, 'startsAt', o.starts_at, 'endsAt', o.ends_at, 'venue', coalesce(v.name, ''),
        'placesLeft', greatest(0, o.places - o.booked - o.held)) ORDER BY o.starts_at)
      FROM occurrence o LEFT JOIN venue v ON v.id = o.venue_id WHERE o.course_id = c.id AND o.cancelled_at IS NULL
        AND least(o.starts_at, coalesce(o.booking_closes_at, o.starts_at)) > $3), '[]') AS dates
  FROM course c WHERE c.key = $1`

/** The list of the course with this key, for this person, with the dates whose booking has not closed. One query. */
export async function waitingListPage(
  database: DataSource,
  courseKey: string,
  personId: string,
  now: Date,
): Promise<WaitingListPage | null> {
  const [row] = await database.query<Row[]>(PAGE, [courseKey, personId, now])
  if (!row) return null
  return { ...row, dates: row.dates.map(date => ({ ...date, startsAt: new Date(date.startsAt), endsAt: new Date(date.endsAt) })) }
}

export interface OfferPage {
  id: string
  personId: string
  kind: string
  state: string
  runsOutAt: Date
  courseKey: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  venue: string
  onlineUrl: string
}

/** One offer with its date; null when there is none. */
export async function offerPage(database: DataSource, id: string): Promise<OfferPage | null> {
  const rows = await database.query<OfferPage[]>(
    `SELECT f.id, f.person_id AS "personId", f.kind, f.state, f.runs_out_at AS "runsOutAt", c.key AS "courseKey", c.title AS "courseTitle",
       o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.online_url AS "onlineUrl",
       concat_ws(', ', nullif(v.name, ''), nullif(v.address, ''), nullif(v.postcode, '')) AS venue
     FROM offer f JOIN occurrence o ON o.id = f.occurrence_id JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
     WHERE f.id = $1`,
    [id],
  )
  return rows[0] ?? null
}
