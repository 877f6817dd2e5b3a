import type { EntityManager } from 'typeorm'
import { whenInWords } from '../../../shared/dates.js'
import { newId } from '../../../shared/ids.js'
import type { TouchedBooking } from './touched.queries.js'

/** Another date of the course with places to be had, in words; `path`: where it is booked. */
export interface OtherDate {
  when: string
  where: string
  left: number
  path: string
}

const OTHERS = `
  SELECT o.id, o.starts_at AS "startsAt", o.ends_at AS "endsAt", o.places - o.booked - o.held AS "left",
    coalesce(nullif(concat_ws(', ', nullif(v.name, ''), nullif(v.postcode, '')), ''), CASE WHEN o.online_url <> '' THEN 'Online' ELSE 'To be confirmed' END) AS where
  FROM occurrence o LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.course_id = $1 AND NOT (SELECT retired FROM course WHERE id = $1) AND o.id <> $2 AND o.cancelled_at IS NULL AND NOT o.draft AND o.external_url = '' AND o.places > o.booked + o.held
    AND least(o.starts_at, coalesce(o.booking_closes_at, o.starts_at)) > $3 AND coalesce(o.booking_opens_at <= $3, true)
  ORDER BY o.starts_at, o.id`

/** The course's other dates that can be booked now, in order of time. */
export async function otherDates(
  tx: Pick<EntityManager, 'query'>,
  courseId: string,
  occurrenceId: string,
  now: Date,
): Promise<OtherDate[]> {
  type Row = { id: string; startsAt: Date; endsAt: Date; left: number; where: string }
  const rows = await tx.query<Row[]>(OTHERS, [courseId, occurrenceId, now])
  return rows.map(({ id, startsAt, endsAt, left, where }) => ({
    when: whenInWords(startsAt, endsAt),
    where,
    left,
    path: `/occurrences/${id}/book`,
  }))
}

// The list may have no row yet. Whoever waits already keeps their entry, but comes to the head with it.
const QUEUE = `
  WITH people AS (SELECT p.*, row_number() OVER (ORDER BY p.place)::int AS place_from_one
    FROM jsonb_to_recordset($2::jsonb) AS p(id uuid, "personId" uuid, "agencyId" uuid, place int)),
  list AS (
    INSERT INTO waiting_list (course_id, last_number) SELECT $1, count(*)::int FROM people
    ON CONFLICT (course_id) DO UPDATE SET last_number = waiting_list.last_number + EXCLUDED.last_number
    RETURNING last_number - (SELECT count(*)::int FROM people) AS before)
  INSERT INTO waiting_entry (id, course_id, person_id, agency_id, number, displaced, joined_at)
  SELECT p.id, $1, p."personId", p."agencyId", list.before + p.place_from_one, true, $3 FROM people p, list
  ON CONFLICT (person_id, course_id) WHERE ended_at IS NULL DO UPDATE SET displaced = true`

/** Puts these people at the head of the course's queue, for any date, in the order given. */
export async function headTheQueue(tx: EntityManager, courseId: string, people: TouchedBooking[], now: Date): Promise<void> {
  if (people.length === 0) return
  const rows = people.map(({ personId, agencyId }, place) => ({ id: newId(), personId, agencyId, place }))
  await tx.query(QUEUE, [courseId, JSON.stringify(rows), now])
}
