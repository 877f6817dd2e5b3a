import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { Completion } from '../../courses/rules/prerequisites.js'

/** A colleague with the facts of their standing with some courses. */
export interface ColleagueRow {
  id: string
  name: string
  email: string
  jobRole: string
  /** How many colleagues there are in all, on all pages. */
  total: number
  completed: Completion[]
  /** Every place on a date to come, in order of time. */
  booked: { courseId: string; courseTitle: string; startsAt: string; endsAt: string; requested: boolean }[]
  waiting: string[]
}

/** Whose people: an agency's, or those who name this person as line manager or deputy. */
export type Whose = { agencyId: string } | { managerId: string }

export interface PeopleAsked {
  whose: Whose
  /** Words that the name or address, and the job role, must hold. */
  name: string
  job: string
  sort: 'name' | 'job'
  courseIds: readonly string[]
  limit: number | null
  offset: number
}

/**
 * Who is a colleague: who works at the agency now, and has an account that is theirs (a confirmed address, or one the business unit brought
 * over), and whose account has not been erased. Who left is in no list, though what they did stays credited. `p` is the person, `$1` the agency.
 */
export const COLLEAGUE = `p.agency_id = $1 AND p.erased_at IS NULL AND (p.confirmed_at IS NOT NULL OR p.key IS NOT NULL)`

// The line manager's own address is read from their account, as confirmed: what somebody else writes into theirs opens nothing.
const TEAM = `p.id <> $1 AND EXISTS (SELECT 1 FROM person m WHERE m.id = $1 AND m.confirmed_at IS NOT NULL AND (p.manager_email = m.email OR p.deputy_email = m.email))
    AND p.erased_at IS NULL AND (p.confirmed_at IS NOT NULL OR p.key IS NOT NULL)`

const holds = (column: string, at: number) =>
  `NOT EXISTS (SELECT 1 FROM unnest($${at}::text[]) word WHERE ${column} NOT ILIKE '%' || word || '%')`
const ORDER = { name: 'lower(p.name), p.id', job: `p.job_role = '', lower(p.job_role), lower(p.name), p.id` }
const OUTER = { name: 'lower(w.name), w.id', job: `w.job_role = '', lower(w.job_role), lower(w.name), w.id` }

const people = (whose: string, sort: PeopleAsked['sort']) => `
  WITH w AS (
    SELECT p.id, p.name, p.email, p.job_role, count(*) OVER ()::int AS total FROM person p
    WHERE ${whose} AND ${holds(`p.name || ' ' || p.email`, 2)} AND ${holds('p.job_role', 3)}
    ORDER BY ${ORDER[sort]} LIMIT $4 OFFSET $5)
  SELECT w.id, w.name, w.email, w.job_role AS "jobRole", w.total,
    coalesce((SELECT json_agg(json_build_object('courseId', r.course_id, 'completedOn', r.completed_on, 'validUntil', r.valid_until))
      FROM learning_record r WHERE r.person_id = w.id AND r.course_id = ANY($6::uuid[])), '[]') AS completed,
    coalesce((SELECT json_agg(json_build_object('courseId', b.course_id, 'courseTitle', c.title, 'startsAt', o.starts_at, 'endsAt', o.ends_at,
        'requested', b.state = 'requested') ORDER BY o.starts_at, b.id)
      FROM booking b JOIN occurrence o ON o.id = b.occurrence_id JOIN course c ON c.id = b.course_id
      WHERE b.person_id = w.id AND b.state IN ('requested', 'booked') AND o.ends_at > $7 AND o.cancelled_at IS NULL), '[]') AS booked,
    ARRAY(SELECT e.course_id FROM waiting_entry e WHERE e.person_id = w.id AND e.ended_at IS NULL AND e.course_id = ANY($6::uuid[])) AS waiting
  FROM w ORDER BY ${OUTER[sort]}`

export interface Colleague {
  id: string
  name: string
  email: string
  jobRole: string
}

const FOUND = `
  SELECT p.id, p.name, p.email, p.job_role AS "jobRole" FROM person p
  WHERE ${COLLEAGUE} AND ${holds(`p.name || ' ' || p.email`, 2)} ORDER BY lower(p.name), p.id LIMIT $3`
const ONE = `SELECT p.id, p.name, p.email, p.job_role AS "jobRole" FROM person p WHERE ${COLLEAGUE} AND p.id = $2`

/** The people of one agency, or of one line manager; nobody else's. */
@Injectable()
export class PeopleQueries {
  constructor(private readonly database: DataSource) {}

  /** A page of people with what their standing rests on; `limit` null: all of them. One query. */
  list({ whose, name, job, sort, courseIds, limit, offset }: PeopleAsked, now: Date): Promise<ColleagueRow[]> {
    const [sql, id] = 'agencyId' in whose ? [COLLEAGUE, whose.agencyId] : [TEAM, whose.managerId]
    return this.database.query(people(sql, sort), [id, wordsOf(name), wordsOf(job), limit, offset, courseIds, now])
  }

  /** Colleagues whose name or address holds every one of the words, at most `limit`. */
  find(agencyId: string, text: string, limit: number): Promise<Colleague[]> {
    return this.database.query(FOUND, [agencyId, wordsOf(text), limit])
  }

  /** The colleague with this id; null for whoever is none. */
  async one(agencyId: string | null, id: unknown): Promise<Colleague | null> {
    if (agencyId === null || !isUuid(id)) return null
    const [found] = await this.database.query<Colleague[]>(ONE, [agencyId, id])
    return found ?? null
  }
}

/** Words for LIKE, their signs taken as signs. */
const wordsOf = (text: string): string[] =>
  text
    .split(/\s+/)
    .filter(Boolean)
    .map(word => word.replace(/[\\%_]/g, '\\$&'))

/** What comes out of an address is a text; one that is no UUID names nobody. */
export const isUuid = (text: unknown): text is string =>
  typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
