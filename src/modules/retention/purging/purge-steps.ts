import { Injectable } from '@nestjs/common'
import type { EntityManager } from 'typeorm'
import { Transaction } from '../../../database/transaction.js'
import type { Answers, FormContent } from '../../evaluation/rules/form-content.js'
import { REMOVED } from '../../../shared/removed.js'
import { cutoff, type PeriodKey } from '../rules/periods.js'
import { withoutWords } from '../rules/without-words.js'
import { ANSWERS_DUE, AUDIT_LET_GO, PARTS, type Part } from './due.js'

interface Written {
  id: string
  answers: Answers
  content: FormContent
}

const WRITTEN = `
  SELECT a.invitation_id AS id, a.answers, v.content FROM evaluation_answer a JOIN evaluation_form_version v ON v.id = a.form_version_id
  WHERE a.invitation_id IN (SELECT id FROM (${ANSWERS_DUE}) due ORDER BY since LIMIT $2) AND a.words_removed_at IS NULL
  FOR UPDATE OF a SKIP LOCKED`
const WRITE = `
  UPDATE evaluation_answer a SET answers = n.answers, words_removed_at = $2
  FROM jsonb_to_recordset($1::jsonb) AS n(id uuid, answers jsonb) WHERE a.invitation_id = n.id`
const ACTIONS = `
  UPDATE committed_action k SET words = '${REMOVED}', outcome = '' FROM evaluation_invitation i
  WHERE i.id = ANY($1) AND k.booking_id = i.booking_id AND (k.words <> '${REMOVED}' OR k.outcome <> '')`
const COUNT = `
  UPDATE purge_run SET counts = counts || jsonb_build_object($2::text, coalesce((counts->>$2)::int, 0) + $3::int) WHERE id = $1`

/** Asked for: what is older than the setting, at most `limit` of it, counted on the purge that did it. */
export interface StepAsked {
  runId: string
  key: Exclude<PeriodKey, 'accounts'>
  amount: number
  limit: number
  now: Date
}

/**
 * One bounded step of a purge: what it removes and that it was removed are one transaction. Two workers at once take the same rows at
 * most in the sense that the second finds them removed; whoever is killed in between has removed whole steps.
 */
@Injectable()
export class PurgeSteps {
  constructor(private readonly transaction: Transaction) {}

  /** How many rows went; 0: there are no more. */
  async run(asked: StepAsked): Promise<number> {
    if (asked.key === 'answers') return this.transaction.run(async tx => counted(tx, asked, await answers(tx, asked)))
    if (asked.key === 'audit') return this.transaction.run(async tx => counted(tx, asked, await audit(tx, asked)))
    for (const part of PARTS[asked.key]) {
      const count = await this.transaction.run(async tx => counted(tx, asked, await remove(tx, part, asked)))
      if (count > 0) return count
    }
    return 0
  }
}

async function remove(tx: EntityManager, { due, remove: sql }: Part, { key, amount, limit, now }: StepAsked): Promise<number> {
  const found = await tx.query<{ id: string }[]>(`SELECT id FROM (${due}) due ORDER BY since LIMIT $2`, [cutoff(key, amount, now), limit])
  if (found.length === 0) return 0
  const ids = found.map(({ id }) => id)
  // What is written down of it must not say again what it removes.
  await tx.query(`SELECT set_config('goldthread.audit', 'marked', true)`)
  const [, count] = await tx.query<[unknown, number]>(sql, sql.includes('$2') ? [ids, now] : [ids])
  return count
}

async function answers(tx: EntityManager, { amount, limit, now }: StepAsked): Promise<number> {
  const written = await tx.query<Written[]>(WRITTEN, [cutoff('answers', amount, now), limit])
  if (written.length === 0) return 0
  const bare = written.map(({ id, answers: given, content }) => ({ id, answers: withoutWords(content, given) }))
  await tx.query(WRITE, [JSON.stringify(bare), now])
  await tx.query(ACTIONS, [written.map(({ id }) => id)])
  return written.length
}

async function audit(tx: EntityManager, { amount, limit, now }: StepAsked): Promise<number> {
  const [row] = await tx.query<{ count: number }[]>(AUDIT_LET_GO, [cutoff('audit', amount, now), limit])
  return row?.count ?? 0
}

async function counted(tx: EntityManager, { runId, key }: StepAsked, count: number): Promise<number> {
  if (count > 0) await tx.query(COUNT, [runId, key, count])
  return count
}
