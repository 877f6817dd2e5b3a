import { longDate } from '../shared/dates.js'
import type { Period } from '../shared/periods.js'
import { type Figure, FIGURES, type Figures } from '../modules/reports/rules/figures.js'
import type { Dimension, GroupFigures, Report } from '../modules/reports/rules/report.js'

const TITLES: Record<Dimension, string> = { 'agency-group': 'agency group', agency: 'agency', course: 'course', quarter: 'quarter' }
const number = (value: number): string => value.toLocaleString('en-GB')

/** A report for the terminal: each figure with its definition, then each group with the figures that exist for it. */
export function reportTable({ from, to }: Period, report: Report): string {
  const head = [`Figures from ${longDate(from)} to ${longDate(to)}, both days counted`, '']
  const dimensions = [...new Set(report.groups.map(group => group.by))]
  const groups = dimensions.flatMap(by => ['', `By ${TITLES[by]}`, ...report.groups.filter(group => group.by === by).flatMap(groupLines)])
  const definitions = ['', 'How they are counted', ...FIGURES.map(({ title, definition }) => `  ${title}: ${definition}`)]
  return [...head, ...lines(report.figures), ...groups, ...definitions].join('\n')
}

const groupLines = ({ name, figures }: GroupFigures): string[] => ['', `  ${name}`, ...lines(figures).map(line => `    ${line}`)]

function lines(figures: Figures): string[] {
  const wide = Math.max(...FIGURES.map(({ title }) => title.length))
  return FIGURES.filter(({ key }) => figures[key].value !== null || figures[key].denominator !== undefined).map(({ key, title }) =>
    `${title.padEnd(wide)}  ${value(figures[key])}`.trimEnd(),
  )
}

function value({ value: figure, numerator, denominator }: Figure): string {
  if (numerator === undefined || denominator === undefined) return number(figure ?? 0).padStart(8)
  const percent = figure === null ? '-' : `${figure} %`
  return `${percent.padStart(8)}  (${number(numerator)} of ${number(denominator)})`
}
