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
  mine: { id: string; position: number; occurrenceIds: string[] } | null
  /** The place offered to them, to be answered. */
  offer: { id: string; kind: string; runsOutAt: Date; startsAt: Date; endsAt: Date } | null
  /** Their live booking on the course: who has one does not wait. */
  bookingId: string | null
  needs: { key: string; title: string }[]
  dates: { id: string; startsAt: Date; endsAt: Date; venue: string; placesLeft: number }[]
}

type AsText<Facts> = { [Name in keyof Facts]: Facts[Name] extends Date ? string : Facts[Name] }
interface Row extends Omit<WaitingListPage, 'dates' | 'offer'> {
  dates: AsText<WaitingListPage['dates'][number]>[]
  offer: AsText<NonNullable<WaitingListPage['offer']>> | null
}

const PAGE = `
  SELECT c.id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", c.retired, c.kind,
    (SELECT count(*)::int FROM waiting_entry w WHERE w.course_id = c.id AND w.ended_at IS NULL) AS waiting,
    (SELECT json_build_object('id', m.id, 'occurrenceIds', m.occurrence_ids, 'position',
        (SELECT count(*) FROM waiting_entry a WHERE a.course_id = c.id AND a.ended_at IS NULL AND (NOT a.displaced, a.number) <= (NOT m.displaced, m.number)))
      FROM waiting_entry m WHERE m.course_id = c.id AND m.person_id = $2 AND m.ended_at IS NULL) AS mine,
    (SELECT json_build_object('id', f.id, 'kind', f.kind, 'runsOutAt', f.runs_out_at, 'startsAt', o.starts_at, 'endsAt', o.ends_at)
      FROM offer f JOIN waiting_entry m ON m.id = f.entry_id JOIN occurrence o ON o.id = f.occurrence_id
      WHERE f.person_id = $2 AND m.course_id = c.id AND m.ended_at IS NULL AND f.state = 'open' AND f.runs_out_at > $3
        AND (f.kind = 'hold' OR o.booked + o.held < o.places) ORDER BY f.kind DESC, f.runs_out_at LIMIT 1) AS offer,
    (SELECT b.id FROM booking b WHERE b.person_id = $2 AND b.course_id = c.id AND b.state IN ('requested', 'booked')
      ORDER BY b.booked_at LIMIT 1) AS "bookingId",
    coalesce((SELECT json_agg(json_build_object('key', r.key, 'title', r.title) ORDER BY r.level, r.key)
      FROM course_prerequisite q JOIN course r ON r.id = q.requires_id WHERE q.course_id = c.id), '[]') AS needs,
    coalesce((SELECT json_agg(json_build_object('id', o.id, 'startsAt', o.starts_at, 'endsAt', o.ends_at, 'venue', coalesce(v.name, ''),
        'placesLeft', greatest(0, o.places - o.booked - o.held)) ORDER BY o.starts_at)
      FROM occurrence o LEFT JOIN venue v ON v.id = o.venue_id WHERE o.course_id = c.id AND o.cancelled_at IS NULL AND NOT o.draft
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
  const { dates, offer } = row
  return {
    ...row,
    dates: dates.map(date => ({ ...date, ...times(date) })),
    offer: offer && { ...offer, ...times(offer), runsOutAt: new Date(offer.runsOutAt) },
  }
}

const times = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) })

export interface OfferPage {
  id: string
  occurrenceId: string
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
  placesLeft: number
}

/** One offer with its date; null when there is none. */
export async function offerPage(database: DataSource, id: string): Promise<OfferPage | null> {
  const rows = await database.query<OfferPage[]>(
    `SELECT f.id, f.occurrence_id AS "occurrenceId", f.person_id AS "personId", f.kind, f.state, f.runs_out_at AS "runsOutAt", c.key AS "courseKey", c.title AS "courseTitle",
       o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.online_url AS "onlineUrl", greatest(0, o.places - o.booked - o.held) AS "placesLeft",
       concat_ws(', ', (SELECT name FROM venue_room WHERE id = o.room_id), nullif(v.name, ''), nullif(v.address, ''), nullif(v.postcode, '')) AS venue
     FROM offer f JOIN occurrence o ON o.id = f.occurrence_id JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
     WHERE f.id = $1`,
    [id],
  )
  return rows[0] ?? null
}
