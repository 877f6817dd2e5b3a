import writeExcelFile, { type SheetData } from 'write-excel-file/node'
import { londonDate, londonTime } from '../shared/dates.js'
import { Download } from './reply.js'

/** A cell: texts stay texts, whatever they begin with; numbers and dates are what a spreadsheet calculates with. */
export type Cell = string | number | Date | null

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const LONGEST_TITLE = 31
// Of more Excel says that the whole workbook is damaged.
const LONGEST_TEXT = 32_767
const CUT_OFF = ' ... (cut off: a cell of a workbook has no room for more; the CSV file has it whole)'

export interface Sheet {
  title: string
  /** The first of them is the head, which stays in sight. */
  rows: readonly (readonly Cell[])[]
}

/** Rows as a workbook of one sheet to download. `name` is the file's, without its ending. */
export const workbook = (name: string, title: string, rows: Sheet['rows']): Promise<Download> => workbookOf(name, [{ title, rows }])

/** Several sheets as one workbook. */
export async function workbookOf(name: string, sheets: readonly Sheet[]): Promise<Download> {
  const written = sheets.map(({ title, rows }) => ({
    data: rows.map((row, i): SheetData[number] => row.map(value => cellOf(value, i === 0))),
    sheet: title.replace(/[\\/?*[\]:]/g, ' ').slice(0, LONGEST_TITLE),
    stickyRowsCount: 1,
  }))
  return new Download(XLSX, await writeExcelFile(written).toBuffer(), `${name}.xlsx`)
}

function cellOf(value: Cell, head: boolean): SheetData[number][number] {
  if (value === null || value === '') return null
  const bold = head ? { fontWeight: 'bold' as const } : {}
  if (value instanceof Date) return { value: onTheWall(value), type: Date, format: 'yyyy-mm-dd hh:mm', ...bold }
  return typeof value === 'number' ? { value, type: Number, ...bold } : { value: fitting(value), type: String, ...bold }
}

/** What a cell has room for, counted as Excel counts: in UTF-16. No letter is cut in two. */
function fitting(text: string): string {
  if (text.length <= LONGEST_TEXT) return text
  const cut = text.slice(0, LONGEST_TEXT - CUT_OFF.length)
  return (/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut) + CUT_OFF
}

/** A spreadsheet's times have no zone: they show what the library takes for UTC, so London's clock is given as if it were that. */
const onTheWall = (instant: Date): Date => new Date(`${londonDate(instant)}T${londonTime(instant)}:00Z`)
