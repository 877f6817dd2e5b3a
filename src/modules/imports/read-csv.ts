import { createReadStream } from 'node:fs'
import { CsvError, parse, type Info } from 'csv-parse'
import type { Facts } from './rules/cells.js'

export type CsvCode = 'empty-file' | 'unreadable' | 'quote-not-closed' | 'quotes-broken' | 'line-too-long'

/** A line of the file with its cells, or what makes the rest of the file unreadable. */
export type Line = { line: number; cells: string[] } | { line: number | null; wrong: CsvCode; facts?: Facts }

// An opening quotation mark that is never closed would otherwise take the whole file for one cell, and into memory.
const LONGEST_LINE = 1_000_000

const OPTIONS = {
  bom: true,
  info: true,
  skip_empty_lines: true,
  relax_column_count: true,
  trim: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  max_record_size: LONGEST_LINE,
}

/** Reads a CSV file line by line, as fast as they are taken; lines without any text are left out. `line` is where a row begins. */
export async function* readCsv(path: string): AsyncGenerator<Line> {
  // The parser counts a line break inside quotes twice when it is a Windows one.
  let doubled = 0
  let next = 1
  const source = createReadStream(path)
  const parser = parse(OPTIONS)
  source.on('error', error => parser.destroy(error))
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<{ record: string[]; info: Info }>) {
      const breaks = record.join('').match(/\r\n|\r|\n/g) ?? []
      doubled += breaks.filter(one => one.length === 2).length
      const end = info.lines - doubled
      if (record.some(cell => cell !== '')) yield { line: end - breaks.length, cells: record }
      next = end + 1
    }
    if (next === 1) yield { line: null, wrong: 'empty-file' }
  } catch (error) {
    yield brokenLine(error as Error, next)
  } finally {
    source.destroy()
  }
}

function brokenLine(error: Error, line: number): Line {
  if (!(error instanceof CsvError)) return { line: null, wrong: 'unreadable', facts: { why: error.message } }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return { line, wrong: 'quote-not-closed' }
  if (error.code === 'CSV_MAX_RECORD_SIZE') return { line, wrong: 'line-too-long' }
  return { line, wrong: 'quotes-broken' }
}
