import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { ScormContent } from './publish-package.js'
import type { RunTimeData } from './rules/run-time-data.js'

export interface TakenItem {
  item: number
  begun: boolean
  done: boolean
  failed: boolean
  score: number | null
}

/** One's own enrolment on a package, with how each of its items stands. */
export interface Taking {
  id: string
  courseKey: string
  courseTitle: string
  content: ScormContent
  completedAt: Date | null
  closedAt: Date | null
  taken: TakenItem[]
}

/** One's own window, with what its item is to find. */
export interface OpenLaunch {
  id: string
  enrolmentId: string
  courseTitle: string
  content: ScormContent
  item: number
  sequence: string
  /** Stored in this window, or in the one before it unless this one began afresh. */
  data: RunTimeData | null
  seconds: number
  over: boolean
}

const TAKING = `
  SELECT e.id, c.key AS "courseKey", c.title AS "courseTitle", v.content, e.completed_at AS "completedAt", e.closed_at AS "closedAt",
    coalesce((SELECT json_agg(t) FROM (
      SELECT l.item, true AS begun, bool_or(l.done) AS done, max(l.score)::float AS score,
        (array_agg(l.success ORDER BY l.number DESC))[1] = 'failed' AS failed
      FROM scorm_launch l WHERE l.enrolment_id = e.id GROUP BY l.item) t), '[]') AS taken
  FROM enrolment e JOIN course c ON c.id = e.course_id JOIN module_version v ON v.id = e.module_version_id JOIN module m ON m.id = v.module_id
  WHERE e.id = $1 AND e.person_id = $2 AND m.kind = 'scorm'`
const LAUNCH = `
  SELECT l.id, l.enrolment_id AS "enrolmentId", c.title AS "courseTitle", v.content, l.item, l.sequence, e.closed_at IS NOT NULL AS over,
    CASE WHEN l.sequence > 0 THEN l.cmi WHEN NOT l.afresh THEN (SELECT b.cmi FROM scorm_launch b
      WHERE b.enrolment_id = l.enrolment_id AND b.item = l.item AND b.number < l.number AND b.sequence > 0 ORDER BY b.number DESC LIMIT 1) END AS data,
    (SELECT coalesce(sum(b.seconds), 0)::int FROM scorm_launch b WHERE b.enrolment_id = l.enrolment_id AND b.item = l.item) AS seconds
  FROM scorm_launch l JOIN enrolment e ON e.id = l.enrolment_id JOIN course c ON c.id = e.course_id JOIN module_version v ON v.id = e.module_version_id
  WHERE l.id = $1 AND e.person_id = $2`

/** What the player's pages read: only ever of the person who asks. */
@Injectable()
export class PlayerQueries {
  constructor(private readonly database: DataSource) {}

  async taking(enrolmentId: string, personId: string): Promise<Taking | null> {
    const [row] = await this.database.query<Taking[]>(TAKING, [enrolmentId, personId])
    return row ?? null
  }

  async launch(launchId: string, personId: string): Promise<OpenLaunch | null> {
    const [row] = await this.database.query<OpenLaunch[]>(LAUNCH, [launchId, personId])
    return row ?? null
  }
}
