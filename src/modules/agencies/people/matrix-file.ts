import { stringify } from 'csv-stringify/sync'
import type { Matrix } from './standing.js'

/** The whole matrix as lines: a column for each course, and one for the day that its word is about. */
export function linesOf({ pathway, rows }: Matrix): string[][] {
  const courses = pathway?.courses ?? []
  const head = ['Name', 'E-mail address', 'Job role', ...courses.flatMap(({ title }) => [title, `${title}: day`])]
  return [head, ...rows.map(row => [row.name, row.email, row.jobRole, ...row.cells.flatMap(cell => [cell.title, cell.day])])]
}

/** For programs; a text that a spreadsheet would take for a formula is kept a text. */
export const csvOf = (lines: string[][]): string => stringify(lines, { escape_formulas: true })
