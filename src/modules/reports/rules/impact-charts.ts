import type { Band } from '../../evaluation/rules/distribution.js'
import { SCALE } from '../../evaluation/rules/form-content.js'
import { oneDecimal } from './impact-words.js'
import type { ComparisonReport } from './impact-report.js'

/** Where the stages stand in a plot, and the plot's own size; all in the units of its viewBox. */
export const SLOPE = { width: 320, height: 190, left: 46, right: 274, top: 18, bottom: 150 }
const MIDDLE = (SLOPE.left + SLOPE.right) / 2

export interface Point {
  x: number
  y: number
  label: string
  /** The label stands above the point, or below it where the line of it would cross. */
  above: boolean
}

/** One line of a plot: two means of the same people. */
export interface SlopeLine {
  kind: 'first' | 'later'
  from: Point
  to: Point
}

const tenth = (value: number): number => Math.round(value * 10) / 10
const heightOf = (mean: number): number =>
  tenth(SLOPE.bottom - ((mean - SCALE.from) / (SCALE.to - SCALE.from)) * (SLOPE.bottom - SLOPE.top))

/**
 * Before to after, and after to eight weeks, as two lines: each of them is of the same people at both ends, and who answered after is not all who
 * answered again. What is not shown is not drawn.
 */
export function slopeLines(comparisons: readonly ComparisonReport[]): SlopeLine[] {
  const [first, later] = ['pre-post', 'post-impact'].map(key => comparisons.find(one => one.key === key))
  const lines = [lineOf('first', first, SLOPE.left, MIDDLE), lineOf('later', later, MIDDLE, SLOPE.right)].filter(line => line !== null)
  const [one, other] = lines
  // Two numbers at the same place are one number.
  if (one && other && one.to.label === other.from.label) other.from.label = ''
  else if (one && other && Math.abs(one.to.y - other.from.y) < 30)
    [one.to.above, other.from.above] = [one.to.y <= other.from.y, one.to.y > other.from.y]
  return lines
}

function lineOf(kind: SlopeLine['kind'], comparison: ComparisonReport | undefined, from: number, to: number): SlopeLine | null {
  if (!comparison || comparison.before === null || comparison.after === null) return null
  const { before, after } = comparison
  return {
    kind,
    from: { x: from, y: heightOf(before), label: oneDecimal(before), above: before > after },
    to: { x: to, y: heightOf(after), label: oneDecimal(after), above: after >= before },
  }
}

export const COLUMNS = { width: 320, height: 190, left: 8, right: 312, top: 22, bottom: 150 }

export interface Column {
  x: number
  width: number
  y: number
  height: number
  count: number
}
export interface BandColumns {
  label: string
  middle: number
  before: Column
  after: Column
}

/** A pair of columns for each answer, or band of answers, all against the same largest count. */
export function bandColumns(bands: readonly Band[]): BandColumns[] {
  const most = Math.max(1, ...bands.flatMap(({ before, after }) => [before, after]))
  const step = (COLUMNS.right - COLUMNS.left) / Math.max(1, bands.length)
  const width = tenth(Math.min(step * 0.4, 40))
  return bands.map(({ from, to, before, after }, i) => {
    const middle = tenth(COLUMNS.left + step * (i + 0.5))
    const column = (count: number, x: number): Column => {
      const height = tenth((count / most) * (COLUMNS.bottom - COLUMNS.top))
      return { x: tenth(x), width, y: tenth(COLUMNS.bottom - height), height, count }
    }
    const label = from === to ? String(from) : `${from}-${to}`
    return { label, middle, before: column(before, middle - width - 0.5), after: column(after, middle + 0.5) }
  })
}
