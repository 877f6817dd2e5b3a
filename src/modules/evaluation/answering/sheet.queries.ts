import type { DataSource, EntityManager } from 'typeorm'
import { hashSecret } from '../../../shared/secrets.js'
import { validate as isUuid } from 'uuid'
import { FACTS, FACTS_OF_BOOKING, factsOf, type FactsRow } from '../asking/asking-facts.js'
import { type Standing, standingOf } from '../rules/asking.js'
import type { Answers, FormContent } from '../rules/form-content.js'
import type { Stage } from '../rules/stage-settings.js'

type Reading = Pick<DataSource | EntityManager, 'query'>

/** How an invitation is opened: by its secret link, or by its own person who has signed in. A manager's is opened by its link alone. */
export type Opening = { secret: string } | { id: string; personId: string }

interface SheetRow extends FactsRow {
  id: string
  stage: Stage
  state: 'due' | 'asked' | 'answered' | 'closed'
  bookingId: string
  personName: string
  managerName: string | null
  course: string
  courseKey: string
  answers: Answers | null
  quotable: boolean
  submittedAt: Date | null
  /** Of the answers, once there are any. */
  answeredVersion: string | null
  versionId: string | null
  content: FormContent | null
  actions: string[]
}

/** One person's one stage, with its form and what has been answered of it. */
export interface Sheet extends SheetRow {
  standing: Standing
}

// Whoever has begun goes on with the version that they began with; else the one they were shown, if it was one of this stage and course.
const VERSION = `
  SELECT v.id, v.content FROM evaluation_form_version v JOIN evaluation_form f ON f.id = v.form_id
  WHERE CASE WHEN a.form_version_id IS NOT NULL THEN v.id = a.form_version_id
    ELSE f.stage = i.stage AND (f.course_id = i.course_id OR f.course_id IS NULL) AND (f.state = 'published' OR v.id = $1) END
  ORDER BY v.id = $1 DESC NULLS LAST, f.course_id NULLS LAST, v.number DESC LIMIT 1`

const SHEET = `
  SELECT i.id, i.stage, i.state, i.booking_id AS "bookingId", p.name AS "personName", i.manager_name AS "managerName", c.title AS course,
    c.key AS "courseKey", a.answers, coalesce(a.quotable, false) AS quotable, a.submitted_at AS "submittedAt",
    a.form_version_id AS "answeredVersion", v.id AS "versionId", v.content,
    (SELECT coalesce(array_agg(t.words ORDER BY t.position), '{}') FROM committed_action t WHERE t.booking_id = b.id) AS actions, ${FACTS}
  FROM evaluation_invitation i JOIN ${FACTS_OF_BOOKING.replace('booking b', 'booking b ON b.id = i.booking_id')}
    LEFT JOIN evaluation_answer a ON a.invitation_id = i.id LEFT JOIN LATERAL (${VERSION}) v ON true`

/** The sheet behind an opening; null where there is none. `version`: the one that its page was showing. One query. */
export async function sheetOf(source: Reading, opening: Opening, now: Date, version: string | null = null): Promise<Sheet | null> {
  const shown = version && isUuid(version) ? version : null
  const [row] = await rows(source, opening, shown)
  return row ? { ...row, standing: standingOf(row, factsOf(row), now) } : null
}

async function rows(source: Reading, opening: Opening, shown: string | null): Promise<SheetRow[]> {
  if ('secret' in opening) return source.query(`${SHEET} WHERE i.link_hash = $2`, [shown, hashSecret(opening.secret)])
  if (!isUuid(opening.id)) return []
  return source.query(`${SHEET} WHERE i.id = $2 AND i.person_id = $3 AND i.stage <> 'manager'`, [shown, opening.id, opening.personId])
}
