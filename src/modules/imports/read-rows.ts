import type { Day } from '../../shared/dates.js'
import { isList, stagedAs, type Column, type ImportFile } from './files.js'
import type { Code } from './imports.messages.js'
import { readCsv, type Line } from './read-csv.js'
import { shown, unfit, type CellValue, type Facts } from './rules/cells.js'
import { aheadOf } from './rules/rows.js'

export interface Problem {
  line: number | null
  column: string | null
  code: Code
  facts: Facts
}

/** A row as it goes to its temporary table: staged columns and their values; `bad` when it has problems. */
export interface ReadRow {
  values: Record<string, CellValue>
  problems: Problem[]
}

/** The columns that the first line names, in its order, and those that it leaves out. */
export interface Header {
  columns: Column[]
  absent: Column[]
}

type Step = Header | ReadRow | { fatal: Problem[] }

/** Reads one file: first its header, then row by row; or what makes the file unreadable as a whole, which ends it. */
export async function* readRows(path: string, file: ImportFile, today: Day): AsyncGenerator<Step> {
  let header: Header | null = null
  for await (const line of readCsv(path)) {
    if ('wrong' in line) {
      yield { fatal: [problem(line.line, null, line.wrong, line.facts)] }
      return
    }
    if (header) {
      yield readRow(line, header, file, today)
      continue
    }
    const fatal = headerProblems(line.cells, file).map(one => ({ ...one, line: line.line }))
    if (fatal.length > 0) {
      yield { fatal }
      return
    }
    const columns = line.cells.map(name => columnOf(file, name)!)
    header = { columns, absent: file.columns.filter(column => !columns.includes(column)) }
    yield header
  }
}

const problem = (line: number | null, column: string | null, code: Code, facts: Facts = {}): Problem => ({ line, column, code, facts })
const columnOf = (file: ImportFile, name: string): Column | undefined => file.columns.find(column => column.name === name)

function headerProblems(names: string[], file: ImportFile): Problem[] {
  const separator = /[;\t]/.exec(names[0] ?? '')?.[0]
  if (names.length === 1 && separator) return [problem(1, null, 'not-commas', { separator: separator === ';' ? 'semicolons' : 'tabs' })]
  const facts = { columns: file.columns.map(column => column.name).join(', ') }
  const unknown = names
    .filter(name => !columnOf(file, name))
    .map(name => problem(1, shown(name), name ? 'unknown-column' : 'nameless-column', facts))
  const twice = names.filter((name, i) => name && names.indexOf(name) < i).map(name => problem(1, name, 'column-twice'))
  const lacking = file.columns.filter(column => column.required && !names.includes(column.name))
  return [...unknown, ...twice, ...lacking.map(column => problem(1, column.name, 'column-missing'))]
}

function readRow({ line, cells }: Extract<Line, { cells: string[] }>, { columns, absent }: Header, file: ImportFile, today: Day): ReadRow {
  const values: Record<string, CellValue> = { line, ...file.make() }
  for (const column of absent) values[stagedAs(column)] = isList(column) ? null : column.empty
  const byName: Record<string, CellValue> = {}
  const shifted = cells.length !== columns.length
  const problems: Problem[] = shifted
    ? [problem(line, null, 'wrong-number-of-cells', { cells: cells.length, columns: columns.length })]
    : []
  for (const [i, column] of columns.entries()) {
    const { value, wrong } = readCell(column, cells[i] ?? '')
    byName[column.name] = value
    values[stagedAs(column)] = value
    // In a row that lacks a cell every one behind it is in the wrong place: one problem says it all.
    if (wrong && !shifted) problems.push(problem(line, column.name, wrong.code, wrong.facts))
  }
  if (problems.length === 0) problems.push(...rowProblems(line, byName, columns, file, today))
  return { values: { ...values, bad: problems.length > 0 }, problems }
}

function readCell(column: Column, text: string): { value: CellValue; wrong?: { code: Code; facts: Facts } } {
  const found = text.trim()
  if (found === '') return column.required ? { value: null, wrong: { code: 'empty', facts: {} } } : { value: column.empty }
  const misfit = unfit(found)
  const reading = misfit ?? column.cell.read(found)
  return 'wrong' in reading ? { value: null, wrong: { code: reading.wrong, facts: reading.facts } } : { value: reading.value }
}

function rowProblems(line: number, row: Record<string, CellValue>, columns: Column[], file: ImportFile, today: Day): Problem[] {
  const ahead = columns.filter(column => column.past).flatMap(column => aheadOf(today, column.name, row[column.name]))
  return [...ahead, ...file.rules(row)].map(({ column, code, facts }) => problem(line, column, code, facts))
}
