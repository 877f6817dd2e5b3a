import type { MigrationInterface, QueryRunner } from 'typeorm'
import { newId } from '../../shared/ids.js'
import { AFTER } from './evaluation-forms/after.js'
import { BANK } from './evaluation-forms/bank.js'
import { BEFORE } from './evaluation-forms/before.js'
import { MONTHS_LATER } from './evaluation-forms/months-later.js'
import { MEASURES } from './evaluation-forms/shared.js'
import { WEEKS_LATER } from './evaluation-forms/weeks-later.js'

const FORMS = [
  { stage: 'pre', title: 'Before the course', content: BEFORE },
  { stage: 'post', title: 'After the course', content: AFTER },
  { stage: 'impact', title: 'Some weeks later', content: WEEKS_LATER },
  { stage: 'manager', title: 'The manager, months later', content: MONTHS_LATER },
]

// Before anything that could have been asked: answers may be loaded that are older than the installation.
const SINCE = '2020-01-01T00:00:00Z'

const MEASURE = 'INSERT INTO measure (id, key, title, low, high) VALUES ($1, $2, $3, $4, $5)'
const QUESTION = 'INSERT INTO bank_question (id, key, question) VALUES ($1, $2, $3::jsonb)'
const FORM = `
  INSERT INTO evaluation_form (id, key, title, stage, state, draft, published_draft, changed_at)
  VALUES ($1, $2, $3, $2, 'published', $4::jsonb, 1, $5)`
const VERSION = 'INSERT INTO evaluation_form_version (id, form_id, number, content, published_at) VALUES ($1, $2, 1, $3::jsonb, $4)'

/** The forms, measures and questions that come with the product: a partnership can ask from its first day. */
export class EvaluationForms1764600100010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const { key, title, low, high } of MEASURES) await runner.query(MEASURE, [newId(), key, title, low, high])
    for (const question of BANK) await runner.query(QUESTION, [newId(), question.key, JSON.stringify(question)])
    for (const { stage, title, content } of FORMS) {
      const id = newId()
      await runner.query(FORM, [id, stage, title, JSON.stringify(content), SINCE])
      await runner.query(VERSION, [newId(), id, JSON.stringify(content), SINCE])
    }
  }

  /** Refused by the database once somebody has answered one of them. */
  async down(runner: QueryRunner): Promise<void> {
    const keys = FORMS.map(({ stage }) => stage)
    await runner.query('DELETE FROM evaluation_form_version WHERE form_id IN (SELECT id FROM evaluation_form WHERE key = ANY($1))', [keys])
    await runner.query('DELETE FROM evaluation_form WHERE key = ANY($1)', [keys])
    await runner.query('DELETE FROM bank_question WHERE key = ANY($1)', [BANK.map(({ key }) => key)])
    await runner.query('DELETE FROM measure WHERE key = ANY($1)', [MEASURES.map(({ key }) => key)])
  }
}
