import type { EntityManager } from 'typeorm'
import type { Delivered, DeliveredSession } from '../rules/delivery-change.js'

const VENUE = `concat_ws(', ', nullif(v.name, ''), nullif(v.address, ''), nullif(v.postcode, ''))`
const DELIVERED = `
  SELECT o.course_id AS "courseId", o.online_url AS "onlineUrl", ${VENUE} AS venue, t.venue AS "newVenue",
    coalesce(r.name, '') AS room, coalesce((SELECT name FROM venue_room WHERE id = $3), '') AS "newRoom",
    (SELECT coalesce(json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number), '[]')
     FROM session s WHERE s.occurrence_id = o.id) AS sessions
  FROM occurrence o LEFT JOIN venue v ON v.id = o.venue_id LEFT JOIN venue_room r ON r.id = o.room_id
    LEFT JOIN LATERAL (SELECT ${VENUE} AS venue FROM venue v WHERE v.id = $2) t ON true
  WHERE o.id = $1`

interface Row {
  courseId: string
  onlineUrl: string
  venue: string
  newVenue: string | null
  room: string
  newRoom: string
  sessions: { startsAt: string; endsAt: string }[]
}

/** When and where an occurrence is held now, and as it is to be; `sittings` null: its times stay. */
export async function deliveredBeforeAndAfter(
  tx: EntityManager,
  occurrenceId: string,
  to: { venueId: string | null; roomId: string | null; onlineUrl: string; sittings: DeliveredSession[] | null },
): Promise<{ courseId: string; before: Delivered; after: Delivered }> {
  const [row] = await tx.query<[Row]>(DELIVERED, [occurrenceId, to.venueId, to.roomId])
  const sessions = row.sessions.map(({ startsAt, endsAt }) => ({ startsAt: new Date(startsAt), endsAt: new Date(endsAt) }))
  const { courseId, venue, room, onlineUrl, newVenue, newRoom } = row
  const after = { sessions: to.sittings ?? sessions, venue: newVenue ?? '', room: newRoom, onlineUrl: to.onlineUrl }
  return { courseId, before: { sessions, venue, room, onlineUrl }, after }
}
