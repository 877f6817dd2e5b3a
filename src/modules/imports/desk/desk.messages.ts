import type { Refusal } from '../../../shared/refusal.js'
import { IMPORT_FILES } from '../import-files.js'
import type { FileCode } from './sheets.js'

export type DeskCode =
  FileCode | 'busy' | 'no-files' | 'not-checked' | 'file-missing' | 'file-several' | 'file-too-large' | 'file-half-sent'

const NAMES = IMPORT_FILES.map(file => file.name.replace('.csv', '')).join(', ')

const SENTENCES: Record<DeskCode, (facts: Refusal['facts']) => string> = {
  'not-csv-or-workbook': () => 'Choose a CSV file or an Excel workbook (.xlsx). Older Excel files (.xls) are saved anew as .xlsx first',
  'unknown-name': ({ name }) => `Say what ${String(name)} holds: its name is none of those that are read`,
  'unknown-sheets': ({ sheets }) => `Rename these sheets, or take them out: ${[sheets].flat().join(', ')}. Sheets are named: ${NAMES}`,
  'unreadable-workbook': () => 'The workbook cannot be read. Save it anew as .xlsx, without a password',
  'nothing-in-it': () => 'There is nothing in this workbook',
  busy: () => 'The files are being read at this moment. Wait until that has come to its end',
  'not-checked': () => 'Check the files first',
  'no-files': () => 'Add a file first',
  'file-missing': () => 'Choose a file',
  'file-several': () => 'Choose one file at a time',
  'file-too-large': ({ most }) => `The file is larger than ${String(most)} MB. Divide it, or use the command of docs/import.md`,
  'file-half-sent': () => 'The file arrived only in part. Send it again',
}

/** Why the page did nothing, and what to do. */
export const deskSentence = ({ refused, facts }: Refusal<DeskCode>): string => SENTENCES[refused](facts)
