import type { EntityManager } from 'typeorm'
import { hashSecret } from '../../../shared/secrets.js'
import { ERASED_NAME, erasedAddress, GONE } from '../../../shared/removed.js'
import type { Answers, FormContent } from '../../evaluation/rules/form-content.js'
import { WORDS } from '../registry/registry.js'
import { mentionPattern } from '../rules/erasure.js'
import { withoutWords } from '../rules/without-words.js'
import { OWN_ROWS } from './own-rows.sql.js'

/** Who somebody was, for as long as it takes to forget it. */
export interface Identity {
  id: string
  name: string
  email: string
}

const CLEARED = `to_name = '', to_email = '', data = '{}', calendar = NULL, claim = NULL, cleared_at = $2,
  outcome = CASE state WHEN 'due' THEN 'The person was erased.' END, state = CASE WHEN state IN ('due', 'failed') THEN 'dropped' ELSE state END`

// Whatever has a number of its own and mails about it.
const THEIRS = `
  SELECT $1::uuid AS id UNION ALL SELECT id FROM booking WHERE person_id = $1 UNION ALL SELECT id FROM enrolment WHERE person_id = $1
  UNION ALL SELECT id FROM evaluation_invitation WHERE person_id = $1 UNION ALL SELECT id FROM evidence WHERE person_id = $1
  UNION ALL SELECT id FROM certificate WHERE person_id = $1 UNION ALL SELECT id FROM offer WHERE person_id = $1
  UNION ALL SELECT id FROM waiting_entry WHERE person_id = $1`
const ABOUT = `
  UPDATE message SET ${CLEARED} WHERE cleared_at IS NULL AND kind <> 'account-erased'
    AND subject ~ (SELECT string_agg(id::text, '|') FROM (${THEIRS}) theirs)`
const TO_THEM = `UPDATE message SET ${CLEARED} WHERE to_email = $1`

const ANSWERS = `
  SELECT a.invitation_id AS id, a.answers, v.content FROM evaluation_answer a JOIN evaluation_invitation i ON i.id = a.invitation_id
    JOIN evaluation_form_version v ON v.id = a.form_version_id WHERE i.person_id = $1 FOR UPDATE OF a`
const WRITE_ANSWERS = `
  UPDATE evaluation_answer a SET answers = n.answers, words_removed_at = $2, quotable = false
  FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, answers jsonb) WHERE a.invitation_id = n.id`

// As somebody's line manager: one new name for all of it, so that how many managers answered stays what it was.
const AS_MANAGER = [
  `UPDATE person SET manager_name = '', manager_email = '' WHERE lower(manager_email) = $1`,
  `UPDATE person SET deputy_name = '', deputy_email = '' WHERE lower(deputy_email) = $1`,
  `UPDATE approval SET manager_name = '', manager_email = '', manager_hash = NULL WHERE lower(manager_email) = $1`,
  `UPDATE approval SET deputy_name = '', deputy_email = '', deputy_hash = NULL WHERE lower(deputy_email) = $1`,
  // Who answered for an agency stays somebody, to whom nothing is sent.
  `UPDATE agency_return SET contact_name = '', contact_email = CASE WHEN asked_at IS NULL THEN '' ELSE '${GONE}' END, next_at = NULL
    WHERE lower(contact_email) = $1`,
  `UPDATE evaluation_invitation i SET manager_name = NULL, manager_email = gone.name, next_at = NULL, link_nonce = NULL, link_hash = NULL,
    state = CASE WHEN state IN ('due', 'asked') THEN 'closed' ELSE state END,
    closed_why = CASE WHEN state IN ('due', 'asked') THEN 'erased' ELSE closed_why END
    FROM (SELECT 'gone-' || gen_random_uuid() AS name) gone WHERE lower(i.manager_email) = $1`,
]

const STUB = `
  UPDATE person SET key = NULL, email = $2, name = '${ERASED_NAME}', agency_id = NULL, agency_other = NULL, job_role = '', manager_name = '',
    manager_email = '', deputy_name = '', deputy_email = '', roles = '{}', password_hash = NULL, confirmed_at = NULL, last_signed_in_at = NULL,
    signed_out = 0, version = version + 1, erased_at = $3 WHERE id = $1`

// A transcript of somebody else is signed as it is, and the audit has a way of its own.
const APART = ['transcript', 'audit']
// What can hold words: bytes and lists cannot.
const WORDED = `SELECT table_name AS "table", column_name AS "column", data_type AS type FROM information_schema.columns
  WHERE table_schema = 'public' AND data_type IN ('text', 'json', 'jsonb')`

/** Takes everything away that says who this person is, wherever it stands; the row stays as a stub. The person's row is locked by the caller. */
export async function forget(tx: EntityManager, who: Identity, now: Date): Promise<void> {
  const { id, email } = who
  // What is written down of this very change must not say again what it removes.
  await tx.query(`SELECT set_config('goldthread.audit', 'marked', true)`)
  await tx.query(TO_THEM.replaceAll('$2', '$2::timestamptz'), [email, now])
  await tx.query(ABOUT, [id, now])
  await forgetAnswers(tx, id, now)
  for (const sql of OWN_ROWS) await tx.query(sql, sql.includes('$2') ? [id, now] : [id])
  for (const sql of AS_MANAGER) await tx.query(sql, [email])
  await tx.query(`DELETE FROM failed_sign_in WHERE key = 'account:' || $1::text`, [hashSecret(email)])
  await tx.query(`UPDATE message_template SET changed_by_name = '${ERASED_NAME}' WHERE changed_by = $1`, [id])
  await tx.query(STUB, [id, erasedAddress(id), now])
  const pattern = await forgetMentions(tx, who)
  await tx.query('SELECT audit_forget($1), audit_forget($1, $2)', [id, pattern])
}

async function forgetAnswers(tx: EntityManager, id: string, now: Date): Promise<void> {
  const given = await tx.query<{ id: string; answers: Answers; content: FormContent }[]>(ANSWERS, [id])
  if (given.length === 0) return
  const bare = given.map(({ id: invitation, answers, content }) => ({ id: invitation, answers: withoutWords(content, answers) }))
  await tx.query(WRITE_ANSWERS, [JSON.stringify(bare), now])
}

/** Puts “Erased person” where others named them; answers by what they were looked for. */
async function forgetMentions(tx: EntityManager, { id, name, email }: Identity): Promise<string> {
  const others = await tx.query<unknown[]>('SELECT 1 FROM person WHERE lower(name) = lower($1) AND id <> $2 LIMIT 1', [name, id])
  const pattern = mentionPattern({ name, email, namesakes: others.length > 0 })
  for (const [table, columns] of await wordsByTable(tx)) {
    const found = columns.map(({ column }) => `${column}::text ~* $1`).join(' OR ')
    const put = columns.map(({ column, type }) => `${column} = regexp_replace(${column}::text, $1, '${ERASED_NAME}', 'gi')::${type}`)
    await tx.query(`UPDATE ${table} SET ${put.join(', ')} WHERE ${found}`, [pattern])
  }
  return pattern
}

interface Worded {
  table: string
  column: string
  type: string
}

async function wordsByTable(tx: EntityManager): Promise<Map<string, Worded[]>> {
  const tables = new Map<string, Worded[]>()
  for (const one of await tx.query<Worded[]>(WORDED)) {
    const mayName = !APART.includes(one.table) && WORDS.some(({ table, column }) => table === one.table && column === one.column)
    if (mayName) tables.set(one.table, [...(tables.get(one.table) ?? []), one])
  }
  return tables
}
