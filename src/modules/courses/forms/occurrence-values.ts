import type { DataSource, EntityManager } from 'typeorm'
import { londonDate, londonTime } from '../../../shared/dates.js'
import type { OccurrenceForm } from './delivery.form.js'
import type { TypedSession } from '../rules/event-times.js'

/** An occurrence's form. Sessions are written `2026-03-10 09:30 16:00`, so that two versions can be compared. */
export type OccurrenceValues = { [Field in keyof OccurrenceForm]: OccurrenceForm[Field] } & { sessions: string[] }

export interface StoredOccurrence {
  id: string
  version: number
  eventId: string
  courseId: string
  courseKey: string
  courseTitle: string
  external: boolean
  startsAt: Date
  booked: number
  held: number
  overbooked: number
  cancelledAt: Date | null
  registerClosedAt: Date | null
  draft: boolean
  confirmedAt: Date | null
  /** Why it is held in spite of a clash; empty: there was none. */
  clashReason: string
  values: OccurrenceValues
}

type Row = Omit<StoredOccurrence, 'values'> & {
  venue: string
  room: string
  onlineUrl: string
  externalUrl: string
  joiningDetails: string
  places: string
  fewest: string
  decideOn: string
  trainers: string[]
  opensAt: Date | null
  closesAt: Date | null
  sessions: { startsAt: string; endsAt: string }[]
}

const STORED = `
  SELECT o.id, o.version, o.event_id AS "eventId", c.id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", c.kind = 'external' AS external, o.starts_at AS "startsAt",
    o.booked, o.held, o.overbooked, o.cancelled_at AS "cancelledAt", o.register_closed_at AS "registerClosedAt",
    coalesce(v.key, '') AS venue,
    coalesce((SELECT v.key || '/' || r.name FROM venue_room r WHERE r.id = o.room_id), '') AS room, o.online_url AS "onlineUrl", o.external_url AS "externalUrl", o.joining_details AS "joiningDetails", o.places::text AS places,
    coalesce(o.fewest::text, '') AS fewest, coalesce(o.decide_on::text, '') AS "decideOn", o.draft, o.confirmed_at AS "confirmedAt", o.clash_reason AS "clashReason",
    o.booking_opens_at AS "opensAt", o.booking_closes_at AS "closesAt",
    ARRAY(SELECT t.key FROM occurrence_trainer x JOIN trainer t ON t.id = x.trainer_id WHERE x.occurrence_id = o.id ORDER BY t.key) AS trainers,
    (SELECT coalesce(json_agg(json_build_object('startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number), '[]')
     FROM session s WHERE s.occurrence_id = o.id) AS sessions
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id WHERE o.id = $1`

/** The occurrence of an id, or null. Inside a transaction `lock` keeps others from changing it until the end. */
export async function storedOccurrence(source: DataSource | EntityManager, id: string, lock = false): Promise<StoredOccurrence | null> {
  // Locked in a statement of its own: one that waits for the lock goes on with what it saw of other tables before it waited.
  if (lock) await source.query('SELECT 1 FROM occurrence WHERE id = $1 FOR UPDATE', [id])
  const [row] = await source.query<Row[]>(STORED, [id])
  if (!row) return null
  const { venue, room, onlineUrl, externalUrl, joiningDetails, places, fewest, decideOn, trainers, opensAt, closesAt, sessions, ...rest } =
    row
  const [opensDay, opensTime] = typedMoment(opensAt)
  const [closesDay, closesTime] = typedMoment(closesAt)
  const typed = sessions.map(({ startsAt, endsAt }) => sessionLine(sessionOf(new Date(startsAt), new Date(endsAt))))
  const delivery = { venue, room, onlineUrl, externalUrl, joiningDetails, places, fewest, decideOn, trainers }
  const values = { ...delivery, opensDay, opensTime, closesDay, closesTime, sessions: typed }
  return { ...rest, values }
}

const typedMoment = (at: Date | null): [string, string] => (at ? [londonDate(at), londonTime(at)] : ['', ''])
const sessionOf = (start: Date, end: Date): TypedSession => ({ day: londonDate(start), start: londonTime(start), end: londonTime(end) })

export const sessionLine = ({ day, start, end }: TypedSession): string => `${day} ${start} ${end}`

export function sessionOfLine(line: string): TypedSession {
  const [day = '', start = '', end = ''] = line.split(' ')
  return { day, start, end }
}

/** What each field is called, for sentences about it. */
export const OCCURRENCE_FIELDS: Record<keyof OccurrenceValues, string> = {
  sessions: 'Sessions',
  venue: 'Venue',
  room: 'Room',
  onlineUrl: 'Meeting link',
  externalUrl: 'Booking page elsewhere',
  joiningDetails: 'Joining details',
  trainers: 'Trainers',
  places: 'Places',
  fewest: 'Fewest people',
  decideOn: 'Day of the decision',
  opensDay: 'Day that booking opens',
  opensTime: 'Time that booking opens',
  closesDay: 'Day that booking closes',
  closesTime: 'Time that booking closes',
}
