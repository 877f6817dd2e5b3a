import { stringify } from 'csv-stringify/sync'
import type { Period } from '../../shared/periods.js'
import { type FigureKey, type Figures, FIGURES } from './rules/figures.js'
import type { Report } from './rules/report.js'

const HEAD = ['from', 'to', 'by', 'key', 'name', 'figure', 'value', 'numerator', 'denominator', 'note', 'definition']

/** One line a figure: of the whole period (`by` is empty), then of each group. What is not there is empty, and the note says why. */
export function csvOf({ from, to }: Period, report: Report): string {
  const whole = linesOf(['', '', ''], report.figures, report.hidden)
  const groups = report.groups.flatMap(({ by, key, name, figures, hidden }) => linesOf([by, key, name], figures, hidden !== false))
  const body = [...whole, ...groups].map(line => [from, to, ...line])
  // A spreadsheet would run a name that begins like a formula.
  return stringify([HEAD, ...body], { escape_formulas: true })
}

function linesOf(group: string[], figures: Figures, hidden: boolean): (string | number | null | undefined)[][] {
  return FIGURES.filter(({ key }) => hidden || exists(figures, key)).map(({ key, title, definition }) => {
    const { value, numerator, denominator } = figures[key]
    const note = value === null && hidden ? 'not shown: fewer than 5 people' : ''
    return [...group, title, value, numerator, denominator, note, definition]
  })
}

// A figure of occurrences does not exist for an agency; a percentage of nothing does, and is empty.
const exists = (figures: Figures, key: FigureKey): boolean => figures[key].value !== null || figures[key].denominator !== undefined
