import { stringify } from 'csv-stringify/sync'
import type { Period } from '../../../shared/periods.js'
import { COMPARISONS, rounded } from '../../evaluation/rules/pairing.js'
import type { ComparisonReport, ImpactReport, StageReport } from '../rules/impact-report.js'

const HEAD = [
  ...['from', 'to', 'by', 'key', 'name', 'figure', 'item', 'part', 'invited', 'answered', 'percent', 'pairs'],
  ...['mean before', 'mean after', 'change', 'spread', 'rose', 'same', 'fell', 'note'],
]
type Line = (string | number | null)[]

/**
 * One line a figure: of everything asked for (`by` is empty), then of each group of each breakdown. What is left out is empty, and the note says
 * why. `reports`: the same period by each breakdown.
 */
export function impactCsv({ from, to }: Period, reports: readonly ImpactReport[]): string {
  const [whole] = reports
  const groups = reports.flatMap(({ by, groups: all, measures }) =>
    all.flatMap(({ key, name, stages, measures: own }) =>
      [
        ...stages.map(responseLine),
        ...own.map(one => comparisonLine(measures.find(measure => measure.key === one.key)!.name, one.comparison)),
      ].map(line => [by, key, name, ...line]),
    ),
  )
  const body = whole ? [...wholeLines(whole).map(line => ['', '', '', ...line]), ...groups] : []
  // A spreadsheet would run a name that begins like a formula.
  return stringify([HEAD, ...body.map(line => [from, to, ...line])], { escape_formulas: true })
}

function wholeLines({ stages, measures, tallies }: ImpactReport): Line[] {
  return [
    ...stages.map(responseLine),
    ...measures.flatMap(({ name, comparisons }) => comparisons.map(one => comparisonLine(name, one))),
    ...tallies.flatMap(({ title, answered, counted, share, hidden, options }) => [
      optionLine(title, 'all that count', answered, counted, share, hidden !== false),
      ...options.map(({ words, count }) => optionLine(title, words, answered, count, null, count === null)),
    ]),
  ]
}

const NOT_SHOWN = 'not shown: fewer than 5 people, or they could be worked out'
const EMPTY_MEANS = [null, null, null, null, null, null, null, null]

const responseLine = ({ stage, invited, answered, rate, hidden }: StageReport): Line => [
  ...['response', stage, '', invited, answered, rate],
  ...EMPTY_MEANS,
  hidden ? NOT_SHOWN : '',
]

function comparisonLine(name: string, { key, hidden, pairs, before, after, change, spread, moved }: ComparisonReport): Line {
  const part = COMPARISONS.find(one => one.key === key)!.title
  const means = [before, after, change, spread].map(value => rounded(value, 2))
  const counts = [moved?.rose ?? null, moved?.same ?? null, moved?.fell ?? null]
  return ['measure', name, part, null, null, null, pairs, ...means, ...counts, hidden ? NOT_SHOWN : '']
}

/** Of answers by option: `invited` is then how many answered, `answered` how many of them chose it. */
function optionLine(
  title: string,
  words: string,
  answered: number | null,
  count: number | null,
  share: number | null,
  hidden: boolean,
): Line {
  return ['options', title, words, answered, count, share, ...EMPTY_MEANS, hidden ? NOT_SHOWN : '']
}
