import type { EntityManager } from 'typeorm'
import { longMoment } from '../../../shared/dates.js'
import { type HeldThere, type Limits, tooSmallFor } from '../rules/venue-limits.js'
import { roomOfLine, type StoredVenue, type VenueValues } from './venue-values.js'

/** A coming date that a change touches, as the page that asks shows it. */
export interface TouchedDate {
  id: string
  courseTitle: string
  when: string
  places: number
  booked: number
  /** Where the place is too small: how many it will hold. */
  limit: number | null
}

/** What is said before a venue is saved. `key`: what it was told on. */
export interface VenueWarning {
  tooSmall: TouchedDate[]
  staying: TouchedDate[]
  key: string
}

interface Row extends HeldThere {
  id: string
  courseTitle: string
  startsAt: Date
  booked: number
}

const COMING = `
  SELECT o.id, c.title AS "courseTitle", o.starts_at AS "startsAt", o.places, o.booked, o.room_id AS "roomId"
  FROM occurrence o JOIN course c ON c.id = o.course_id
  WHERE o.venue_id = $1 AND o.starts_at > $2 AND o.cancelled_at IS NULL ORDER BY o.starts_at, o.id`

/** The coming dates that a venue will be too small for, and on retiring it those that stay there; null where there is nothing to say. */
export async function venueWarning(tx: EntityManager, stored: StoredVenue, values: VenueValues, now: Date): Promise<VenueWarning | null> {
  const dates = await tx.query<Row[]>(COMING, [stored.id, now])
  const shown = (date: Row, limit: number | null): TouchedDate => ({ ...date, when: longMoment(date.startsAt), limit })
  const tooSmall = tooSmallFor(dates, limits(stored.values), limits(values)).map(({ date, limit }) => shown(date, limit))
  const retires = values.retired === 'yes' && stored.values.retired !== 'yes'
  const staying = retires ? dates.map(date => shown(date, null)) : []
  if (tooSmall.length + staying.length === 0) return null
  return { tooSmall, staying, key: JSON.stringify([tooSmall.map(date => [date.id, date.limit]), staying.map(date => date.id)]) }
}

const numberOrNull = (text: string): number | null => (text === '' ? null : Number(text))
const limits = ({ capacity, rooms }: VenueValues): Limits => ({
  capacity: numberOrNull(capacity),
  rooms: new Map(rooms.map(roomOfLine).map(room => [room.id, numberOrNull(room.capacity)])),
})
