import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import type { FormQuestion } from '../rules/form-content.js'
import type { Stage } from '../rules/stage-settings.js'

export interface ListedMeasure {
  key: string
  title: string
  low: string
  high: string
  version: number
  /** The stages of the forms in use that ask it, and how often it was answered. */
  stages: Stage[]
  answers: number
}

export interface BankQuestionRow {
  key: string
  question: FormQuestion
  retired: boolean
  version: number
}

const MEASURES = `
  SELECT m.key, m.title, m.low, m.high, m.version,
    coalesce((SELECT array_agg(DISTINCT f.stage) FROM evaluation_form f
      WHERE f.state = 'published' AND jsonb_path_exists(f.draft, '$.groups[*].questions[*].measure ? (@ == $key)', jsonb_build_object('key', m.key))), '{}') AS stages,
    (SELECT count(*)::int FROM evaluation_score s WHERE s.measure_key = m.key) AS answers
  FROM measure m ORDER BY m.title`
const NAMES = `SELECT key, title, low, high, version, '{}'::text[] AS stages, 0 AS answers FROM measure ORDER BY title`
const BANK = `SELECT key, question, retired, version FROM bank_question ORDER BY retired, question->>'words'`
const ONE = 'SELECT key, question, retired, version FROM bank_question WHERE key = $1'

/** What the desk reads of measures and of the question bank. */
@Injectable()
export class MeasuresQueries {
  constructor(private readonly database: DataSource) {}

  /** Every measure with where it is asked. */
  list(): Promise<ListedMeasure[]> {
    return this.database.query(MEASURES)
  }

  /** Every measure by its words only: for lists to choose from. */
  names(): Promise<ListedMeasure[]> {
    return this.database.query(NAMES)
  }

  bank(): Promise<BankQuestionRow[]> {
    return this.database.query(BANK)
  }

  async bankQuestion(key: string): Promise<BankQuestionRow | null> {
    const [row] = await this.database.query<BankQuestionRow[]>(ONE, [key])
    return row ?? null
  }
}
