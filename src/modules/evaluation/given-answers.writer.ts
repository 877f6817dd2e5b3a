import type { ClientBase } from 'pg'
import { newId } from '../../shared/ids.js'
import type { Answers, Kept } from './rules/form-content.js'
import type { Stage } from './rules/stage-settings.js'

/** What comes with data, such as the demo's: one stage of one booking, named by the booking's own key. Moments are London's clock: `2026-03-10 09:30`. */
export interface GivenStage {
  booking: string
  stage: Stage
  dueAt: string
  askedAt: string | null
  state: 'asked' | 'answered' | 'closed'
  closedWhy: string | null
  manager: { name: string; email: string } | null
  sentAt: string | null
  answers: Answers | null
  quotable: boolean
  /** By the measure's key. */
  scores: Record<string, number>
}

export interface GivenAction {
  booking: string
  position: number
  words: string
  kept: Kept | null
  outcome: string
}

const LONDON = (column: string) => `(g."${column}"::timestamp AT TIME ZONE 'Europe/London')`

const INVITATIONS = `
  INSERT INTO evaluation_invitation (id, booking_id, stage, person_id, course_id, occurrence_id, due_at, state, asked_at, closed_why, manager_name, manager_email)
  SELECT g.id, b.id, g.stage, b.person_id, b.course_id, b.occurrence_id, ${LONDON('dueAt')}, g.state, ${LONDON('askedAt')}, g."closedWhy",
    g.manager->>'name', g.manager->>'email'
  FROM jsonb_to_recordset($1) AS g (id uuid, booking text, stage text, "dueAt" text, "askedAt" text, state text, "closedWhy" text, manager jsonb)
  JOIN booking b ON b.key = g.booking`

// The newest version of what is published: the course's own form, else the stage's.
const ANSWERS = `
  INSERT INTO evaluation_answer (invitation_id, form_version_id, answers, saved_at, submitted_at, quotable)
  SELECT i.id, f.version_id, g.answers, ${LONDON('sentAt')}, ${LONDON('sentAt')}, g.quotable
  FROM jsonb_to_recordset($1) AS g (id uuid, answers jsonb, "sentAt" text, quotable boolean)
  JOIN evaluation_invitation i ON i.id = g.id
  JOIN LATERAL (
    SELECT v.id AS version_id FROM evaluation_form f JOIN evaluation_form_version v ON v.form_id = f.id
    WHERE f.stage = i.stage AND f.state = 'published' AND (f.course_id = i.course_id OR f.course_id IS NULL)
    ORDER BY f.course_id IS NULL, v.number DESC LIMIT 1) f ON true
  WHERE g.answers IS NOT NULL`

const SCORES = `
  INSERT INTO evaluation_score (invitation_id, measure_key, value)
  SELECT g.id, s.key, s.value::numeric FROM jsonb_to_recordset($1) AS g (id uuid, scores jsonb), jsonb_each_text(g.scores) s`

const ACTIONS = `
  INSERT INTO committed_action (id, booking_id, position, words, kept, outcome)
  SELECT g.id, b.id, g.position, g.words, g.kept, g.outcome
  FROM jsonb_to_recordset($1) AS g (id uuid, booking text, position smallint, words text, kept text, outcome text)
  JOIN booking b ON b.key = g.booking`

/** Loads answers that were given elsewhere, in four statements. Nobody is written to because of them. */
export async function loadAnswers(
  tx: Pick<ClientBase, 'query'>,
  { stages, actions }: { stages: readonly GivenStage[]; actions: readonly GivenAction[] },
): Promise<void> {
  const given = JSON.stringify(stages.map(stage => ({ id: newId(), ...stage })))
  for (const statement of [INVITATIONS, ANSWERS, SCORES]) await tx.query(statement, [given])
  await tx.query(ACTIONS, [JSON.stringify(actions.map(action => ({ id: newId(), ...action })))])
}
