import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { CONDITION_SQL, type ConditionRow, keptOn, type KeptOn } from './condition/kept-on.js'
import type { BookingState } from './rules/booking-states.js'

/** One booking as its person sees it in a list. */
export interface MyBooking {
  id: string
  reference: string
  state: BookingState
  walkIn: boolean
  occurrenceId: string
  courseId: string
  courseKey: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  venue: string | null
  onlineUrl: string
  /** The occurrence was cancelled by the organiser. */
  occurrenceCancelled: boolean
  /** Whose approval it waits for, and until when; null: nobody's. */
  waitsFor: { manager: string; until: string } | null
  /** On what the place is kept, as it stands; null: on nothing. */
  condition: KeptOn | null
}

/** One place in a queue; `offer` is a place held for this person, to be answered before `runsOutAt`. */
export interface MyWaiting {
  id: string
  courseId: string
  courseKey: string
  courseTitle: string
  /** From 1: how many wait before, and one. */
  position: number
  joinedAt: Date
  /** The dates the person could make; empty: any. */
  occurrenceIds: string[]
  offer: { id: string; occurrenceId: string; startsAt: Date; endsAt: Date; runsOutAt: Date } | null
}

const BOOKINGS = `
  SELECT b.id, b.reference, b.state, b.walk_in AS "walkIn", b.occurrence_id AS "occurrenceId", b.course_id AS "courseId",
    c.key AS "courseKey", c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", v.name AS venue,
    o.online_url AS "onlineUrl", o.cancelled_at IS NOT NULL AS "occurrenceCancelled",
    (SELECT json_build_object('manager', q.manager_name, 'until', q.runs_out_at) FROM approval q
      WHERE q.booking_id = b.id AND q.state = 'open') AS "waitsFor", ${CONDITION_SQL} AS condition
  FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE b.person_id = $1 ORDER BY o.starts_at, b.id`

const WAITING = `
  SELECT w.id, w.course_id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle", w.joined_at AS "joinedAt",
    w.occurrence_ids AS "occurrenceIds",
    (SELECT count(*)::int FROM waiting_entry a WHERE a.course_id = w.course_id AND a.ended_at IS NULL AND (NOT a.displaced, a.number) <= (NOT w.displaced, w.number)) AS position,
    f.id AS "offerId", f.occurrence_id AS "offerOccurrenceId", f.runs_out_at AS "runsOutAt", o.starts_at AS "startsAt", o.ends_at AS "endsAt"
  FROM waiting_entry w JOIN course c ON c.id = w.course_id
  LEFT JOIN LATERAL (
    SELECT f.id, f.occurrence_id, f.runs_out_at FROM offer f JOIN occurrence g ON g.id = f.occurrence_id
    WHERE f.entry_id = w.id AND f.state = 'open' AND f.runs_out_at > $2 AND (f.kind = 'hold' OR g.booked + g.held < g.places)
    ORDER BY f.kind DESC, f.runs_out_at LIMIT 1) f ON true
  LEFT JOIN occurrence o ON o.id = f.occurrence_id
  WHERE w.person_id = $1 AND w.ended_at IS NULL ORDER BY w.joined_at, w.id`

/** How many people wait: for a course, and for one date of it (those who could make it: any date, or this one by name). */
export interface WhoWaits {
  onCourse(courseId: string): number
  forDate(courseId: string, occurrenceId: string): number
}

const WHO_WAITS = `
  SELECT w.course_id AS "courseId", named.id AS "occurrenceId", count(*)::int AS waiting,
    (SELECT count(*)::int FROM waiting_entry a WHERE a.course_id = w.course_id AND a.ended_at IS NULL) AS people
  FROM waiting_entry w LEFT JOIN LATERAL unnest(w.occurrence_ids) AS named(id) ON true
  WHERE w.ended_at IS NULL GROUP BY w.course_id, named.id`

type WaitingRow = Omit<MyWaiting, 'offer'> & {
  offerId: string | null
  offerOccurrenceId: string
  startsAt: Date
  endsAt: Date
  runsOutAt: Date
}

type BookingRow = Omit<MyBooking, 'condition'> & { condition: ConditionRow | null }

const LIST = (query: string) => `(SELECT coalesce(json_agg(mine), '[]') FROM (${query}) mine)`
const BOTH = `SELECT ${LIST(BOOKINGS)} AS bookings, ${LIST(WAITING)} AS waiting`

/** What other modules may know of bookings and waiting lists. */
@Injectable()
export class BookingsReader {
  constructor(private readonly database: DataSource) {}

  /** Every booking of one person, in order of time; cancelled ones too. */
  async bookingsOf(personId: string): Promise<MyBooking[]> {
    const rows = await this.database.query<BookingRow[]>(BOOKINGS, [personId])
    return rows.map(bookingOf)
  }

  /** `bookingsOf` and `waitingOf` at once, for a page that asks for much besides. */
  async bookingsAndWaitingOf(personId: string, now: Date): Promise<{ bookings: MyBooking[]; waiting: MyWaiting[] }> {
    const [row] = await this.database.query<[{ bookings: BookingRow[]; waiting: WaitingRow[] }]>(BOTH, [personId, now])
    return {
      bookings: row.bookings.map(booking => bookingOf(withDates(booking, ['startsAt', 'endsAt']))),
      waiting: row.waiting.map(entry => entryOf(withDates(entry, ['joinedAt', 'startsAt', 'endsAt', 'runsOutAt']))),
    }
  }

  /** Every queue that the person waits in, with the place offered to them, a held one first. An offer past its time is no offer. */
  async waitingOf(personId: string, now: Date): Promise<MyWaiting[]> {
    const rows: WaitingRow[] = await this.database.query(WAITING, [personId, now])
    return rows.map(entryOf)
  }

  /** How many wait, for each course and for each date. One query, cheap by its index of live entries. */
  async whoWaits(): Promise<WhoWaits> {
    const rows: { courseId: string; occurrenceId: string | null; waiting: number; people: number }[] = await this.database.query(WHO_WAITS)
    const people = new Map<string, number>()
    const forDates = new Map<string, number>()
    for (const { courseId, occurrenceId, waiting } of rows) forDates.set(occurrenceId ?? courseId, waiting)
    for (const row of rows) people.set(row.courseId, row.people)
    return {
      onCourse: courseId => people.get(courseId) ?? 0,
      forDate: (courseId, occurrenceId) => (forDates.get(courseId) ?? 0) + (forDates.get(occurrenceId) ?? 0),
    }
  }
}

const bookingOf = (row: BookingRow): MyBooking => ({ ...row, condition: keptOn(row.condition, row.startsAt) })

const entryOf = ({ offerId, offerOccurrenceId, startsAt, endsAt, runsOutAt, ...entry }: WaitingRow): MyWaiting => ({
  ...entry,
  offer: offerId ? { id: offerId, occurrenceId: offerOccurrenceId, startsAt, endsAt, runsOutAt } : null,
})

/** Instants that came as JSON are texts, or null where there is none. */
function withDates<Row extends object>(row: Row, columns: (keyof Row & string)[]): Row {
  const dates = columns.map(column => [column, row[column] && new Date(row[column] as string)])
  return { ...row, ...Object.fromEntries(dates) } as Row
}
