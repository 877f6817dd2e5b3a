import type { DataSource } from 'typeorm'
import { CommittedAction } from '../../../src/modules/evaluation/entities/committed-action.entity.js'
import { EvaluationAnswer } from '../../../src/modules/evaluation/entities/evaluation-answer.entity.js'
import { EvaluationForm, type FormState } from '../../../src/modules/evaluation/entities/evaluation-form.entity.js'
import { EvaluationFormVersion } from '../../../src/modules/evaluation/entities/evaluation-form-version.entity.js'
import { EvaluationInvitation } from '../../../src/modules/evaluation/entities/evaluation-invitation.entity.js'
import { EvaluationScore } from '../../../src/modules/evaluation/entities/evaluation-score.entity.js'
import {
  actionsOf,
  type Answers,
  type FormContent,
  type FormQuestion,
  scoresOf,
} from '../../../src/modules/evaluation/rules/form-content.js'
import type { Stage } from '../../../src/modules/evaluation/rules/stage-settings.js'
import { newId } from '../../../src/shared/ids.js'
import { type Moment, moment } from './occurrence.js'

export const aScale = (key: string, measure?: string): FormQuestion => ({
  ...{ key, kind: 'scale', words: `How much of ${key}?`, low: 'Nothing', high: 'Everything', required: true },
  ...(measure ? { measure } : {}),
})

/** Two scales of a measure each, a text, and at the last stages of the delegate what their actions became of. */
export function someForm(stage: Stage): FormContent {
  const text: FormQuestion = { key: 'more', kind: 'text', words: 'Anything else?' }
  const actions: FormQuestion = { key: 'actions', kind: 'actions', words: 'What will you do?' }
  const kept: FormQuestion = { key: 'kept', kind: 'kept', words: 'What became of what you planned?' }
  const own = stage === 'post' ? [actions] : stage === 'impact' ? [kept] : []
  const questions = [aScale('know', 'knowledge'), aScale('sure', 'act'), text, ...own]
  return { intro: `A form of ${stage}.`, groups: [{ title: 'All of it', questions }] }
}

export interface BuiltForm {
  id: string
  versionId: string
  content: FormContent
}

interface FormOverrides {
  stage: Stage
  /** None: the default, in the place of the one that came with the product. */
  course?: { id: string }
  content?: FormContent
  title?: string
  state?: FormState
}

/** A published form with its first version; in the place of the one that was published there. */
export async function aForm(database: DataSource, { stage, course, ...change }: FormOverrides): Promise<BuiltForm> {
  const { content = someForm(stage), title = `A form of ${stage}`, state = 'published' } = change
  const [id, versionId, at] = [newId(), newId(), new Date('2026-02-01T09:00:00Z')]
  const courseId = course?.id ?? null
  if (state === 'published')
    await database.query(
      `UPDATE evaluation_form SET state = 'retired' WHERE stage = $1 AND course_id IS NOT DISTINCT FROM $2 AND state = 'published'`,
      [stage, courseId],
    )
  const form = { id, stage, courseId, title, state, draft: content, publishedDraft: 1, changedAt: at }
  await database.getRepository(EvaluationForm).insert(form)
  await database.getRepository(EvaluationFormVersion).insert({ id: versionId, formId: id, number: 1, content, publishedAt: at })
  return { id, versionId, content }
}

type Columns = Partial<Omit<EvaluationInvitation, 'booking' | 'person' | 'course' | 'occurrence' | 'dueAt' | 'askedAt' | 'nextAt'>>
interface InvitationOverrides extends Columns {
  booking: { id: string; personId: string; courseId: string; occurrenceId: string }
  stage: Stage
  dueAt?: Moment
  askedAt?: Moment | null
  nextAt?: Moment | null
}

/** Due on 2 March 2026 at 9am, not asked yet, and no job will look at it, unless told otherwise. */
export async function anInvitation(database: DataSource, overrides: InvitationOverrides): Promise<EvaluationInvitation> {
  const { booking, dueAt = '2026-03-02 09:00', askedAt, nextAt, ...columns } = overrides
  const id = columns.id ?? newId()
  await database.getRepository(EvaluationInvitation).insert({
    id,
    bookingId: booking.id,
    personId: booking.personId,
    courseId: booking.courseId,
    occurrenceId: booking.occurrenceId,
    dueAt: moment(dueAt),
    askedAt: askedAt ? moment(askedAt) : null,
    nextAt: nextAt ? moment(nextAt) : null,
    ...columns,
  })
  return database.getRepository(EvaluationInvitation).findOneByOrFail({ id })
}

interface AnswerOverrides {
  invitation: { id: string; bookingId: string }
  form: BuiltForm
  answers: Answers
  sentAt?: Moment
  quotable?: boolean
}

/** An answer that was sent, on 2 March 2026 at 10am unless told otherwise, with the scores and actions that come of it. */
export async function anAnswer(database: DataSource, { invitation, form, answers, ...change }: AnswerOverrides): Promise<void> {
  const { sentAt = '2026-03-02 10:00', quotable = false } = change
  const [at, invitationId] = [moment(sentAt), invitation.id]
  await database
    .getRepository(EvaluationAnswer)
    .insert({ invitationId, formVersionId: form.versionId, answers, savedAt: at, submittedAt: at, quotable })
  const scores = scoresOf(form.content, answers)
  await database
    .getRepository(EvaluationScore)
    .insert(scores.map(({ measure, value }) => ({ invitationId, measureKey: measure, value: String(value) })))
  const actions = actionsOf(form.content, answers)
  await database
    .getRepository(CommittedAction)
    .insert(actions.map((words, i) => ({ id: newId(), bookingId: invitation.bookingId, position: i + 1, words })))
  const state = { state: 'answered' as const, nextAt: null }
  await database.getRepository(EvaluationInvitation).update({ id: invitationId }, state)
}
