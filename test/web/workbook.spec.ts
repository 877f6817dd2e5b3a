import { expect, it } from '@jest/globals'
import { readSheet } from 'read-excel-file/node'
import { workbook } from '../../src/web/workbook.js'

it('gives back what was put in: words that look like formulas, numbers, moments by the clock in London, cells with nothing', async () => {
  const [winter, summer] = [new Date('2026-03-02T09:30:00Z'), new Date('2026-06-02T23:30:00Z')]
  const rows = [
    ['name', 'places', 'starts', 'note'],
    ['=SUM(A1:A9)', 48, winter, null],
    ['+44 20', 0, null, '@somebody'],
    ['Zoë Ó Náraigh', -1.5, summer, 'two\nlines'],
  ]
  const file = await workbook('list', 'A title: of [more] than / thirty-one characters', rows)
  expect(file.filename).toBe('list.xlsx')
  const read = await readSheet(file.body as Buffer)
  // A day's fraction is not exact to the millisecond.
  const shown = (cell: unknown) =>
    cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString().slice(0, 16) : cell
  expect(read.slice(1).map(row => row.map(shown))).toEqual([
    ['=SUM(A1:A9)', 48, '2026-03-02T09:30', null],
    ['+44 20', 0, null, '@somebody'],
    ['Zoë Ó Náraigh', -1.5, '2026-06-03T00:30', 'two\nlines'],
  ])
})

it.each([
  ['all that a cell has room for', 'x'.repeat(32_767), 32_767, 'x'],
  ['one letter more', 'x'.repeat(32_768), 32_767, '; the CSV file has it whole)'],
  ['far more, with a letter of two halves where it is cut', `${'x'.repeat(32_682)}${'🙂'.repeat(9000)}`, 32_766, 'has it whole)'],
])('%s: Excel opens it, and what is cut off says so', async (_case, text, length, end) => {
  const file = await workbook('list', 'List', [['note'], [text]])
  const [, row] = await readSheet(file.body as Buffer)
  const cell = String(row![0])
  expect([cell.length, cell.slice(-end.length)]).toEqual([length, end])
  expect(cell).not.toContain('\uFFFD')
})
