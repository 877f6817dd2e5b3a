import type { Cell, CellValue } from './rules/cells.js'
import type { RowRule } from './rules/rows.js'

export interface Column {
  /** As the first line of the file names it. */
  name: string
  cell: Cell
  required: boolean
  /** What an empty cell of a new row means; null where it means nothing. */
  empty: CellValue
  /** The column of the table that it fills; null: it is only worked with. */
  to: string | null
  /** The file whose keys it names. `to` then takes the id. */
  refers: string | null
  /** An empty cell leaves what a row already loaded has. */
  kept: boolean
  /** Says when something happened, so it cannot lie ahead. */
  past: boolean
}

/** A column that is filled otherwise than from one cell. */
export interface Derived {
  type: string
  /** `always` written, only with a `new` row, or `never`: needed while importing. */
  written: 'always' | 'new' | 'never'
}

/** One file: its columns, and the table it fills. Its rows wait in the temporary table `import_<table>`. */
export interface ImportFile {
  name: string
  table: string
  /** What one row is, in words. */
  what: string
  columns: Column[]
  derived: Record<string, Derived>
  /** Values of derived columns that are made up row by row. */
  make: () => Record<string, CellValue>
  rules: RowRule
  /** Counts up with each change of a row. */
  versioned: boolean
  /** SQL that is true of a row `t` that the product has gone on with: the file no longer changes it. */
  takenOver: string
}

type Options = Partial<Omit<Column, 'name' | 'cell'>>

const snake = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** A column that may be left out; it fills the column of the same name unless `to` says otherwise. */
export function may(name: string, cell: Cell, options: Options = {}): Column {
  return { name, cell, required: false, empty: null, to: snake(name), refers: null, kept: false, past: false, ...options }
}

/** A column that must be there, with something in every row. */
export const must = (name: string, cell: Cell, options: Options = {}): Column => may(name, cell, { ...options, required: true })

/** Where a cell waits in the temporary table: under its own name, for the id of what it names has the table's. */
export const stagedAs = (column: Column): string => (column.refers ? `${snake(column.name)}_key` : snake(column.name))

export const stageOf = (file: Pick<ImportFile, 'table'>): string => `import_${file.table}`

export const isKeyed = (file: ImportFile): boolean => file.columns.some(column => column.name === 'key')

/** Whether the cell names many keys. */
export const isList = (column: Column): boolean => column.cell.type === 'text[]' && column.refers !== null

export function aFile(file: Pick<ImportFile, 'name' | 'table' | 'what' | 'columns'> & Partial<ImportFile>): ImportFile {
  return { derived: {}, make: () => ({}), rules: () => [], versioned: false, takenOver: 'false', ...file }
}
