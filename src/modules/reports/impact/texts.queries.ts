import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { periodBounds } from '../../../shared/dates.js'
import { quarterPeriod, type Period } from '../../../shared/periods.js'
import type { QuestionKind, QuestionOption, AnswerValue } from '../../evaluation/rules/form-content.js'
import type { Stage } from '../../evaluation/rules/stage-settings.js'
import type { ImpactFilter } from '../rules/impact-report.js'
import { ANONYMOUS, ONE_TEXT, STATEMENTS, TEXTS } from './texts.statements.js'

export const TEXTS_PER_PAGE = 20

/** Something that somebody wrote, with what it may be quoted by. */
export interface WrittenText {
  invitationId: string
  questionKey: string
  question: string
  stage: Stage
  words: string
  quotable: boolean
  courseKey: string
  course: string
  agencyGroup: string
  jobRole: string
  startsAt: Date
  /** As it is quoted, where it was chosen. */
  quoted: string | null
  tags: string[]
}

export interface TextSearch {
  words: string
  theme: string | null
  stage: string | null
  quotable: boolean
  page: number
}

export interface FoundTexts {
  total: number
  rows: WrittenText[]
  themes: { theme: string; count: number }[]
}

export interface AnonymousAnswer {
  person: number
  startsAt: Date
  course: string
  topic: string
  agencyGroup: string
  stage: Stage
  key: string
  kind: QuestionKind
  question: string
  options: QuestionOption[] | null
  value: AnswerValue
}

/** Reads what people wrote. */
@Injectable()
export class TextsQueries {
  constructor(private readonly database: DataSource) {}

  /** Every word of the search has to be there, in whatever order. */
  async find(period: Period, filter: ImpactFilter, { words, theme, stage, quotable, page }: TextSearch): Promise<FoundTexts> {
    const patterns = words
      .toLowerCase()
      .split(/\s+/)
      .filter(word => word !== '')
      .map(word => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
    const values = [...within(period, filter), patterns, theme, stage, quotable, TEXTS_PER_PAGE, (page - 1) * TEXTS_PER_PAGE]
    const [found] = await this.database.query<FoundTexts[]>(TEXTS, values)
    return { ...found!, rows: found!.rows.map(row => ({ ...row, startsAt: new Date(row.startsAt) })) }
  }

  async one(invitationId: string, questionKey: string): Promise<WrittenText | null> {
    const [found] = await this.database.query<WrittenText[]>(ONE_TEXT, [invitationId, questionKey])
    return found ?? null
  }

  statements(period: Period): Promise<WrittenText[]> {
    return this.database.query(STATEMENTS, within(period, {}))
  }

  /** `salt`: what pseudonyms are made with, so that two downloads cannot be laid side by side. */
  anonymous(period: Period, filter: ImpactFilter, salt: string): Promise<AnonymousAnswer[]> {
    return this.database.query(ANONYMOUS, [...within(period, filter), salt])
  }
}

function within(period: Period, filter: ImpactFilter): unknown[] {
  const { start, end } = periodBounds(...daysOf(period, filter.quarter))
  const { course = null, topic = null, priority = null, trainer = null } = filter
  return [start, end, course, topic, priority, filter['agency-group'] ?? null, trainer]
}

/** A quarter is a part of the period. */
function daysOf({ from, to }: Period, quarter: string | undefined): [string, string] {
  if (!quarter || !/^\d{4}-\d{2} Q[1-4]$/.test(quarter)) return [from, to]
  const part = quarterPeriod(quarter)
  return [part.from > from ? part.from : from, part.to < to ? part.to : to]
}
