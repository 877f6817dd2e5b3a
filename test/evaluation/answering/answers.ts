import type { Booking } from '../../../src/modules/bookings/booking.entity.js'
import type { EvaluationInvitation } from '../../../src/modules/evaluation/entities/evaluation-invitation.entity.js'
import type { FormContent } from '../../../src/modules/evaluation/rules/form-content.js'
import type { Stage } from '../../../src/modules/evaluation/rules/stage-settings.js'
import { NotificationsReader } from '../../../src/modules/notifications/notifications.reader.js'
import { hashSecret, newSecret } from '../../../src/shared/secrets.js'
import type { TestApp } from '../../support/app.js'
import { anInvitation, aScale } from '../../support/builders/evaluation.js'

/** Three parts: two scales and a text; actions or what became of them; a choice that need not be made. */
export function threeParts(stage: Stage): FormContent {
  const own =
    stage === 'impact'
      ? ({ key: 'kept', kind: 'kept', words: 'Did you do it?', required: true } as const)
      : ({ key: 'actions', kind: 'actions', words: 'What will you do?', required: stage === 'post' } as const)
  const choice = {
    key: 'how',
    kind: 'choice',
    words: 'How was it?',
    options: [
      { key: 'good', words: 'Good' },
      { key: 'bad', words: 'Bad' },
    ],
  } as const
  return {
    intro: 'A few questions.',
    groups: [
      { title: 'What you know', questions: [aScale('know', 'knowledge'), { key: 'more', kind: 'text', words: 'Anything else?' }] },
      { title: 'What you do', questions: [own] },
      { title: 'And in the end', questions: [aScale('sure', 'act'), { ...choice, options: [...choice.options] }] },
    ],
  }
}

export interface Asked {
  invitation: EvaluationInvitation
  /** The address in their mail. */
  link: string
}

/** Somebody who was asked at a stage, with the link that they were sent. */
export async function isAsked({ app, database }: TestApp, booking: Booking, stage: Stage): Promise<Asked> {
  const linkNonce = newSecret()
  const secret = app.get(NotificationsReader).linkSecret(linkNonce)
  const invitation = await anInvitation(database, {
    ...{ booking, stage, state: 'asked', askedAt: '2026-03-02 09:00', dueAt: '2026-03-02 09:00', linkNonce, linkHash: hashSecret(secret) },
    ...(stage === 'manager' ? { managerName: 'Mary Manager', managerEmail: 'mary@example.org' } : {}),
  })
  return { invitation, link: `/evaluations/${secret}` }
}

/** What is kept of an invitation and its answers. */
export async function kept({ database }: TestApp, { id, bookingId }: EvaluationInvitation): Promise<Record<string, unknown>> {
  const [row] = await database.query<Record<string, unknown>[]>(
    `SELECT i.state, i.next_at AS "nextAt", a.answers, a.quotable, a.submitted_at AS "submittedAt", a.form_version_id AS version,
       a.answered_on_stage_at AS "onTheDay",
       (SELECT json_object_agg(s.measure_key, s.value) FROM evaluation_score s WHERE s.invitation_id = i.id) AS scores
     FROM evaluation_invitation i LEFT JOIN evaluation_answer a ON a.invitation_id = i.id WHERE i.id = $1`,
    [id],
  )
  const actions = await database.query<unknown[]>(
    'SELECT position, words, kept, outcome FROM committed_action WHERE booking_id = $1 ORDER BY position',
    [bookingId],
  )
  return { ...row, actions }
}
