import writeExcelFile, { type SheetData } from 'write-excel-file/node'
import { londonDate, londonTime } from '../shared/dates.js'
import { Download } from './reply.js'

/** A cell: texts stay texts, whatever they begin with; numbers and dates are what a spreadsheet calculates with. */
export type Cell = string | number | Date | null

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const LONGEST_TITLE = 31

/** Rows as a workbook to download, the first of them its head, which stays in sight. `name` is the file's, without its ending. */
export async function workbook(name: string, title: string, rows: readonly (readonly Cell[])[]): Promise<Download> {
  const data: SheetData = rows.map((row, i) => row.map(value => cellOf(value, i === 0)))
  const sheet = title.replace(/[\\/?*[\]:]/g, ' ').slice(0, LONGEST_TITLE)
  return new Download(XLSX, await writeExcelFile(data, { sheet, stickyRowsCount: 1 }).toBuffer(), `${name}.xlsx`)
}

function cellOf(value: Cell, head: boolean): SheetData[number][number] {
  if (value === null || value === '') return null
  const bold = head ? { fontWeight: 'bold' as const } : {}
  if (value instanceof Date) return { value: onTheWall(value), type: Date, format: 'yyyy-mm-dd hh:mm', ...bold }
  return typeof value === 'number' ? { value, type: Number, ...bold } : { value, type: String, ...bold }
}

/** A spreadsheet's times have no zone: they show what the library takes for UTC, so London's clock is given as if it were that. */
const onTheWall = (instant: Date): Date => new Date(`${londonDate(instant)}T${londonTime(instant)}:00Z`)
