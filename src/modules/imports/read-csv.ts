import { createReadStream } from 'node:fs'
import { CsvError, parse, type Options } from 'csv-parse'
import type { Facts } from './rules/cells.js'

export type CsvCode = 'empty-file' | 'unreadable' | 'quote-not-closed' | 'quotes-broken' | 'line-too-long'

/** A line of the file with its cells, or what makes the rest of the file unreadable. */
export type Line = { line: number; cells: string[] } | { line: number | null; wrong: CsvCode; facts?: Facts }

// An opening quotation mark that is never closed would otherwise take the whole file for one cell, and into memory.
const LONGEST_LINE = 1_000_000

const OPTIONS: Options = {
  bom: true,
  skip_empty_lines: true,
  relax_column_count: true,
  trim: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: LONGEST_LINE,
}

/** Reads a CSV file line by line, as fast as they are taken; lines without any text are left out. `line` is where a row begins. */
export async function* readCsv(path: string): AsyncGenerator<Line> {
  const count = new LineCount()
  const source = createReadStream(path)
  // Called for each row as it is parsed, so that the count is right when a later one breaks. The line goes along as a cell of its own.
  const parser = parse({ ...OPTIONS, on_record: (cells, { lines }) => [String(count.take(cells, lines)), ...cells] })
  source.on('error', error => parser.destroy(error))
  try {
    for await (const [line, ...cells] of source.pipe(parser) as AsyncIterable<string[]>) {
      if (cells.some(cell => cell !== '')) yield { line: Number(line), cells }
    }
    if (count.next === 1) yield { line: null, wrong: 'empty-file' }
  } catch (error) {
    yield brokenLine(error as Error, count.next)
  } finally {
    source.destroy()
  }
}

/** Where each row begins. The parser only says where it ends, and counts a Windows line end within quotes twice. */
class LineCount {
  /** The first line behind the rows taken so far. */
  next = 1
  private doubled = 0

  take(cells: string[], lines: number): number {
    const breaks = cells.join('').match(/\r\n|\r|\n/g) ?? []
    this.doubled += breaks.filter(one => one.length === 2).length
    this.next = lines - this.doubled + 1
    return this.next - 1 - breaks.length
  }
}

function brokenLine(error: Error, line: number): Line {
  if (!(error instanceof CsvError)) return { line: null, wrong: 'unreadable', facts: { why: error.message } }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return { line, wrong: 'quote-not-closed' }
  if (error.code === 'CSV_MAX_RECORD_SIZE') return { line, wrong: 'line-too-long' }
  return { line, wrong: 'quotes-broken' }
}
