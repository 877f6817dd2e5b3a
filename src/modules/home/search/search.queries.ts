import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { londonDayBounds } from '../../../shared/dates.js'
import { escapeLike, HomeDeskQueries, type PersonRow } from '../desk.queries.js'
import type { Sought } from '../rules/desk-search.js'

interface Found {
  total: number
}
export interface FoundBooking extends Found {
  id: string
  reference: string
  state: string
  person: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
}
export interface FoundCourse extends Found {
  key: string
  title: string
  retired: boolean
}
export interface FoundOccurrence extends Found {
  id: string
  courseTitle: string
  startsAt: Date
  endsAt: Date
  venue: string | null
  cancelled: boolean
  draft: boolean
}

/** What was found of each kind, the likeliest first; `total` on each row is how many there are. */
export interface FoundAtDesk {
  bookings: FoundBooking[]
  people: PersonRow[]
  courses: FoundCourse[]
  occurrences: FoundOccurrence[]
}

const BOOKINGS = `
  SELECT b.id, b.reference, b.state, p.name AS person, c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
    count(*) OVER ()::int AS total
  FROM booking b JOIN person p ON p.id = b.person_id JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id
  WHERE b.reference LIKE $1 || '%' ORDER BY o.starts_at DESC, b.reference LIMIT $2`

const COURSES = `
  SELECT c.key, c.title, c.retired, count(*) OVER ()::int AS total FROM course c
  WHERE NOT EXISTS (SELECT 1 FROM unnest($1::text[]) word WHERE c.title || ' ' || c.key NOT ILIKE '%' || word || '%')
  ORDER BY c.retired, c.title LIMIT $2`

// Those to come first, the nearest first; then those past, the latest first.
const OCCURRENCES = `
  SELECT o.id, c.title AS "courseTitle", o.starts_at AS "startsAt", o.ends_at AS "endsAt", v.name AS venue, o.cancelled_at IS NOT NULL AS cancelled, o.draft,
    count(*) OVER ()::int AS total
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE NOT EXISTS (SELECT 1 FROM unnest($1::text[]) word WHERE c.title || ' ' || coalesce(v.name, '') NOT ILIKE '%' || word || '%')
    AND ($3::timestamptz IS NULL OR o.starts_at < $4 AND o.ends_at > $3)
  ORDER BY o.ends_at < $5, abs(extract(epoch FROM o.starts_at - $5)), o.id LIMIT $2`

/** Finds anything at the desk by what was typed. */
@Injectable()
export class SearchQueries {
  constructor(
    private readonly database: DataSource,
    private readonly desk: HomeDeskQueries,
  ) {}

  /** Up to `most` of each kind. A reference is looked for among bookings only; a day among occurrences only, with the words beside it. */
  async find({ reference, day, words }: Sought, now: Date, most: number): Promise<FoundAtDesk> {
    const texts = words.map(escapeLike)
    const nobody = reference !== null || words.length === 0
    const bounds = day ? londonDayBounds(day) : null
    const [bookings, people, courses, occurrences] = await Promise.all([
      reference ? this.database.query<FoundBooking[]>(BOOKINGS, [reference, most]) : [],
      nobody || day ? [] : this.desk.people(words, most, 0),
      nobody || day ? [] : this.database.query<FoundCourse[]>(COURSES, [texts, most]),
      nobody && !day
        ? []
        : this.database.query<FoundOccurrence[]>(OCCURRENCES, [texts, most, bounds?.start ?? null, bounds?.end ?? null, now]),
    ])
    return { bookings, people, courses, occurrences }
  }
}
