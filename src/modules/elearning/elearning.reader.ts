import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { EvidenceState } from './evidence/rules/evidence.js'
import type { ModuleKind } from './module.entity.js'

/** One enrolment as its person sees it: signed up, in progress once it is started, completed once it is; or closed, left unfinished. */
export interface MyEnrolment {
  id: string
  courseId: string
  courseKey: string
  courseTitle: string
  signedUpAt: Date
  startedAt: Date | null
  completedAt: Date | null
  closedAt: Date | null
  /** Taken here, so that it can be opened. */
  here: boolean
  /** Of a module built here: the page reached and how many there are; 0 where there are none. */
  position: number
  pages: number
  progress: number
}

/** A course that can be taken here just now, with the reader's own enrolment: the open one, else the one completed last. */
export interface TakenHere {
  courseId: string
  kind: ModuleKind
  mine: Omit<MyEnrolment, 'courseId' | 'courseKey' | 'courseTitle'> | null
}

const FIELDS = `'id', e.id, 'signedUpAt', e.signed_up_at, 'startedAt', e.started_at, 'completedAt', e.completed_at, 'closedAt', e.closed_at,
  'here', e.module_version_id IS NOT NULL, 'position', e.position, 'progress', e.progress,
  'pages', CASE WHEN jsonb_typeof(v.content->'pages') = 'array' THEN jsonb_array_length(v.content->'pages') ELSE 0 END`

// One question for both: the page that asks has many.
const MINE = `
  SELECT coalesce((SELECT jsonb_agg(jsonb_build_object('courseId', e.course_id, 'courseKey', c.key, 'courseTitle', c.title, ${FIELDS})
      ORDER BY e.signed_up_at DESC, e.id DESC)
    FROM enrolment e JOIN course c ON c.id = e.course_id LEFT JOIN module_version v ON v.id = e.module_version_id
    WHERE e.person_id = $1), '[]') AS enrolments,
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', e.id, 'courseKey', c.key, 'courseTitle', c.title, 'provider', e.provider,
      'state', e.state, 'handedInAt', e.handed_in_at) ORDER BY e.handed_in_at DESC, e.id DESC)
    FROM evidence e JOIN course c ON c.id = e.course_id
    WHERE e.person_id = $1 AND (e.state = 'handed in' OR e.state = 'refused' AND NOT EXISTS (
      SELECT 1 FROM evidence later WHERE later.person_id = e.person_id AND later.course_id = e.course_id
        AND (later.handed_in_at, later.id) > (e.handed_in_at, e.id)))), '[]') AS evidence`

const HERE = `
  SELECT m.course_id AS "courseId", m.kind, (
    SELECT jsonb_build_object(${FIELDS}) FROM enrolment e LEFT JOIN module_version v ON v.id = e.module_version_id
    WHERE e.person_id = $1 AND e.course_id = m.course_id AND e.closed_at IS NULL
    ORDER BY e.completed_at IS NOT NULL, e.module_version_id IS NULL, coalesce(e.completed_at, e.signed_up_at) DESC, e.id DESC LIMIT 1) AS mine
  FROM module m WHERE m.state = 'published'`

/** One's own evidence of learning from elsewhere, as a list shows it. */
export interface MyEvidence {
  id: string
  courseKey: string
  courseTitle: string
  provider: string
  state: EvidenceState
  handedInAt: Date
}

/** What other modules may know of e-learning. */
@Injectable()
export class ElearningReader {
  constructor(private readonly database: DataSource) {}

  /**
   * Every enrolment of one person, and what of their evidence waits, or was refused and not handed in again; both newest first. Evidence
   * that was accepted is a learning record.
   */
  async learningOf(personId: string): Promise<{ enrolments: MyEnrolment[]; evidence: MyEvidence[] }> {
    const [row] = await this.database.query<{ enrolments: MyEnrolment[]; evidence: MyEvidence[] }[]>(MINE, [personId])
    const evidence = row!.evidence.map(one => ({ ...one, handedInAt: new Date(one.handedInAt) }))
    return { enrolments: row!.enrolments.map(withDates), evidence }
  }

  /** The courses that can be taken here, by course id. Without a person: nobody's enrolments. */
  async takenHere(personId: string | undefined): Promise<Map<string, TakenHere>> {
    const rows = await this.database.query<TakenHere[]>(HERE, [personId ?? null])
    return new Map(rows.map(row => [row.courseId, { ...row, mine: row.mine && withDates(row.mine) }]))
  }
}

/** JSON has no instants: they travel as text. */
function withDates<Row extends Pick<MyEnrolment, 'signedUpAt' | 'startedAt' | 'completedAt' | 'closedAt'>>(row: Row): Row {
  const date = (value: Date | null) => value && new Date(value)
  const { startedAt, completedAt, closedAt } = row
  return {
    ...row,
    signedUpAt: new Date(row.signedUpAt),
    startedAt: date(startedAt),
    completedAt: date(completedAt),
    closedAt: date(closedAt),
  }
}
