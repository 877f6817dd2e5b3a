import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDemo } from '../../src/demo/write-demo.js'
import { countFigures } from './count-figures.js'
import { type Folder, readFolder, type Row } from './read-folder.js'

const root = mkdtempSync(join(tmpdir(), 'goldthread-demo-'))
afterAll(() => rmSync(root, { recursive: true }))

const bytesOf = (folder: string) => readdirSync(folder).map(name => [name, readFileSync(join(folder, name), 'utf8')])

describe.each(['2026-11-21', '2027-03-26'])('the demo folder of %s', today => {
  let folder: Folder
  beforeAll(async () => {
    await writeDemo(join(root, today), today)
    folder = readFolder(join(root, today))
  })

  it('comes to the published figures of 2023-24', () => {
    expect(countFigures(folder, '2023-04-01', '2024-03-31')).toEqual({
      events: 144,
      occurrences: 162,
      places: 2412,
      bookings: 1617,
      cancellations: 352,
      inTime: 246,
      late: 79,
      organiser: 27,
      attended: 1333,
      noShows: 284,
      walkIns: 4,
      attendance: 82,
      noShow: 18,
      utilisation: 55,
      trainers: 12,
      venues: 8,
      elearning: 2877,
      waiting: 50,
    })
  })

  it('comes to the events and the e-learning of the year before', () => {
    const figures = countFigures(folder, '2022-04-01', '2023-03-31')
    expect(figures).toMatchObject({ events: 52, elearning: 1123 })
    expect(figures.bookings).toBe(figures.attended + figures.noShows)
    expect(figures.attendance).toBeGreaterThan(70)
  })

  it('has four occurrences of the year called off, with people on them', () => {
    const off = folder.occurrences.filter(o => o.row.cancelledAt !== '')
    expect(off).toHaveLength(4)
    for (const { key, startsAt, row } of off) {
      const theirs = folder.bookings.filter(b => b.occurrence === key)
      expect(startsAt > '2023-04-01' && startsAt < '2024-04-01').toBe(true)
      expect(theirs.length).toBeGreaterThan(2)
      expect(theirs.every(b => b.cancelledBy === 'organiser' && b.cancelledAt === row.cancelledAt && b.late === 'no')).toBe(true)
    }
  })

  it.each([
    ['self-neglect-conference', '2023-10', 192, 14],
    ['rhrt-conference', '2024-02', 162, 26],
  ])('has the %s of %s with %d attended from %d agencies', (course, month, attended, agencies) => {
    const [conference, ...others] = folder.occurrences.filter(o => o.course === course && o.startsAt.startsWith(month))
    const present = folder.bookings.filter(b => b.occurrence === conference!.key && b.state === 'attended')
    expect(others).toEqual([])
    expect(present).toHaveLength(attended)
    expect(new Set(present.map(folder.agencyOf)).size).toBe(agencies)
  })

  it('has Child Neglect Level 1 as published: 239 signed up, 179 completed, 42 in progress, 18 not started', () => {
    const taken = folder.file('enrolments.csv').filter(e => e.course === 'neglect-l1')
    const year = taken.filter(e => e.signedUpAt! >= '2023-04-01' && e.signedUpAt! < '2024-04-01')
    const completed = year.filter(e => e.completedAt !== '')
    expect([year.length, completed.length]).toEqual([239, 179])
    expect(year.filter(e => e.completedAt === '' && e.startedAt !== '')).toHaveLength(42)
    expect(year.filter(e => e.startedAt === '')).toHaveLength(18)
    expect(completed.every(e => e.completedAt! < '2024-04-01')).toBe(true)
  })

  it('gives Children’s Social Care the most places, and education and the voluntary sector few for their size', () => {
    const group = new Map(folder.file('agencies.csv').map(a => [a.key, a.group!]))
    const attended = folder.bookings.filter(b => b.state === 'attended')
    const share = (rows: Row[], of: (agency: string) => boolean) => rows.filter(row => of(folder.agencyOf(row))).length / rows.length
    const csc = share(attended, key => key === 'childrens-social-care')
    for (const { key } of folder.file('agencies.csv').slice(1)) expect(share(attended, agency => agency === key)).toBeLessThan(csc / 2)
    for (const sector of ['Education', 'Voluntary and community']) {
      const places = share(attended, key => group.get(key) === sector)
      expect(places).toBeLessThan(0.75 * share(folder.file('people.csv'), key => group.get(key) === sector))
      expect(places).toBeGreaterThan(0.01)
    }
  })

  it('stays modest', () => {
    expect(folder.bookings.length).toBeLessThan(9000)
    expect(bytesOf(join(root, today)).reduce((sum, [, text]) => sum + text!.length, 0)).toBeLessThan(2_500_000)
  })
})

describe('the demo folder', () => {
  it('is the same bytes for the same day', async () => {
    await writeDemo(join(root, 'again'), '2026-11-21')
    expect(bytesOf(join(root, 'again'))).toEqual(bytesOf(join(root, '2026-11-21')))
  })

  it('tells the same past whatever the day', () => {
    const past = (today: string) => {
      const folder = readFolder(join(root, today))
      return folder.bookings.filter(b => folder.occurrence(b.occurrence!).startsAt < '2026-11-01')
    }
    expect(past('2027-03-26')).toEqual(past('2026-11-21'))
  })

  it.each(['2024-09-30', '2028-10-01', '2026-02-30', 'tomorrow'])('cannot be told for %s', async today => {
    await expect(writeDemo(join(root, 'never'), today)).rejects.toThrow(RangeError)
  })
})
