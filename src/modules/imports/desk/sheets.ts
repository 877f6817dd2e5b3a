import { stringify } from 'csv-stringify/sync'
import { readFile } from 'node:fs/promises'
import readExcelFile from 'read-excel-file/node'
import { refuse, type Refusal } from '../../../shared/refusal.js'
import { IMPORT_FILES } from '../import-files.js'

export interface NamedCsv {
  name: string
  content: Buffer
  lines: number
}

export type FileCode = 'not-csv-or-workbook' | 'unknown-name' | 'unknown-sheets' | 'unreadable-workbook' | 'nothing-in-it'

const KNOWN = IMPORT_FILES.map(file => file.name)

/**
 * The CSV files that an uploaded file holds: one, by its own name or by `as`; or a sheet each of a workbook, named like the files. A sheet of
 * another name is a slip of the pen that would go unread, so it is refused; empty sheets are passed over.
 */
export async function csvFilesOf(path: string, uploaded: string, as: string): Promise<NamedCsv[] | Refusal<FileCode>> {
  if (/\.xlsx$/i.test(uploaded)) return workbookFiles(path)
  if (!/\.csv$/i.test(uploaded)) return refuse('not-csv-or-workbook')
  const name = as || uploaded.toLowerCase()
  if (!KNOWN.includes(name)) return refuse('unknown-name', { name: uploaded })
  const content = await readFile(path)
  return [{ name, content, lines: content.toString('latin1').split('\n').filter(Boolean).length }]
}

async function workbookFiles(path: string): Promise<NamedCsv[] | Refusal<FileCode>> {
  const sheets = await readExcelFile(await readFile(path)).catch(() => null)
  if (!sheets) return refuse('unreadable-workbook')
  const filled = sheets.filter(({ data }) => data.some(row => row.some(cell => cell !== null)))
  if (filled.length === 0) return refuse('nothing-in-it')
  const strangers = filled.map(({ sheet }) => sheet).filter(sheet => !KNOWN.includes(nameOf(sheet)))
  if (strangers.length > 0) return refuse('unknown-sheets', { sheets: strangers })
  return filled.map(({ sheet, data }) => {
    const content = Buffer.from(stringify(data.map(row => row.map(cellText))))
    return { name: nameOf(sheet), content, lines: data.length }
  })
}

const nameOf = (sheet: string): string => `${sheet.trim().toLowerCase()}.csv`

/** A cell as the CSV files write it. A spreadsheet's days and times have no zone: they are what the clock shows. */
function cellText(cell: unknown): string {
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no'
  if (typeof cell === 'string' || typeof cell === 'number') return String(cell)
  if (!(cell instanceof Date)) return ''
  // A spreadsheet's fraction of a day is not exact to the second.
  const [day, time] = new Date(Math.round(cell.getTime() / 60_000) * 60_000).toISOString().slice(0, 16).split('T')
  return time === '00:00' ? day! : `${day} ${time}`
}
