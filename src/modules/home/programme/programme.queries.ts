import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Choice } from '../shown-programme.js'

/** Keys; empty: not narrowed. */
export interface ProgrammeFilter {
  venue: string
  trainer: string
  course: string
}

interface Dated {
  id: string
  courseTitle: string
  venue: string | null
  places: number
  booked: number
  held: number
  external: boolean
  draft: boolean
  cancelled: boolean
  fewest: number | null
  confirmed: boolean
}

/** One session of an occurrence, `number` of `sessions`; instants are texts. */
export interface CalendarRow extends Dated {
  number: number
  sessions: number
  startsAt: string
  endsAt: string
}

export type Choices = Record<'venues' | 'trainers' | 'courses', Choice[]>

export interface ComingRow extends Dated {
  startsAt: string
  endsAt: string
  waiting: number
}

const COLUMNS = `
  o.id, c.title AS "courseTitle", v.name AS venue, o.places, o.booked, o.held, o.external_url <> '' OR c.kind <> 'scheduled' AS external,
  o.draft, o.cancelled_at IS NOT NULL AS cancelled, o.fewest, o.confirmed_at IS NOT NULL AS confirmed`
const FROM = `FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN venue v ON v.id = o.venue_id`
const FILTERED = `
  ($1 = '' OR v.key = $1) AND ($3 = '' OR c.key = $3)
  AND ($2 = '' OR EXISTS (SELECT 1 FROM occurrence_trainer x JOIN trainer t ON t.id = x.trainer_id WHERE x.occurrence_id = o.id AND t.key = $2))`

const choices = (name: string, from: string) =>
  `'${name}', (SELECT coalesce(json_agg(json_build_object('value', x.key, 'text', x.name) ORDER BY x.name), '[]') FROM (${from}) x)`
const CHOICES = `json_build_object(
  ${choices('venues', 'SELECT key, name FROM venue')},
  ${choices('trainers', 'SELECT t.key, p.name FROM trainer t JOIN person p ON p.id = t.person_id')},
  ${choices('courses', `SELECT key, title AS name FROM course WHERE mode <> 'e-learning'`)}) AS choices`
const list = (sql: string) => `(SELECT coalesce(json_agg(x), '[]') FROM (${sql}) x)`

// No course lasts longer than 90 days, so the index on starts finds those that began before the month too.
const MONTH = `
  SELECT ${list(`
    SELECT ${COLUMNS}, coalesce(s.number, 1) AS number, greatest(1, (SELECT count(*) FROM session n WHERE n.occurrence_id = o.id))::int AS sessions,
      coalesce(s.starts_at, o.starts_at) AS "startsAt", coalesce(s.ends_at, o.ends_at) AS "endsAt"
    ${FROM} LEFT JOIN session s ON s.occurrence_id = o.id
    WHERE o.starts_at < $5 AND o.starts_at >= $4::timestamptz - interval '90 days' AND coalesce(s.starts_at, o.starts_at) >= $4
      AND coalesce(s.starts_at, o.starts_at) < $5 AND ${FILTERED}
    ORDER BY coalesce(s.starts_at, o.starts_at), c.title, o.id`)} AS rows, ${CHOICES}`

const COMING = `
  SELECT ${list(`
    SELECT ${COLUMNS}, o.starts_at AS "startsAt", o.ends_at AS "endsAt",
      (SELECT count(*)::int FROM waiting_entry w WHERE w.course_id = o.course_id AND w.ended_at IS NULL
        AND (w.occurrence_ids = '{}' OR o.id = ANY(w.occurrence_ids))) AS waiting
    ${FROM} WHERE o.ends_at > $4 AND o.cancelled_at IS NULL AND ${FILTERED} ORDER BY o.starts_at, o.id LIMIT $5 OFFSET $6`)} AS rows,
    (SELECT count(*)::int ${FROM} WHERE o.ends_at > $4 AND o.cancelled_at IS NULL AND ${FILTERED}) AS total, ${CHOICES}`

/** What the programme at the desk shows: drafts and what was cancelled too. Each is one query, with what it may be narrowed by. */
@Injectable()
export class ProgrammeDeskQueries {
  constructor(private readonly database: DataSource) {}

  /** Every session that begins from `from` up to, not including, `to`, in order of time. */
  async month({ venue, trainer, course }: ProgrammeFilter, from: Date, to: Date): Promise<{ rows: CalendarRow[]; choices: Choices }> {
    const [row] = await this.database.query<[{ rows: CalendarRow[]; choices: Choices }]>(MONTH, [venue, trainer, course, from, to])
    return row
  }

  /** Occurrences that are neither over nor cancelled, in order of time. */
  async coming(
    { venue, trainer, course }: ProgrammeFilter,
    now: Date,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ rows: ComingRow[]; total: number; choices: Choices }> {
    type Row = { rows: ComingRow[]; total: number; choices: Choices }
    const [row] = await this.database.query<[Row]>(COMING, [venue, trainer, course, now, limit, offset])
    return row
  }
}
