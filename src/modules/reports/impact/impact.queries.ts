import { Injectable } from '@nestjs/common'
import { DataSource } from 'typeorm'
import { londonDate, periodBounds } from '../../../shared/dates.js'
import { financialYear, quarterOf, type Period } from '../../../shared/periods.js'
import type { QuestionOption } from '../../evaluation/rules/form-content.js'
import type { BookingAnswers } from '../../evaluation/rules/pairing.js'
import type { Stage } from '../../evaluation/rules/stage-settings.js'
import type { ImpactMeta, ImpactRow, Measure, Named, Option } from '../rules/impact-rows.js'
import { agencyGroupKey, NO_AGENCY } from '../rules/report.js'
import { ANSWERS, META, OCCURRENCES } from './impact.statements.js'

interface AnswerRow extends Omit<BookingAnswers, 'chosen'> {
  occurrenceId: string
  agencyGroup: string | null
  chosen: Partial<Record<Stage, Partial<Record<'applied' | 'barriers', string | string[]>>>>
}

interface OccurrenceRow {
  id: string
  startsAt: Date
  courseKey: string
  courseTitle: string
  topicKey: string
  topicName: string
  priority: boolean
  trainers: Named[]
}

interface MetaRow {
  measures: Measure[]
  questions: { stage: Stage; role: 'applied' | 'barriers'; options: QuestionOption[] }[]
}

export interface ImpactData {
  rows: ImpactRow[]
  meta: ImpactMeta
}

const ALWAYS = [new Date('1900-01-01T00:00:00Z'), new Date('2200-01-01T00:00:00Z')]

/** Reads what was answered about the bookings of a period: three statements, whatever is made of it. */
@Injectable()
export class ImpactQueries {
  constructor(private readonly database: DataSource) {}

  /** Of the dates that started in the period, both its days counted, and by now: before the rest not everybody has been asked. */
  ofPeriod({ from, to }: Period, now: Date): Promise<ImpactData> {
    const { start, end } = periodBounds(from, to)
    return this.read([start, end < now ? end : now, null])
  }

  ofOccurrence(occurrenceId: string): Promise<ImpactData> {
    return this.read([...ALWAYS, occurrenceId])
  }

  private async read(values: unknown[]): Promise<ImpactData> {
    const [answers, occurrences, [meta]] = await Promise.all([
      this.database.query<AnswerRow[]>(ANSWERS, values),
      this.database.query<OccurrenceRow[]>(OCCURRENCES, values),
      this.database.query<MetaRow[]>(META),
    ])
    const dates = new Map(occurrences.map(occurrence => [occurrence.id, groupsOf(occurrence)]))
    return { rows: answers.map(answer => rowOf(answer, dates.get(answer.occurrenceId)!)), meta: metaOf(meta!) }
  }
}

type OccurrenceGroups = Pick<ImpactRow, 'course' | 'topic' | 'trainers' | 'quarter' | 'year'>

function groupsOf({ startsAt, courseKey, courseTitle, topicKey, topicName, priority, trainers }: OccurrenceRow): OccurrenceGroups {
  const day = londonDate(startsAt)
  return {
    course: { key: courseKey, name: courseTitle },
    topic: { key: topicKey, name: topicName, priority },
    trainers,
    quarter: quarterOf(day),
    year: financialYear(day),
  }
}

function rowOf({ agencyGroup, chosen, occurrenceId: _, ...answer }: AnswerRow, groups: OccurrenceGroups): ImpactRow {
  const lists = Object.entries(chosen).map(([stage, roles]) => [
    stage,
    Object.fromEntries(Object.entries(roles).map(([role, value]) => [role, [value].flat()])),
  ])
  const group = { key: agencyGroupKey(agencyGroup), name: agencyGroup ?? NO_AGENCY }
  return { ...answer, ...groups, agencyGroup: group, chosen: Object.fromEntries(lists) as ImpactRow['chosen'] }
}

/** Options in the order and the words of the newest version that has them. */
function metaOf({ measures, questions }: MetaRow): ImpactMeta {
  const options: ImpactMeta['options'] = {}
  for (const { stage, role, options: own } of questions) {
    const there = options[stage]?.[role] ?? []
    const newest = own.map(({ key, words, counts }): Option => ({ key, words, counts: counts !== false }))
    const gone = there.filter(option => !newest.some(({ key }) => key === option.key))
    options[stage] = { ...options[stage], [role]: [...newest, ...gone] }
  }
  return { measures, options }
}
