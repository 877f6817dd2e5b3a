import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

export interface Option {
  value: string
  text: string
}

export type CourseChoices = Record<'topics' | 'providers' | 'policies' | 'courses', Option[]>
export type EventChoices = Record<'courses' | 'venues' | 'rooms' | 'trainers', Option[]>

export interface CourseListed {
  key: string
  title: string
  topic: string
  kind: string
  level: number | null
  retired: boolean
  coming: number
}

export interface TrainerListed {
  id: string
  key: string
  name: string
  email: string
  agency: string | null
  active: boolean
  /** How many courses they may deliver; null: any. */
  courses: number | null
  /** The last day of an absence that is under way or comes next, with its first; null: none is known. */
  awayFrom: string | null
  awayTo: string | null
  coming: number
}

const option = (table: string, order: string, where = 'true') =>
  `(SELECT coalesce(json_agg(json_build_object('value', key, 'text', name) ORDER BY ${order}), '[]') FROM ${table} WHERE ${where})`
const COURSE_CHOICES = `SELECT ${option('topic', 'position, name', 'NOT retired OR key = $2')} AS topics,
  ${option('provider', 'name', 'NOT retired OR key = $3')} AS providers,
  ${option('cancellation_policy', 'name')} AS policies,
  (SELECT coalesce(json_agg(json_build_object('value', key, 'text', title) ORDER BY title), '[]') FROM course WHERE NOT retired OR key = ANY($1)) AS courses`
const EVENT_CHOICES = `SELECT
  (SELECT coalesce(json_agg(json_build_object('value', key, 'text', title) ORDER BY title), '[]')
   FROM course WHERE NOT retired AND mode <> 'e-learning') AS courses,
  (SELECT coalesce(json_agg(json_build_object('value', key, 'text', name || coalesce(', for ' || capacity, '')) ORDER BY name), '[]')
   FROM venue WHERE NOT retired OR key = $2) AS venues,
  (SELECT coalesce(json_agg(json_build_object('value', v.key || '/' || r.name, 'text', v.name || ': ' || r.name || coalesce(', for ' || r.capacity, ''))
     ORDER BY v.name, r.position, r.name), '[]')
   FROM venue_room r JOIN venue v ON v.id = r.venue_id WHERE NOT v.retired AND NOT r.retired OR v.key || '/' || r.name = $3) AS rooms,
  (SELECT coalesce(json_agg(json_build_object('value', t.key, 'text', p.name) ORDER BY p.name), '[]')
   FROM trainer t JOIN person p ON p.id = t.person_id WHERE t.active OR t.key = ANY($1)) AS trainers`

/** What the desk's lists and choices read. */
@Injectable()
export class DeskQueries {
  constructor(private readonly database: DataSource) {}

  courses(now: Date): Promise<CourseListed[]> {
    return this.database.query(
      `SELECT c.key, c.title, t.name AS topic, c.kind, c.level, c.retired,
        (SELECT count(*)::int FROM occurrence o WHERE o.course_id = c.id AND o.starts_at > $1 AND o.cancelled_at IS NULL AND NOT o.draft) AS coming
       FROM course c JOIN topic t ON t.id = c.topic_id ORDER BY c.retired, c.title`,
      [now],
    )
  }

  /** Choices of a course's form; what is retired is offered only where the form names it already: courses by `kept` (keys). */
  async courseChoices(kept: readonly string[] = [], own: { topic?: string; provider?: string } = {}): Promise<CourseChoices> {
    const [row] = await this.database.query<CourseChoices[]>(COURSE_CHOICES, [kept, own.topic ?? '', own.provider ?? ''])
    return row!
  }

  /** Choices of an event; trainers who have left the pool, and venues and rooms that are retired, are offered only where a form names them. */
  async eventChoices(kept: readonly string[] = [], place: { venue?: string; room?: string } = {}): Promise<EventChoices> {
    const [row] = await this.database.query<EventChoices[]>(EVENT_CHOICES, [kept, place.venue ?? '', place.room ?? ''])
    return row!
  }

  /** How many places a course usually has and with how few people it runs, as a form shows them. */
  async usual(courseId: string): Promise<{ places: string; fewest: string }> {
    const [row] = await this.database.query<{ places: string; fewest: string }[]>(
      'SELECT default_places::text AS places, fewest::text AS fewest FROM course WHERE id = $1',
      [courseId],
    )
    return row ?? { places: '', fewest: '' }
  }

  venues(
    now: Date,
  ): Promise<{ key: string; name: string; postcode: string; capacity: number | null; coming: number; rooms: number; retired: boolean }[]> {
    return this.database.query(
      `SELECT v.key, v.name, v.postcode, v.capacity, v.retired,
        (SELECT count(*)::int FROM venue_room r WHERE r.venue_id = v.id AND NOT r.retired) AS rooms,
        (SELECT count(*)::int FROM occurrence o WHERE o.venue_id = v.id AND o.starts_at > $1 AND o.cancelled_at IS NULL) AS coming
       FROM venue v ORDER BY v.retired, v.name`,
      [now],
    )
  }

  trainers(now: Date): Promise<TrainerListed[]> {
    return this.database.query(
      `SELECT t.id, t.key, p.name, p.email, coalesce(a.name, p.agency_other) AS agency, t.active, x.from_day::text AS "awayFrom", x.to_day::text AS "awayTo",
        CASE WHEN NOT t.any_course THEN (SELECT count(*)::int FROM trainer_course y WHERE y.trainer_id = t.id) END AS courses,
        (SELECT count(*)::int FROM occurrence_trainer x JOIN occurrence o ON o.id = x.occurrence_id
         WHERE x.trainer_id = t.id AND o.starts_at > $1 AND o.cancelled_at IS NULL) AS coming
       FROM trainer t JOIN person p ON p.id = t.person_id LEFT JOIN agency a ON a.id = p.agency_id
        LEFT JOIN LATERAL (SELECT from_day, to_day FROM trainer_absence WHERE trainer_id = t.id AND to_day >= ($1 AT TIME ZONE 'Europe/London')::date
          ORDER BY from_day LIMIT 1) x ON true
       ORDER BY NOT t.active, p.name`,
      [now],
    )
  }
}
