import { Injectable } from '@nestjs/common'
import { DataSource, type EntityManager } from 'typeorm'
import type { BookingState } from '../bookings/rules/booking-states.js'
import { holds, type Who } from '../../web/access.js'
import type { Mark } from '../bookings/rules/register.js'

/** The occurrence whose register this is. Its sessions are in order of time, numbered from 1. */
export interface RegisterOccurrence {
  id: string
  courseId: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  venue: string | null
  onlineUrl: string
  cancelledAt: Date | null
  registerClosedAt: Date | null
  sessions: { number: number; startsAt: Date; endsAt: Date }[]
}

/** Somebody on the register: whoever has a booking that is neither cancelled nor waits for approval, and the walk-ins. `marks` by session number. */
export interface RegisterRow {
  bookingId: string
  personId: string
  name: string
  agency: string | null
  walkIn: boolean
  state: BookingState
  access: string
  dietary: string
  /** They said that they are still coming, to this very date. */
  coming: boolean
  marks: Partial<Record<number, Mark>>
}

export interface RegisterSheet {
  occurrence: RegisterOccurrence
  rows: RegisterRow[]
  /** Bookings that ended cancelled: not on the register, but part of its sums. */
  cancelled: number
}

/** How long the occurrence's row is held: `share` while marks are written, `update` while the register is closed or reopened. */
export type Hold = 'share' | 'update'

type Reading = Pick<EntityManager, 'query'> | Pick<DataSource, 'query'>

const OCCURRENCE = `
  SELECT o.id, o.course_id AS "courseId", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", nullif(concat_ws(', ', (SELECT name FROM venue_room WHERE id = o.room_id), v.name), '') AS venue,
    o.online_url AS "onlineUrl", o.cancelled_at AS "cancelledAt", o.register_closed_at AS "registerClosedAt",
    coalesce((SELECT json_agg(json_build_object('number', s.number, 'startsAt', s.starts_at, 'endsAt', s.ends_at) ORDER BY s.number)
      FROM session s WHERE s.occurrence_id = o.id), '[]') AS sessions,
    (SELECT count(*)::int FROM booking b WHERE b.occurrence_id = o.id AND b.state = 'cancelled') AS cancelled
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.id = $1 AND NOT o.draft AND ($2 OR EXISTS (SELECT 1 FROM occurrence_trainer t JOIN trainer r ON r.id = t.trainer_id
    WHERE t.occurrence_id = o.id AND r.person_id = $3))`

const LOCK: Record<Hold, string> = { share: ' FOR SHARE OF o', update: ' FOR UPDATE OF o' }

const ROWS = `
  SELECT b.id AS "bookingId", b.person_id AS "personId", p.name, coalesce(a.name, p.agency_other) AS agency, b.walk_in AS "walkIn",
    b.state, coalesce(n.access, '') AS access, coalesce(n.dietary, '') AS dietary,
    coalesce(b.coming_for = o.starts_at, false) AS coming,
    coalesce((SELECT json_object_agg(s.number, m.mark) FROM register_mark m JOIN session s ON s.id = m.session_id
      WHERE m.booking_id = b.id), '{}') AS marks
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN person p ON p.id = b.person_id LEFT JOIN agency a ON a.id = b.agency_id
    LEFT JOIN need n ON n.booking_id = b.id
  WHERE b.occurrence_id = $1 AND b.state NOT IN ('cancelled', 'requested')
  ORDER BY b.walk_in, lower(p.name), b.id`

const CHANGES = `
  SELECT c.change, c.at, c.reason, p.name AS by FROM register_change c JOIN person p ON p.id = c.by_id
  WHERE c.occurrence_id = $1 ORDER BY c.at, c.id`

interface FoundOccurrence extends RegisterOccurrence {
  cancelled: number
  sessions: { number: number; startsAt: Date | string; endsAt: Date | string }[] & RegisterOccurrence['sessions']
}

/** Reads registers, for their trainers and the administrators only: to everybody else an occurrence's register is not there. */
@Injectable()
export class RegisterQueries {
  constructor(private readonly database: DataSource) {}

  /** The register as it stands; null when there is no such occurrence or it is not this person's. Two queries. */
  async sheet(occurrenceId: string, who: Who, tx: Reading = this.database): Promise<RegisterSheet | null> {
    const occurrence = await this.occurrence(tx, occurrenceId, who, '')
    return occurrence && this.withRows(tx, occurrence)
  }

  /** The same inside a transaction, with the occurrence's row held until its end. */
  async lockedSheet(tx: EntityManager, occurrenceId: string, who: Who, hold: Hold): Promise<RegisterSheet | null> {
    const occurrence = await this.occurrence(tx, occurrenceId, who, LOCK[hold])
    return occurrence && this.withRows(tx, occurrence)
  }

  /** Each closing and reopening, in order of time. */
  changes(occurrenceId: string): Promise<{ change: 'closed' | 'reopened'; at: Date; reason: string; by: string }[]> {
    return this.database.query(CHANGES, [occurrenceId])
  }

  /** The agencies that somebody new may be said to come from. */
  agencies(): Promise<{ id: string; name: string }[]> {
    return this.database.query('SELECT id, name FROM agency WHERE listed ORDER BY lower(name), key')
  }

  private async occurrence(tx: Reading, id: string, who: Who, lock: string): Promise<FoundOccurrence | null> {
    const [found]: FoundOccurrence[] = await tx.query(OCCURRENCE + lock, [id, holds(who, 'administrator'), who.id])
    if (!found) return null
    const sessions = found.sessions.map(s => ({ number: s.number, startsAt: new Date(s.startsAt), endsAt: new Date(s.endsAt) }))
    return { ...found, sessions }
  }

  private async withRows(tx: Reading, { cancelled, ...occurrence }: FoundOccurrence): Promise<RegisterSheet> {
    return { occurrence, rows: await tx.query(ROWS, [occurrence.id]), cancelled }
  }
}
