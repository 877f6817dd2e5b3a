import { percent } from '../../../shared/percent.js'
import { type Band, distribution, inBands } from '../../evaluation/rules/distribution.js'
import { compared, COMPARISONS, pairOf, type ComparisonKey, type Pair } from '../../evaluation/rules/pairing.js'
import { responses } from '../../evaluation/rules/response-rates.js'
import type { Stage } from '../../evaluation/rules/stage-settings.js'
import { COUNTED, hiding, nothingHidden, statistic, type Hides } from './impact-hiding.js'
import {
  groupsOf,
  isIn,
  TEXT_DIMENSIONS,
  tallies,
  type ImpactDimension,
  type ImpactMeta,
  type ImpactRow,
  type Measure,
  type Named,
  type Option,
  type TallyOf,
} from './impact-rows.js'
import { SMALLEST_GROUP } from './small-groups.js'
import { cellKey, few, WHOLE, type Why } from './withhold.js'

export type ImpactFilter = Partial<Record<ImpactDimension, string>>

export interface StageReport {
  stage: Stage
  /** null where too few were asked. */
  invited: number | null
  /** null with `hidden`. */
  answered: number | null
  rate: number | null
  hidden: false | Why
}

/** Two stages of one measure; everything but the names is null with `hidden`. What rose and fell is null where a count of it would be too small. */
export interface ComparisonReport {
  key: ComparisonKey
  from: Stage
  to: Stage
  hidden: false | Why
  pairs: number | null
  before: number | null
  after: number | null
  change: number | null
  spread: number | null
  moved: { rose: number; same: number; fell: number } | null
}

export interface MeasureReport extends Measure {
  comparisons: ComparisonReport[]
  /** How often each answer was given before and after; null where it is not shown. */
  bands: Band[] | null
}

/** `counted` of `answered` chose an option that counts; what is null is not shown. */
export interface TallyReport extends Pick<TallyOf, 'key' | 'title' | 'stage' | 'exclusive'> {
  hidden: false | Why
  answered: number | null
  counted: number | null
  share: number | null
  options: (Option & { count: number | null })[]
}

/** A group of a breakdown: the response after the course, and each measure before and after. */
export interface GroupReport extends Named {
  stages: StageReport[]
  measures: { key: string; comparison: ComparisonReport }[]
}

export interface ImpactReport {
  stages: StageReport[]
  measures: MeasureReport[]
  tallies: TallyReport[]
  by: ImpactDimension
  groups: GroupReport[]
  /** Texts may be read: always by the business unit, by others where five people wrote. */
  texts: boolean
}

export interface ImpactAsked {
  filter: ImpactFilter
  by: ImpactDimension
  /** For the business unit, small groups included; others ask for one group at most. */
  everything: boolean
}

interface Reading {
  meta: ImpactMeta
  hides: Hides
  everything: boolean
}

/** Impact of the bookings of a period: of all of them, or of those that the filter leaves. */
export function impactReport(rows: readonly ImpactRow[], meta: ImpactMeta, { filter, by, everything }: ImpactAsked): ImpactReport {
  const wanted = Object.entries(filter) as [ImpactDimension, string][]
  const own = rows.filter(row => wanted.every(([dimension, key]) => isIn(row, dimension, key)))
  const reading = { meta, hides: everything ? nothingHidden : hiding(rows, meta), everything }
  const cell = everything || !wanted[0] ? WHOLE : cellKey(...wanted[0])
  // Nothing is taken away from the whole of one year but its groups, which tell nothing of these counts.
  const inDetail = everything || (cell === WHOLE && new Set(rows.map(row => row.year)).size < 2)
  const groups = everything || cell === WHOLE ? groupsOf(own, by) : []
  return {
    stages: stagesOf(own, cell, reading.hides),
    measures: meta.measures.map(measure => measureOf(own, cell, measure, reading, inDetail)),
    tallies: tallies(meta).map(tally => tallyOf(own, cell, tally, reading, inDetail)),
    by,
    groups: groups.map(group =>
      groupOf(
        own.filter(row => isIn(row, by, group.key)),
        cellKey(by, group.key),
        group,
        reading,
      ),
    ),
    texts: textsShown(wanted[0]?.[0], cell, reading),
  }
}

/** Who may read what was written: by an agency group, a trainer or a quarter it would tell who wrote. */
const textsShown = (dimension: ImpactDimension | undefined, cell: string, { everything, hides }: Reading): boolean =>
  everything || ((!dimension || TEXT_DIMENSIONS.includes(dimension)) && hides(statistic.texts, cell) === false)

function stagesOf(rows: readonly ImpactRow[], cell: string, hides: Hides): StageReport[] {
  return responses(rows).map(({ stage, invited, answered, rate }) => {
    const none = hides(statistic.invited(stage), cell)
    const hidden = none || hides(statistic.answered(stage), cell)
    return { stage, invited: none ? null : invited, answered: hidden ? null : answered, rate: hidden ? null : rate, hidden }
  })
}

function measureOf(rows: readonly ImpactRow[], cell: string, measure: Measure, reading: Reading, inDetail: boolean): MeasureReport {
  const comparisons = COMPARISONS.map(comparison => comparisonOf(rows, cell, measure.key, comparison, reading, inDetail))
  const first = comparisons[0]!
  const bars = distribution(pairsOf(rows, measure.key, COMPARISONS[0]))
  const bands = first.hidden || !inDetail ? null : reading.everything ? bars : inBands(bars, SMALLEST_GROUP)
  return { ...measure, comparisons, bands }
}

const pairsOf = (rows: readonly ImpactRow[], measure: string, comparison: (typeof COMPARISONS)[number]): Pair[] =>
  rows.map(row => pairOf(row, measure, comparison)).filter(pair => pair !== null)

function comparisonOf(
  rows: readonly ImpactRow[],
  cell: string,
  measure: string,
  comparison: (typeof COMPARISONS)[number],
  { hides, everything }: Reading,
  inDetail: boolean,
): ComparisonReport {
  const { key, from, to } = comparison
  const hidden = hides(statistic.pairs(measure, key), cell)
  if (hidden) return { key, from, to, hidden, pairs: null, before: null, after: null, change: null, spread: null, moved: null }
  const { rose, same, fell, ...found } = compared(pairsOf(rows, measure, comparison))
  const enough = [rose, same, fell].every(n => n === 0 || n >= SMALLEST_GROUP)
  return { key, from, to, hidden, ...found, moved: everything || (inDetail && enough) ? { rose, same, fell } : null }
}

function tallyOf(rows: readonly ImpactRow[], cell: string, tally: TallyOf, reading: Reading, inDetail: boolean): TallyReport {
  const { key, title, stage, exclusive } = tally
  const hidden = reading.hides(statistic.tally(key), cell)
  const told = hidden ? [] : rows.map(tally.optionsOf).filter(options => options !== null)
  const shows = optionsShown(rows, tally, cell, reading, inDetail)
  const options = tally.options.map(option => ({ ...option, count: !hidden && shows(option) ? countOf(told, option.key) : null }))
  const isCounted = (one: string) => tally.options.some(option => option.counts && option.key === one)
  // An action each; else a person each, however many options they chose.
  const answers = key === 'kept' ? told.flat().map(one => [one]) : told
  const counted = answers.filter(one => one.some(isCounted)).length
  const sure = !hidden && (reading.everything || (exclusive && !reading.hides(statistic.option(key, COUNTED), cell)))
  return {
    ...{ key, title, stage, exclusive, hidden, options },
    answered: hidden ? null : answers.length,
    counted: sure ? counted : null,
    share: sure ? percent(counted, answers.length) : null,
  }
}

const countOf = (told: readonly string[][], option: string): number => told.flat().filter(one => one === option).length

/** Which options of a tally are shown one by one: of exclusive ones all or none, and outside the business unit only of everybody. */
function optionsShown(rows: readonly ImpactRow[], tally: TallyOf, cell: string, { everything, hides }: Reading, inDetail: boolean) {
  if (everything) return () => true
  if (!tally.exclusive) return ({ key }: Option) => !hides(statistic.option(tally.key, key), cell)
  const who = (i: number) => (tally.stage === 'manager' ? rows[i]!.manager : null) ?? rows[i]!.personId
  const choosing = (key: string) => rows.flatMap((row, i) => (tally.optionsOf(row)?.includes(key) ? [i] : []))
  const large = inDetail && tally.options.every(({ key }) => !few(choosing(key), who))
  return () => large
}

function groupOf(rows: readonly ImpactRow[], cell: string, group: Named, reading: Reading): GroupReport {
  const measures = reading.meta.measures.map(({ key }) => ({
    key,
    comparison: comparisonOf(rows, cell, key, COMPARISONS[0], reading, false),
  }))
  return { ...group, stages: stagesOf(rows, cell, reading.hides), measures }
}
