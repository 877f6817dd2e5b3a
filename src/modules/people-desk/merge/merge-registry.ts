/**
 * What becomes of each column that names a person, when their account becomes part of another (docs/people-desk.md):
 * - `moves`: the rows are the other account's from then on, as they are;
 * - `one stays`: the two accounts may both have one where a person has one; `merge-steps.ts` or the plan of `rules/merge-plan.ts` says which;
 * - `ends`: what opened the account is worth nothing any more.
 * A test walks the schema and names every foreign key to `person` that has no row here: a new table cannot be forgotten. What is missed all
 * the same stops the deletion of the account, and with it the whole transaction.
 */
export type Treatment = 'moves' | 'one stays' | 'ends'

export const PERSON_COLUMNS: Record<string, Treatment> = {
  'answer_tag.tagged_by_id': 'moves',
  'approval.answered_by_person_id': 'moves',
  'booking.person_id': 'one stays',
  'booking.booked_by_id': 'moves',
  'booking.cancelled_by_person_id': 'moves',
  'calendar_feed.person_id': 'one stays',
  'certificate.person_id': 'moves',
  'certificate.withdrawn_by_id': 'moves',
  'charge.decided_by_id': 'moves',
  'charge_export.made_by_id': 'moves',
  'closed_day.added_by_id': 'moves',
  'data_copy.person_id': 'moves',
  'data_copy.by_id': 'moves',
  'enrolment.person_id': 'one stays',
  'erasure.person_id': 'moves',
  'erasure.decided_by_id': 'moves',
  'evaluation_form.changed_by_id': 'moves',
  'evaluation_form_version.published_by_id': 'moves',
  'evaluation_invitation.person_id': 'moves',
  'evaluation_occurrence.opened_by_id': 'moves',
  'evidence.person_id': 'one stays',
  'evidence.decided_by_id': 'moves',
  'impact_statement.chosen_by_id': 'moves',
  'learning_record.person_id': 'one stays',
  'learning_record.recorded_by_id': 'moves',
  'merged_person.into_id': 'moves',
  'merged_person.merged_by_id': 'moves',
  'message_preference.person_id': 'one stays',
  'module.changed_by_id': 'moves',
  'module_version.published_by_id': 'moves',
  'name_spelling.person_id': 'one stays',
  'offer.person_id': 'moves',
  'person_token.person_id': 'ends',
  'policy_version.made_by_id': 'moves',
  'purge_run.by_id': 'moves',
  'register_change.by_id': 'moves',
  'register_mark.marked_by_id': 'moves',
  'retention_setting.changed_by_id': 'moves',
  'scorm_package.uploaded_by_id': 'moves',
  'terms_version.made_by_id': 'moves',
  'trainer.person_id': 'one stays',
  'training_return.opened_by_id': 'moves',
  'transcript.person_id': 'one stays',
  'transcript.made_by_id': 'moves',
  'upload.uploaded_by_id': 'moves',
  'waiting_entry.person_id': 'one stays',
  'xapi_statement.person_id': 'moves',
}

/**
 * The same of what names a trainer, for two accounts that were both in the pool: one trainer stays. `with` is the column beside it that
 * a trainer has one row of; where both have one, the other's is dropped. null: there may be several.
 */
export const TRAINER_COLUMNS: Record<string, { with: string | null }> = {
  'occurrence_trainer.trainer_id': { with: 'occurrence_id' },
  'trainer_course.trainer_id': { with: 'course_id' },
  'trainer_absence.trainer_id': { with: null },
}

/** Whose these columns are, moved from one account to the other: the statements, $1 the one that stays, $2 the one that goes. */
export const MOVES: readonly string[] = Object.keys(PERSON_COLUMNS)
  .filter(name => PERSON_COLUMNS[name] !== 'ends')
  .map(name => name.split('.') as [string, string])
  .map(([table, column]) => `UPDATE ${table} SET ${column} = $1 WHERE ${column} = $2`)

/** The same for the pool. */
export const TRAINER_MOVES: readonly string[] = Object.entries(TRAINER_COLUMNS).map(([name, { with: beside }]) => {
  const [table, column] = name.split('.') as [string, string]
  const free = beside ? ` AND NOT EXISTS (SELECT 1 FROM ${table} x WHERE x.${column} = $1 AND x.${beside} = t.${beside})` : ''
  return `UPDATE ${table} t SET ${column} = $1 WHERE t.${column} = $2${free}`
})
export const TRAINER_LEAVINGS: readonly string[] = Object.entries(TRAINER_COLUMNS)
  .filter(([, { with: beside }]) => beside !== null)
  .map(([name]) => name.split('.') as [string, string])
  .map(([table, column]) => `DELETE FROM ${table} WHERE ${column} = $1`)
