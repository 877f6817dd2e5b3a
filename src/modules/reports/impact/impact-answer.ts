import type { Period } from '../../../shared/periods.js'
import { rounded } from '../../evaluation/rules/pairing.js'
import type { ComparisonReport, GroupReport, ImpactFilter, ImpactReport, StageReport } from '../rules/impact-report.js'
import type { Why } from '../rules/withhold.js'

/** A figure that is left out, by what would have held it, and why. */
export interface Suppressed {
  what: 'stage' | 'comparison' | 'options' | 'group stage' | 'group comparison'
  why: Why
  by?: string
  group?: string
  stage?: string
  measure?: string
  comparison?: string
  options?: string
}

/** The report as programs read it: means and changes to two places, and what is left out named beside what is there. */
export function impactAnswer(period: Period, filter: ImpactFilter, report: ImpactReport) {
  return {
    period,
    filter,
    stages: report.stages.map(stageOf),
    measures: report.measures.map(({ key, name, low, high, comparisons, bands }) => ({
      ...{ key, title: name, low, high },
      comparisons: comparisons.map(comparisonOf),
      distribution: bands,
    })),
    options: report.tallies.map(({ hidden: _, ...tally }) => tally),
    groups: report.groups.map(({ key, name, stages, measures }) => ({
      ...{ by: report.by, key, name, stages: stages.map(stageOf) },
      measures: measures.map(({ key: measure, comparison }) => ({ key: measure, ...comparisonOf(comparison) })),
    })),
    suppressed: suppressedOf(report),
  }
}

const stageOf = ({ stage, invited, answered, rate }: StageReport) => ({ stage, invited, answered, rate })

function comparisonOf({ key, from, to, pairs, before, after, change, spread, moved }: ComparisonReport) {
  return {
    ...{ comparison: key, from, to, pairs },
    means: { [from]: rounded(before, 2), [to]: rounded(after, 2) },
    ...{ change: rounded(change, 2), spread: rounded(spread, 2) },
    ...{ rose: moved?.rose ?? null, same: moved?.same ?? null, fell: moved?.fell ?? null },
  }
}

function suppressedOf(report: ImpactReport): Suppressed[] {
  const stages = report.stages.flatMap(({ stage, hidden }) => (hidden ? [{ what: 'stage' as const, stage, why: hidden }] : []))
  const comparisons = report.measures.flatMap(({ key, comparisons: all }) =>
    all.flatMap(({ key: comparison, hidden }) => (hidden ? [{ what: 'comparison' as const, measure: key, comparison, why: hidden }] : [])),
  )
  const tallies = report.tallies.flatMap(({ key, hidden }) => (hidden ? [{ what: 'options' as const, options: key, why: hidden }] : []))
  return [...stages, ...comparisons, ...tallies, ...report.groups.flatMap(group => suppressedGroup(report.by, group))]
}

function suppressedGroup(by: string, { key: group, stages, measures }: GroupReport): Suppressed[] {
  return [
    ...stages.flatMap(({ stage, hidden }) => (hidden ? [{ what: 'group stage' as const, by, group, stage, why: hidden }] : [])),
    ...measures.flatMap(({ key: measure, comparison: { key: comparison, hidden } }) =>
      hidden ? [{ what: 'group comparison' as const, by, group, measure, comparison, why: hidden }] : [],
    ),
  ]
}
