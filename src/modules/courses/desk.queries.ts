import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'

export interface Option {
  value: string
  text: string
}

export type CourseChoices = Record<'topics' | 'providers' | 'policies' | 'courses', Option[]>
export type EventChoices = Record<'courses' | 'venues' | 'trainers', Option[]>

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
  active: boolean
  coming: number
}

const option = (table: string, order: string) =>
  `(SELECT coalesce(json_agg(json_build_object('value', key, 'text', name) ORDER BY ${order}), '[]') FROM ${table})`
const COURSE_CHOICES = `SELECT ${option('topic', 'position, name')} AS topics, ${option('provider', 'name')} AS providers,
  ${option('cancellation_policy', 'name')} AS policies,
  (SELECT coalesce(json_agg(json_build_object('value', key, 'text', title) ORDER BY title), '[]') FROM course WHERE NOT retired OR key = ANY($1)) AS courses`
const EVENT_CHOICES = `SELECT
  (SELECT coalesce(json_agg(json_build_object('value', key, 'text', title) ORDER BY title), '[]')
   FROM course WHERE NOT retired AND mode <> 'e-learning') AS courses,
  (SELECT coalesce(json_agg(json_build_object('value', key, 'text', name || coalesce(', for ' || capacity, '')) ORDER BY name), '[]') FROM venue) AS venues,
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

  /** Choices of a course's form; retired courses are offered as prerequisites only where `kept` (keys) names them. */
  async courseChoices(kept: readonly string[] = []): Promise<CourseChoices> {
    const [row] = await this.database.query<CourseChoices[]>(COURSE_CHOICES, [kept])
    return row!
  }

  /** Choices of an event; trainers who have left the pool are offered only where `kept` (keys) names them. */
  async eventChoices(kept: readonly string[] = []): Promise<EventChoices> {
    const [row] = await this.database.query<EventChoices[]>(EVENT_CHOICES, [kept])
    return row!
  }

  /** How many places a course usually has, as a form shows it. */
  async usualPlaces(courseId: string): Promise<string> {
    const [row] = await this.database.query<{ places: string }[]>('SELECT default_places::text AS places FROM course WHERE id = $1', [
      courseId,
    ])
    return row?.places ?? ''
  }

  venues(now: Date): Promise<{ key: string; name: string; postcode: string; capacity: number | null; coming: number }[]> {
    return this.database.query(
      `SELECT v.key, v.name, v.postcode, v.capacity,
        (SELECT count(*)::int FROM occurrence o WHERE o.venue_id = v.id AND o.starts_at > $1 AND o.cancelled_at IS NULL) AS coming
       FROM venue v ORDER BY v.name`,
      [now],
    )
  }

  trainers(now: Date): Promise<TrainerListed[]> {
    return this.database.query(
      `SELECT t.id, t.key, p.name, p.email, t.active,
        (SELECT count(*)::int FROM occurrence_trainer x JOIN occurrence o ON o.id = x.occurrence_id
         WHERE x.trainer_id = t.id AND o.starts_at > $1 AND o.cancelled_at IS NULL) AS coming
       FROM trainer t JOIN person p ON p.id = t.person_id ORDER BY NOT t.active, p.name`,
      [now],
    )
  }
}
