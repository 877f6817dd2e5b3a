import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { RunsIf } from './rules/viability.js'
import { londonDate } from '../../shared/dates.js'
import type { CourseKind, CourseMode } from './course.entity.js'
import { yearOf } from './rules/priority-years.js'

/** A course as lists and pages show it. `requires`: ids of courses; `days` may be a half. */
export interface ProgrammeCourse {
  id: string
  key: string
  title: string
  summary: string
  kind: CourseKind
  level: number | null
  mode: CourseMode
  audience: string
  days: number
  validMonths: number | null
  externalUrl: string
  retired: boolean
  topic: { key: string; name: string; priority: boolean }
  provider: { key: string; name: string; internal: boolean } | null
  requires: string[]
}

/** A coming occurrence. Its meeting link is left out: only those who are booked may see it. */
export interface ProgrammeOccurrence {
  id: string
  course: ProgrammeCourse
  startsAt: Date
  endsAt: Date
  sessions: { startsAt: Date; endsAt: Date }[]
  venue: { name: string; address: string; postcode: string; room: string | null } | null
  /** Where it is booked, when not here. */
  externalUrl: string
  places: number
  booked: number
  held: number
  opensAt: Date | null
  closesAt: Date | null
  version: number
  /** With how few people it runs, and by when that is decided. */
  runs: RunsIf
}

/** Every course (the retired too), in order of topic and title, and every coming occurrence that is published and not cancelled, in order of time. */
export interface Programme {
  courses: ProgrammeCourse[]
  byId: ReadonlyMap<string, ProgrammeCourse>
  byKey: ReadonlyMap<string, ProgrammeCourse>
  occurrences: ProgrammeOccurrence[]
}

// Instants travel as milliseconds, so that one row of JSON can carry everything.
const ms = (column: string) => `floor(extract(epoch FROM ${column}) * 1000)::bigint`
const COURSES = `
  SELECT c.id, c.key, c.title, c.summary, c.kind, c.level, c.mode, c.audience, c.days::float AS days, c.valid_months AS "validMonths",
    c.external_url AS "externalUrl", c.retired, json_build_object('key', t.key, 'name', t.name, 'priority',
      t.priority AND (t.priority_years = '{}' OR $2::int = ANY(t.priority_years))) AS topic,
    CASE WHEN p.id IS NOT NULL THEN json_build_object('key', p.key, 'name', p.name, 'internal', p.internal) END AS provider,
    ARRAY(SELECT q.requires_id FROM course_prerequisite q JOIN course r ON r.id = q.requires_id
      WHERE q.course_id = c.id ORDER BY r.level NULLS LAST, r.title) AS requires
  FROM course c JOIN topic t ON t.id = c.topic_id LEFT JOIN provider p ON p.id = c.provider_id
  ORDER BY t.position, t.name, c.level NULLS LAST, c.title, c.id`
const OCCURRENCES = `
  SELECT o.id, o.course_id AS "courseId", ${ms('o.starts_at')} AS "startsAt", ${ms('o.ends_at')} AS "endsAt", o.places, o.booked, o.held,
    (SELECT json_agg(json_build_array(${ms('s.starts_at')}, ${ms('s.ends_at')}) ORDER BY s.number) FROM session s WHERE s.occurrence_id = o.id) AS sessions,
    CASE WHEN v.id IS NOT NULL THEN json_build_object('name', v.name, 'address', v.address, 'postcode', v.postcode, 'room', (SELECT r.name FROM venue_room r WHERE r.id = o.room_id)) END AS venue,
    coalesce(nullif(o.external_url, ''), CASE WHEN c.kind = 'external' THEN c.external_url ELSE '' END) AS "externalUrl",
    ${ms('o.booking_opens_at')} AS "opensAt", ${ms('o.booking_closes_at')} AS "closesAt", o.version,
    json_build_object('fewest', o.fewest, 'decideOn', o.decide_on, 'confirmed', o.confirmed_at IS NOT NULL) AS runs
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id
  WHERE o.starts_at > $1 AND o.cancelled_at IS NULL AND NOT c.retired AND NOT o.draft ORDER BY o.starts_at, c.title, o.id`
const PROGRAMME = `SELECT (SELECT json_agg(c) FROM (${COURSES}) c) AS courses, (SELECT json_agg(o) FROM (${OCCURRENCES}) o) AS occurrences`

interface OccurrenceRow extends Omit<ProgrammeOccurrence, 'course' | 'startsAt' | 'endsAt' | 'sessions' | 'opensAt' | 'closesAt'> {
  courseId: string
  startsAt: number
  endsAt: number
  sessions: [number, number][] | null
  opensAt: number | null
  closesAt: number | null
}

const KEPT_MS = 1000

/**
 * The programme, for the rest of the product. It is kept for a second, so that the crowd on the morning of a newsletter shares one
 * query; places are decided on the rows themselves, never on this. While the clock stands still nothing is kept.
 */
@Injectable()
export class ProgrammeReader {
  private kept: { from: number; loading: boolean; programme: Promise<Programme> } | null = null

  constructor(private readonly database: DataSource) {}

  /** The programme as it was at `now`, or up to a second before. The same object for as long as it is kept. */
  current(now: Date): Promise<Programme> {
    const age = this.kept ? now.getTime() - this.kept.from : -1
    if (this.kept && (this.kept.loading || (age > 0 && age <= KEPT_MS))) return this.kept.programme
    const programme = this.load(now)
    const mine = { from: now.getTime(), loading: true, programme }
    this.kept = mine
    const done = () => (mine.loading = false)
    const failed = () => (this.kept = this.kept === mine ? null : this.kept)
    programme.then(done, failed)
    return programme
  }

  /** Forgets what is kept: called after a change by this process, so that whoever made it sees it. */
  invalidate(): void {
    this.kept = null
  }

  private async load(now: Date): Promise<Programme> {
    type Row = { courses: ProgrammeCourse[] | null; occurrences: OccurrenceRow[] | null }
    const [row] = await this.database.query<Row[]>(PROGRAMME, [now, yearOf(londonDate(now))])
    const courses = row?.courses ?? []
    const byId = new Map(courses.map(course => [course.id, course]))
    const byKey = new Map(courses.map(course => [course.key, course]))
    return { courses, byId, byKey, occurrences: (row?.occurrences ?? []).map(one => occurrenceOf(one, byId)) }
  }
}

function occurrenceOf({ courseId, sessions, ...row }: OccurrenceRow, courses: ReadonlyMap<string, ProgrammeCourse>): ProgrammeOccurrence {
  const startsAt = new Date(row.startsAt)
  const endsAt = new Date(row.endsAt)
  return {
    ...row,
    course: courses.get(courseId)!,
    startsAt,
    endsAt,
    sessions: sessions?.map(([start, end]) => ({ startsAt: new Date(start), endsAt: new Date(end) })) ?? [{ startsAt, endsAt }],
    opensAt: row.opensAt === null ? null : new Date(row.opensAt),
    closesAt: row.closesAt === null ? null : new Date(row.closesAt),
  }
}
