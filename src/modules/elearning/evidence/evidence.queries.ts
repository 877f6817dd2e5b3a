import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { EvidenceState } from './rules/evidence.js'

/** A piece of evidence with all that its pages show. Days as text, moments as dates. */
export interface ShownEvidence {
  id: string
  personId: string
  personName: string
  jobRole: string
  agencyId: string | null
  agency: string | null
  courseId: string
  courseKey: string
  courseTitle: string
  enrolmentId: string | null
  completedOn: string
  provider: string
  words: string
  state: EvidenceState
  handedInAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  reason: string
  uploadId: string | null
  fileName: string | null
  fileType: string | null
  fileBytes: number | null
  /** Until when it would count by its course; null: for good. */
  usualUntil: string | null
  /** Of the learning record that its acceptance wrote. */
  validUntil: string | null
}

const SHOWN = `
  SELECT e.id, e.person_id AS "personId", p.name AS "personName", p.job_role AS "jobRole", p.agency_id AS "agencyId",
    coalesce(a.name, p.agency_other) AS agency, e.course_id AS "courseId", c.key AS "courseKey", c.title AS "courseTitle",
    e.enrolment_id AS "enrolmentId", e.completed_on::text AS "completedOn", e.provider, e.words, e.state, e.handed_in_at AS "handedInAt",
    e.decided_at AS "decidedAt", d.name AS "decidedBy", e.reason, u.id AS "uploadId", u.name AS "fileName", u.type AS "fileType",
    u.bytes AS "fileBytes", (e.completed_on + make_interval(months => c.valid_months))::date::text AS "usualUntil",
    r.valid_until::text AS "validUntil"
  FROM evidence e JOIN person p ON p.id = e.person_id LEFT JOIN agency a ON a.id = p.agency_id JOIN course c ON c.id = e.course_id
  LEFT JOIN person d ON d.id = e.decided_by_id LEFT JOIN upload u ON u.id = e.upload_id
  LEFT JOIN learning_record r ON r.source IN ('evidence:' || e.id, 'enrolment:' || e.enrolment_id)`

/** A line of the queue. */
export interface WaitingEvidence {
  id: string
  personName: string
  agency: string | null
  courseTitle: string
  provider: string
  completedOn: string
  handedInAt: Date
  own: boolean
  total: number
}

const QUEUE = `
  SELECT e.id, p.name AS "personName", coalesce(a.name, p.agency_other) AS agency, c.title AS "courseTitle", e.provider,
    e.completed_on::text AS "completedOn", e.handed_in_at AS "handedInAt", e.person_id = $1 AS own, count(*) OVER ()::int AS total
  FROM evidence e JOIN person p ON p.id = e.person_id LEFT JOIN agency a ON a.id = p.agency_id JOIN course c ON c.id = e.course_id
  WHERE e.state = 'handed in' AND ($2::uuid IS NULL OR p.agency_id = $2) ORDER BY e.handed_in_at, e.id LIMIT $3 OFFSET $4`

@Injectable()
export class EvidenceQueries {
  constructor(private readonly database: DataSource) {}

  async one(id: string): Promise<ShownEvidence | null> {
    const [row] = await this.database.query<ShownEvidence[]>(`${SHOWN} WHERE e.id = $1`, [id])
    return row ?? null
  }

  /** What waits, oldest first. `agencyId` null: of every agency. The reader's own is marked: others decide on it. */
  queue(viewerId: string, agencyId: string | null, limit: number, offset: number): Promise<WaitingEvidence[]> {
    return this.database.query(QUEUE, [viewerId, agencyId, limit, offset])
  }

  /** The courses that evidence may be handed in for. */
  courses(): Promise<{ value: string; text: string }[]> {
    return this.database.query('SELECT key AS value, title AS text FROM course WHERE NOT retired ORDER BY lower(title), key')
  }
}
