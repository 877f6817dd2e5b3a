import { SMALLEST_GROUP } from './small-groups.js'

/** Why a figure is left out: too few people itself, or so that such a figure cannot be worked out from it. */
export type Why = 'small' | 'protects-another'
/** By the cell's key; a cell that is not in it may be shown. */
export type Withheld = Map<string, Why>

/** How rows, numbered from 0, are grouped: `valuesOf` gives the groups of a row (none, one, or several: an occurrence has two trainers). */
export interface Grouped {
  dimensions: readonly string[]
  valuesOf: (row: number, dimension: string) => readonly string[]
  /** Whose answer the row is. */
  who: (row: number) => string
}

export const WHOLE = ''
export const cellKey = (dimension: string, value: string): string => `${dimension}:${value}`

interface Cell {
  key: string
  dimension: string
  rows: number[]
}

/** True for one to four people: nobody at all need not be protected. */
export function few(rows: Iterable<number>, who: (row: number) => string): boolean {
  const people = new Set<string>()
  for (const row of rows) if (people.add(who(row)).size >= SMALLEST_GROUP) return false
  return people.size > 0
}

/** The whole and every group of every dimension that has rows. */
export function cellsOf(rows: readonly number[], { dimensions, valuesOf }: Grouped): Map<string, Cell> {
  const cells = new Map<string, Cell>([[WHOLE, { key: WHOLE, dimension: WHOLE, rows: [...rows] }]])
  for (const dimension of dimensions) {
    for (const row of rows) {
      for (const value of valuesOf(row, dimension)) {
        const key = cellKey(dimension, value)
        const cell = cells.get(key) ?? { key, dimension, rows: [] }
        cell.rows.push(row)
        cells.set(key, cell)
      }
    }
  }
  return cells
}

/**
 * Which cells of one statistic are left out for readers who see no group of fewer than five people. A reader asks for the whole and for one
 * group at a time, so what could be worked out is a difference: the whole less the groups shown of a dimension; a cell less the groups of another
 * dimension that lie within it; the groups that cover it less the cell. Where a difference would tell of one to four people, the smallest
 * group that it needs is left out too, until there is no such difference. `also`: cells that are left out for other reasons.
 */
export function withhold(rows: readonly number[], grouped: Grouped, also: Iterable<string> = []): Withheld {
  const cells = cellsOf(rows, grouped)
  const withheld: Withheld = new Map()
  for (const { key, rows: own } of cells.values()) if (few(own, grouped.who)) withheld.set(key, 'small')
  for (const key of also) if (cells.has(key) && !withheld.has(key)) withheld.set(key, 'protects-another')
  if (withheld.has(WHOLE)) return withheld
  const seen = seenBy(rows, grouped, withheld)
  for (let before = -1; before < withheld.size;) {
    before = withheld.size
    for (const cell of seen.cells()) {
      for (const dimension of grouped.dimensions) {
        const gone = withheld.has(cell.key) || dimension === cell.dimension
        const leak = gone ? null : leakOf(cell, seen.parts.get(dimension)!, grouped.who)
        if (leak === null) continue
        withheld.set(leak.key, 'protects-another')
        seen.parts.set(leak.dimension, partOf(rows, leak.dimension, seen.keys.get(leak.dimension)!, withheld))
      }
    }
  }
  return withheld
}

/** What a reader can see or take together of one dimension: each group shown, and the rest, which is the whole less those. */
interface Part {
  cells: Map<string, Cell>
  keysOf: (row: number) => readonly string[]
}
interface Seen {
  parts: Map<string, Part>
  /** The keys of every row's groups, shown or not. */
  keys: Map<string, Map<number, string[]>>
  /** The whole, and all that there is now. */
  cells: () => Cell[]
}
const restKey = (dimension: string): string => `rest of ${dimension}`
const isRest = ({ key, dimension }: Cell): boolean => key === restKey(dimension)

function seenBy(rows: readonly number[], { dimensions, valuesOf }: Grouped, withheld: Withheld): Seen {
  const keysIn = (dimension: string) => new Map(rows.map(row => [row, valuesOf(row, dimension).map(value => cellKey(dimension, value))]))
  const keys = new Map(dimensions.map(dimension => [dimension, keysIn(dimension)]))
  const parts = new Map(dimensions.map(dimension => [dimension, partOf(rows, dimension, keys.get(dimension)!, withheld)]))
  const whole: Cell = { key: WHOLE, dimension: WHOLE, rows: [...rows] }
  return { parts, keys, cells: () => [whole, ...[...parts.values()].flatMap(part => [...part.cells.values()])] }
}

function partOf(rows: readonly number[], dimension: string, keys: ReadonlyMap<number, string[]>, withheld: Withheld): Part {
  const rest = [restKey(dimension)]
  const shown = new Map<number, readonly string[]>()
  const cells = new Map<string, Cell>()
  for (const row of rows) {
    const left = keys.get(row)!.filter(key => !withheld.has(key))
    shown.set(row, left.length > 0 ? left : rest)
    for (const key of shown.get(row)!) {
      const cell = cells.get(key)
      if (cell) cell.rows.push(row)
      else cells.set(key, { key, dimension, rows: [row] })
    }
  }
  return { cells, keysOf: row => shown.get(row)! }
}

/** The cell to leave out because of what this one and the groups of that dimension would tell together; null: nothing. */
function leakOf(cell: Cell, { cells, keysOf }: Part, who: Grouped['who']): Cell | null {
  const counts = new Map<string, number>()
  for (const row of cell.rows) for (const key of keysOf(row)) counts.set(key, (counts.get(key) ?? 0) + 1)
  const met = [...counts.keys()].map(key => cells.get(key)!)
  const inside = met.filter(one => counts.get(one.key) === one.rows.length && !(cell.key === WHOLE && isRest(one)))
  const own = cell.key === WHOLE || isRest(cell) ? null : cell
  const within = new Set(inside.map(({ key }) => key))
  if (
    inside.length > 0 &&
    few(
      outside(cell.rows, row => keysOf(row).some(key => within.has(key))),
      who,
    )
  )
    return smallest(inside) ?? own ?? smallest(met)
  if (inside.length === met.length) return null
  const there = new Set(cell.rows)
  const beyond = outside(rowsOf(met), row => there.has(row))
  return few(beyond, who) ? (own ?? smallest(met)) : null
}

// One at a time: after the fifth person nobody looks further.
function* outside(rows: Iterable<number>, holds: (row: number) => boolean): Generator<number> {
  for (const row of rows) if (!holds(row)) yield row
}

function* rowsOf(cells: readonly Pick<Cell, 'rows'>[]): Generator<number> {
  for (const { rows } of cells) yield* rows
}

/** The smallest group, of those that can be left out. */
function smallest(cells: readonly Cell[]): Cell | null {
  const groups = cells.filter(one => !isRest(one)).sort((a, b) => a.rows.length - b.rows.length)
  return groups[0] ?? null
}

/**
 * The same for a statistic whose answers fall into options: of a cell a count of one to four people is left out, and one that leaves
 * so few of those who answered. `exclusive`: the options add up to the whole, so that one left out takes another with it.
 */
export function withholdOptions(
  rows: readonly number[],
  options: ReadonlyMap<string, readonly number[]>,
  grouped: Grouped,
  exclusive: boolean,
): { whole: Withheld; options: Map<string, Withheld> } {
  const whole = withhold(rows, grouped)
  const cells = cellsOf(rows, grouped)
  const also = new Map([...options.keys()].map(option => [option, new Set(whole.keys())]))
  for (const [option, chosen] of options) {
    const own = new Set(chosen)
    for (const cell of cells.values())
      if (
        few(
          cell.rows.filter(row => !own.has(row)),
          grouped.who,
        )
      )
        also.get(option)!.add(cell.key)
  }
  for (;;) {
    const found = new Map([...options].map(([option, chosen]) => [option, withhold(chosen, grouped, also.get(option))]))
    const more = exclusive ? [...cells.values()].flatMap(cell => completing(cell, options, found, whole, grouped)) : []
    if (more.length === 0) return { whole, options: found }
    for (const { option, key } of more) also.get(option)!.add(key)
  }
}

/** The option that has to go from a cell with the one that is left out there, since the options add up to the whole. */
function completing(
  cell: Cell,
  options: ReadonlyMap<string, readonly number[]>,
  found: ReadonlyMap<string, Withheld>,
  whole: Withheld,
  { who }: Grouped,
): { option: string; key: string }[] {
  if (whole.has(cell.key)) return []
  const own = new Set(cell.rows)
  const there = [...options]
    .map(([option, chosen]) => ({ option, rows: chosen.filter(row => own.has(row)) }))
    .filter(({ rows }) => rows.length > 0)
    .sort((a, b) => a.rows.length - b.rows.length)
  const isOut = ({ option }: { option: string }) => found.get(option)!.has(cell.key)
  const out = there.filter(isOut)
  // Two or more that tell of enough people together cannot be told apart.
  const enough = out.length > 1 && !few(rowsOf(out), who)
  if (out.length === 0 || enough) return []
  return there
    .filter(one => !isOut(one))
    .slice(0, 1)
    .map(({ option }) => ({ option, key: cell.key }))
}
