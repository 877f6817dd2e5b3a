import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startApp } from '../support/app.js'
import { runReport } from './run-report.js'
import { Stage } from './stage.js'

const MAY = ['--from', '2025-05-01', '--to', '2025-05-31']
let stage: Stage

beforeAll(async () => {
  stage = new Stage(await startApp())
  await stage.enter()
  await stage.clear()
  const occurrence = await stage.held('2025-05-06 09:00', { places: 8 })
  await stage.booking(occurrence, stage.dana, 'attended')
  await stage.booking(occurrence, stage.cole, 'attended')
  await stage.booking(occurrence, stage.oona, 'no-show')
})
afterAll(() => stage.app.stop())
const run = (...words: string[]) => runReport(stage.app.databaseUrl, words)

describe('npm run report', () => {
  it('prints a table with both numbers of a percentage, and how it is counted', async () => {
    const { status, output, complaint } = await run(...MAY)
    expect([status, complaint]).toEqual([0, ''])
    expect(output).toMatch(/^Figures from Thursday 1 May 2025 to Saturday 31 May 2025, both days counted\n/)
    expect(output).toMatch(/\nBookings +3\n/)
    expect(output).toMatch(/\nAttendance +67 % {2}\(2 of 3\)\n/)
    expect(output).toContain('Attendance: Attended out of bookings.')
    expect(output).toMatch(/\nE-learning\n\n {2}Nobody signed up for e-learning in this period\.\n$/)
  })

  it('breaks it down, without what an agency group cannot have; small groups are shown to whoever runs commands', async () => {
    const { output } = await run(...MAY, '--by', 'quarter,agency-group')
    expect(output).toMatch(/By agency group\n\n {2}Education\n {4}Bookings +2\n/)
    expect(output).toMatch(/By quarter\n\n {2}2025-26 Q1\n {4}Events +1\n/)
  })

  it('answers in JSON as the API does', async () => {
    const { output } = await run(...MAY, '--by', 'course', '--format', 'json')
    const { period, figures, groups } = await stage.ask('2025-05-01', '2025-05-31', 'course')
    expect(JSON.parse(output)).toMatchObject({ period, figures, groups, elearning: { courses: [], funnel: [] } })
  })

  it('answers in CSV', async () => {
    const { output } = await run(...MAY, '--format=csv')
    expect(output).toContain('2025-05-01,2025-05-31,,,,Utilisation,25,2,8,,')
  })

  it.each([
    [[], '--from needs the first day of the period, such as 2023-04-01.'],
    [['--from', '2025-13-01', '--to', '2025-05-31'], '--from needs the first day of the period'],
    [['--from', '2025-05-01'], '--to needs the last day of the period, such as 2024-03-31.'],
    [['--from', '2025-05-01', '--to', '2025-04-30'], '--to must not be before --from.'],
    [['--from', '1900-05-01', '--to', '2025-04-30'], 'The period is too long: at most 20 years.'],
    [[...MAY, '--by', 'month,course'], '--by knows agency-group, agency, course, quarter, but not month.'],
    [[...MAY, '--format', 'pdf'], '--format knows table, json, csv, but not pdf.'],
    [[...MAY, '--form', 'csv'], "Unknown option '--form'."],
    [['2025-05-01', '2025-05-31'], "Unexpected argument '2025-05-01'."],
    [['--from', '--to', '2025-05-31'], "Option '--from' argument is ambiguous."],
  ])('%j is told in a sentence', async (words, sentence) => {
    const { status, output, complaint } = await run(...words)
    expect([status, output]).toEqual([2, ''])
    expect(complaint.startsWith(sentence)).toBe(true)
    expect(complaint).toContain('Use:  npm run report -- --from 2023-04-01 --to 2024-03-31')
  })

  it('says so when the database does not answer', async () => {
    const { status, complaint } = await runReport('postgres://127.0.0.1:9/nothing', MAY)
    expect([status, complaint.startsWith('The report could not be made: ')]).toEqual([1, true])
  })

  it('says so when there is no database in the data folder yet, and makes none', async () => {
    const dataDir = join(mkdtempSync(join(tmpdir(), 'goldthread-none-')), 'data')
    const { status, complaint } = await runReport(null, MAY, { DATA_DIR: dataDir })
    expect([status, complaint]).toEqual([
      1,
      `The report could not be made: there is no database in ${dataDir} yet. Start the product once with npm start, or set DATABASE_URL.\n`,
    ])
    rmSync(join(dataDir, '..'), { recursive: true })
  })
})
