import { COMPARISONS } from '../../evaluation/rules/pairing.js'
import { bandColumns, COLUMNS, SLOPE, slopeLines } from '../rules/impact-charts.js'
import type { ImpactFilter, ImpactReport, MeasureReport, TallyReport } from '../rules/impact-report.js'
import { groupsOf, IMPACT_DIMENSIONS, type ImpactDimension, type Named } from '../rules/impact-rows.js'
import { changeSentence, directionOf, oneDecimal, signed } from '../rules/impact-words.js'
import type { ChosenImpact } from './ask-impact.js'
import type { ImpactData } from './impact.queries.js'

/** A measure as the page shows it: in a sentence each, drawn, and as a table. */
function measureTable(measure: MeasureReport) {
  const sentences = ['pre-post', 'post-impact'].map(key => {
    const one = measure.comparisons.find(comparison => comparison.key === key)!
    const text = changeSentence(measure.name, one)
    return text === null ? null : { text, direction: directionOf(one.change!) }
  })
  // A comparison that nobody has made yet says nothing.
  const made = measure.comparisons.filter(one => one.hidden || one.pairs)
  const comparisons = made.map(one => ({
    ...one,
    title: COMPARISONS.find(({ key }) => key === one.key)!.title,
    means: one.before === null ? '' : `${oneDecimal(one.before)} to ${oneDecimal(one.after!)}`,
    changed: one.change === null ? '' : signed(one.change),
    spreadWords: one.spread === null ? '-' : oneDecimal(one.spread),
  }))
  return {
    ...measure,
    comparisons,
    sentences: sentences.filter(one => one !== null),
    lines: slopeLines(measure.comparisons),
    columns: measure.bands ? bandColumns(measure.bands) : [],
  }
}

/** The delegates' barriers and the managers' side by side, the commonest first; an option that both know is one line. */
function barriersOf(tallies: readonly TallyReport[]) {
  const [own, manager] = ['barriers', 'barriers-manager'].map(key => tallies.find(tally => tally.key === key)!)
  const keys = [...new Set([...own!.options, ...manager!.options].map(({ key }) => key))]
  const find = (tally: TallyReport | undefined, key: string) => tally?.options.find(option => option.key === key)
  const rows = keys.map(key => ({
    words: (find(own, key) ?? find(manager, key))!.words,
    counts: (find(own, key) ?? find(manager, key))!.counts,
    own: find(own, key)?.count ?? null,
    manager: find(manager, key)?.count ?? null,
  }))
  rows.sort((a, b) => Number(b.counts) - Number(a.counts) || (b.own ?? -1) - (a.own ?? -1))
  return { own: own!, manager: manager!, rows }
}

/** The measures in words, lines and columns. */
export const drawn = (report: ImpactReport) => ({
  measures: report.measures.map(measureTable),
  plots: { slope: SLOPE, columns: COLUMNS },
  signed,
  oneDecimal,
})

/** What the page shows of a report beside the report itself. */
export function impactTables({ rows, meta }: ImpactData, { filter, by, period }: ChosenImpact, report: ImpactReport) {
  const known = knownGroups({ rows })
  const tally = (key: string) => report.tallies.find(one => one.key === key)!
  return {
    ...drawn(report),
    applied: [tally('applied'), tally('applied-manager')],
    kept: tally('kept'),
    barriers: barriersOf(report.tallies),
    known,
    filtered: filteredBy(filter, known),
    columns: meta.measures,
    dimension: IMPACT_DIMENSIONS.find(({ key }) => key === by)!,
    dates: new URLSearchParams({ period: 'dates', from: period!.from, to: period!.to }).toString(),
    narrowed: new URLSearchParams(filter).toString(),
  }
}

/** Every group that the rows fall into. */
export const knownGroups = ({ rows }: Pick<ImpactData, 'rows'>) =>
  IMPACT_DIMENSIONS.map(({ key, title }) => ({ key, title, groups: groupsOf(rows, key) }))

/** The groups that the reader chose, by name; what does not exist keeps the name it was asked by. */
export function filteredBy(filter: ImpactFilter, known: readonly { key: ImpactDimension; title: string; groups: Named[] }[]) {
  return known.flatMap(({ key, title, groups }) => {
    const asked = filter[key]
    return asked === undefined ? [] : [{ key, title, value: asked, name: groups.find(group => group.key === asked)?.name ?? asked }]
  })
}
