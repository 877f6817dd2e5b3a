import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { validate } from 'uuid'
import { holds, type Who } from '../../../web/access.js'
import { NotificationsReader } from '../../notifications/notifications.reader.js'
import { STAGES_OF_COURSE } from '../asking/asking-facts.js'
import { doorCode, doorStage, doorTimes, mayOpenInTheRoom } from '../rules/door.js'
import type { Stage } from '../rules/stage-settings.js'

interface DoorRow {
  id: string
  course: string
  startsAt: Date
  endsAt: Date
  firstEndsAt: Date
  lastStartsAt: Date
  openedAt: Date | null
  stages: Stage[]
}

/** The door of a date: its code, and what is behind it now. */
export interface Door extends DoorRow {
  code: string
  /** What those who come find there now; null: nothing. */
  stage: 'pre' | 'post' | null
  /** It is there today. */
  today: boolean
  mayOpen: boolean
}

const DOOR = `
  SELECT o.id, c.title AS course, o.starts_at AS "startsAt", o.ends_at AS "endsAt", w.opened_at AS "openedAt", ${STAGES_OF_COURSE} AS stages,
    coalesce((SELECT s.ends_at FROM session s WHERE s.occurrence_id = o.id ORDER BY s.number LIMIT 1), o.ends_at) AS "firstEndsAt",
    coalesce((SELECT s.starts_at FROM session s WHERE s.occurrence_id = o.id ORDER BY s.number DESC LIMIT 1), o.starts_at) AS "lastStartsAt"
  FROM occurrence o JOIN course c ON c.id = o.course_id LEFT JOIN course_evaluation e ON e.course_id = o.course_id
    LEFT JOIN evaluation_occurrence w ON w.occurrence_id = o.id
  WHERE o.cancelled_at IS NULL AND NOT o.draft AND o.external_url = '' AND c.kind = 'scheduled'`

// No course lasts longer; the sessions of one may lie weeks apart.
const ABOUT_NOW = `
  AND o.starts_at BETWEEN $1::timestamptz - interval '90 days' AND $1::timestamptz + interval '1 day' AND o.ends_at > $1::timestamptz - interval '1 day'`
const THEIRS = `
  AND o.id = $1 AND ($2 OR EXISTS (SELECT 1 FROM occurrence_trainer t JOIN trainer r ON r.id = t.trainer_id
    WHERE t.occurrence_id = o.id AND r.person_id = $3))`

// Who did not answer in time was asked all the same; who cancelled or did not come was not there to be.
const ANSWERED = `
  SELECT i.stage, count(*) FILTER (WHERE i.state <> 'closed' OR i.closed_why = 'too late')::int AS asked, count(*) FILTER (WHERE i.state = 'answered')::int AS answered
  FROM evaluation_invitation i WHERE i.occurrence_id = $1 AND i.stage IN ('pre', 'post') GROUP BY i.stage ORDER BY i.stage DESC`

export interface AnsweredCount {
  stage: 'pre' | 'post'
  asked: number
  answered: number
}

/** Reads the doors of dates: by their code for everybody who stands there, and for those who deliver them. */
@Injectable()
export class DoorQueries {
  constructor(
    private readonly database: DataSource,
    private readonly notifications: NotificationsReader,
  ) {}

  /** The door with this code, on the days of its course only; null for every other code. One query, over the dates of these days. */
  async byCode(code: string, now: Date): Promise<Door | null> {
    const rows = await this.database.query<DoorRow[]>(DOOR + ABOUT_NOW, [now])
    const doors = rows.map(row => this.door(row, now)).filter(({ today }) => today)
    return doors.find(door => door.code === code) ?? null
  }

  /** For its trainers and administrators; to everybody else there is none. */
  async theirs(occurrenceId: string, who: Who, now: Date): Promise<Door | null> {
    if (!validate(occurrenceId)) return null
    const [row] = await this.database.query<DoorRow[]>(DOOR + THEIRS, [occurrenceId, holds(who, 'administrator'), who.id])
    return row ? this.door(row, now) : null
  }

  /** How many have answered before and after the course: numbers, and nobody's name. */
  answered(occurrenceId: string): Promise<AnsweredCount[]> {
    return this.database.query(ANSWERED, [occurrenceId])
  }

  private door(row: DoorRow, now: Date): Door {
    const { from, to } = doorTimes(row)
    const times = { ...row, bookedAt: row.startsAt, walkIn: false }
    return {
      ...row,
      code: doorCode(this.notifications.linkSecret(`door ${row.id}`)),
      stage: doorStage(times, row.stages, now),
      today: from <= now && now < to,
      mayOpen: row.stages.includes('post') && mayOpenInTheRoom(row.lastStartsAt, row, now),
    }
  }
}
