import { COMPARISONS, pairOf } from '../../evaluation/rules/pairing.js'
import { wasAsked } from '../../evaluation/rules/response-rates.js'
import { STAGES } from '../../evaluation/rules/stage-settings.js'
import { cellsOf, few, withhold, withholdOptions, type Grouped, type Why, type Withheld } from './withhold.js'
import { IMPACT_DIMENSIONS, namesOf, tallies, type ImpactMeta, type ImpactRow, type TallyOf } from './impact-rows.js'

/** Why a statistic is left out of a cell (`withhold.ts`); false: it is shown. */
export type Hides = (statistic: string, cell: string) => false | Why

export const statistic = {
  invited: (stage: string) => `invited ${stage}`,
  answered: (stage: string) => `answered ${stage}`,
  pairs: (measure: string, comparison: string) => `pairs ${measure} ${comparison}`,
  tally: (key: string) => `tally ${key}`,
  option: (key: string, option: string) => `tally ${key} ${option}`,
  texts: 'texts',
}

export const nothingHidden: Hides = () => false

/** The part of an exclusive tally that counts. */
export const COUNTED = 'counted'

type Found = Map<string, Withheld>

/**
 * What readers outside the business unit are not shown, of all that a page, the API and the CSV could tell of these rows. Each financial year
 * is judged by itself; over several years a cell is shown where it is in each of them, and so tells nothing that the years do not.
 */
export function hiding(rows: readonly ImpactRow[], meta: ImpactMeta): Hides {
  const years = [...new Set(rows.map(row => row.year))].map(year => rows.filter(row => row.year === year))
  const found = years.map(own => hiddenOf(own, meta))
  return (name, cell) => {
    const all = found.map(one => one.get(name)?.get(cell))
    return all.find(why => why === 'small') ?? all.find(why => why !== undefined) ?? false
  }
}

function hiddenOf(rows: readonly ImpactRow[], meta: ImpactMeta): Found {
  const delegates = grouped(rows, row => row.personId)
  // Six answers by one manager are one person's view.
  const managers = grouped(rows, row => row.manager ?? row.personId)
  const those = (test: (row: ImpactRow) => boolean) => rows.flatMap((row, i) => (test(row) ? [i] : []))
  const found: Found = new Map()
  for (const stage of STAGES) {
    const of = stage === 'manager' ? managers : delegates
    found.set(
      statistic.invited(stage),
      withhold(
        those(row => wasAsked(row, stage)),
        delegates,
      ),
    )
    found.set(
      statistic.answered(stage),
      withhold(
        those(row => row.answered.includes(stage)),
        of,
      ),
    )
  }
  const measures = meta.measures.map(({ key }) => key)
  hidePairs(found, rows, measures, { delegates, managers })
  for (const tally of tallies(meta)) hideTally(found, rows, tally, tally.stage === 'manager' ? managers : delegates)
  return found.set(
    statistic.texts,
    withhold(
      those(row => row.wrote),
      delegates,
    ),
  )
}

/** Of options that exclude one another what is shown everywhere is how many chose one that counts; of others each option. */
function hideTally(found: Found, rows: readonly ImpactRow[], { key, exclusive, options, optionsOf }: TallyOf, of: Grouped): void {
  const counting = options.filter(option => option.counts).map(option => option.key)
  const parts: [string, (chosen: string[]) => boolean][] = exclusive
    ? [
        [COUNTED, chosen => chosen.some(one => counting.includes(one))],
        ['other', chosen => chosen.some(one => !counting.includes(one))],
      ]
    : options.map(option => [option.key, chosen => chosen.includes(option.key)])
  const told = rows.flatMap((row, i) => (optionsOf(row) ? [i] : []))
  const chosen = new Map(parts.map(([part, holds]) => [part, told.filter(i => holds(optionsOf(rows[i]!)!))]))
  const hidden = withholdOptions(told, chosen, of, exclusive)
  found.set(statistic.tally(key), hidden.whole)
  for (const [part, cells] of hidden.options) found.set(statistic.option(key, part), cells)
}

const grouped = (rows: readonly ImpactRow[], who: (row: ImpactRow) => string): Grouped => {
  const dimensions = IMPACT_DIMENSIONS.map(({ key }) => key)
  const values = rows.map(row => new Map(IMPACT_DIMENSIONS.map(({ key }) => [key as string, namesOf(row, key).map(one => one.key)])))
  return { dimensions, valuesOf: (i, dimension) => values[i]!.get(dimension)!, who: i => who(rows[i]!) }
}

/**
 * The comparisons of one measure. Two of them that share a stage and are made by nearly the same people would tell of the few who are in one and
 * not in the other: the later is left out. Measures that the same people answered are judged once.
 */
function hidePairs(
  found: Found,
  rows: readonly ImpactRow[],
  measures: readonly string[],
  by: Record<'delegates' | 'managers', Grouped>,
): void {
  const judged = new Map<string, Withheld[]>()
  for (const measure of measures) {
    const paired = COMPARISONS.map(comparison => rows.flatMap((row, i) => (pairOf(row, measure, comparison) ? [i] : [])))
    const who = JSON.stringify(paired)
    if (!judged.has(who)) judged.set(who, judge(paired, by))
    COMPARISONS.forEach(({ key }, n) => found.set(statistic.pairs(measure, key), judged.get(who)![n]!))
  }
}

/** What is left out of each comparison, given who is in each. */
function judge(paired: readonly number[][], by: Record<'delegates' | 'managers', Grouped>): Withheld[] {
  const cells = paired.map(rows => cellsOf(rows, by.delegates))
  return COMPARISONS.map((comparison, n) => {
    const shares = ({ from, to }: { from: string; to: string }) =>
      [from, to].some(stage => [comparison.from, comparison.to].some(one => one === stage))
    const earlier = COMPARISONS.flatMap((other, i) => (i < n && shares(other) ? [cells[i]!] : []))
    const near = earlier.flatMap(other =>
      [...cells[n]!.values()].filter(({ key, rows }) => few(apart(rows, other.get(key)?.rows ?? []), by.delegates.who)),
    )
    const of = comparison.to === 'manager' ? by.managers : by.delegates
    return withhold(
      paired[n]!,
      of,
      near.map(({ key }) => key),
    )
  })
}

function apart(one: readonly number[], other: readonly number[]): number[] {
  const [ones, others] = [new Set(one), new Set(other)]
  return [...one.filter(row => !others.has(row)), ...other.filter(row => !ones.has(row))]
}
