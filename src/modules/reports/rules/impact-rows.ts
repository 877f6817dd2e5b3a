import type { Kept } from '../../evaluation/rules/form-content.js'
import type { BookingAnswers } from '../../evaluation/rules/pairing.js'
import type { Stage } from '../../evaluation/rules/stage-settings.js'

export interface Named {
  key: string
  name: string
}

/** What impact can be broken down by, and asked for. A priority is one of the partnership's topics; all other topics are one group. */
export const IMPACT_DIMENSIONS = [
  { key: 'course', title: 'course' },
  { key: 'topic', title: 'topic' },
  { key: 'priority', title: 'priority' },
  { key: 'agency-group', title: 'agency group' },
  { key: 'trainer', title: 'trainer' },
  { key: 'quarter', title: 'quarter' },
] as const
export type ImpactDimension = (typeof IMPACT_DIMENSIONS)[number]['key']

/** What a list of written answers may be narrowed to outside the business unit. */
export const TEXT_DIMENSIONS: readonly ImpactDimension[] = ['course', 'topic', 'priority']

/** What was answered about one booking, with all that it is grouped by. */
export interface ImpactRow extends BookingAnswers {
  course: Named
  topic: Named & { priority: boolean }
  agencyGroup: Named
  trainers: Named[]
  /** `2025-26 Q1`, and its financial year. */
  quarter: string
  year: string
}

export interface Measure extends Named {
  low: string
  high: string
}

/** An option of a question that impact reads; one that does not count says that nothing was applied, or stood in the way. */
export interface Option {
  key: string
  words: string
  counts: boolean
}

/** What the rows are read by: measures, and the options of the questions of each stage. */
export interface ImpactMeta {
  measures: readonly Measure[]
  options: Partial<Record<Stage, Partial<Record<'applied' | 'barriers', Option[]>>>>
}

const OTHER_TOPICS: Named = { key: 'other-topics', name: 'Other topics' }

/** The groups of a dimension that a row belongs to: one, or as many as it has trainers. */
export function namesOf(row: ImpactRow, dimension: ImpactDimension): Named[] {
  switch (dimension) {
    case 'course':
      return [row.course]
    case 'topic':
      return [row.topic]
    case 'priority':
      return [row.topic.priority ? row.topic : OTHER_TOPICS]
    case 'agency-group':
      return [row.agencyGroup]
    case 'trainer':
      return row.trainers
    case 'quarter':
      return [{ key: row.quarter, name: row.quarter }]
  }
}

/** The groups that the rows fall into, by name. */
export function groupsOf(rows: readonly ImpactRow[], dimension: ImpactDimension): Named[] {
  const groups = new Map(rows.flatMap(row => namesOf(row, dimension)).map(({ key, name }) => [key, { key, name }]))
  const last = ({ key }: Named) => Number(key === OTHER_TOPICS.key)
  return [...groups.values()].sort((a, b) => last(a) - last(b) || a.name.localeCompare(b.name, 'en-GB') || a.key.localeCompare(b.key))
}

export const isIn = (row: ImpactRow, dimension: ImpactDimension, key: string): boolean =>
  namesOf(row, dimension).some(one => one.key === key)

/** A question whose answers are counted by option. */
export interface TallyOf {
  key: 'applied' | 'applied-manager' | 'kept' | 'barriers' | 'barriers-manager'
  title: string
  stage: Stage
  /** Each answer is one option, so that they add up to all. */
  exclusive: boolean
  options: Option[]
  /** The options a row chose; null where it did not answer. Of actions one for each. */
  optionsOf: (row: ImpactRow) => string[] | null
}

const KEPT_OPTIONS: { key: Kept; words: string; counts: boolean }[] = [
  { key: 'yes', words: 'Kept', counts: true },
  { key: 'partly', words: 'Partly', counts: false },
  { key: 'not yet', words: 'Not yet', counts: false },
]

/** Everything that is counted by option, in the order in which it is told. */
export function tallies({ options }: ImpactMeta): TallyOf[] {
  const of = (key: TallyOf['key'], title: string, stage: Stage, role: 'applied' | 'barriers'): TallyOf => ({
    ...{ key, title, stage, exclusive: role === 'applied', options: options[stage]?.[role] ?? [] },
    optionsOf: row => row.chosen[stage]?.[role] ?? null,
  })
  return [
    of('applied', 'Used what they learned, 8 weeks after', 'impact', 'applied'),
    of('applied-manager', 'Seen by the manager, 6 months after', 'manager', 'applied'),
    {
      ...{ key: 'kept', title: 'Actions that were committed to', stage: 'impact', exclusive: true, options: KEPT_OPTIONS },
      optionsOf: row => (row.kept.length > 0 ? row.kept : null),
    },
    of('barriers', 'What stood in the way, in the delegates’ view', 'impact', 'barriers'),
    of('barriers-manager', 'What stood in the way, in the managers’ view', 'manager', 'barriers'),
  ]
}
