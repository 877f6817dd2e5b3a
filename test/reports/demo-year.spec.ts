import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { poolOf } from '../../src/create-app.js'
import { writeDemo } from '../../src/demo/write-demo.js'
import { importFolder } from '../../src/modules/imports/imports.writer.js'
import { londonAt } from '../../src/shared/dates.js'
import { Api } from '../support/api.js'
import { startApp, type TestApp } from '../support/app.js'
import { anAdministrator, aReader } from '../support/people.js'
import { Visitor } from '../support/visitor.js'
import { runReport } from './run-report.js'

interface Answer {
  figures: Record<string, { value: number | null; numerator?: number; denominator?: number }>
  groups: { by: string; key: string; name: string; hidden: string | false; figures: Answer['figures'] }[]
}

/** As published for 1 April 2023 to 31 March 2024. */
const PUBLISHED = {
  events: 144,
  eventOccurrences: 162,
  placesOffered: 2412,
  bookings: 1617,
  cancellations: 352,
  attended: 1333,
  noShows: 284,
  attendancePercent: 82,
  noShowPercent: 18,
  utilisationPercent: 55,
  trainers: 12,
  venues: 8,
  elearningTaken: 2877,
  onWaitingLists: 50,
}
const YEAR = 'from=2023-04-01&to=2024-03-31'
const TODAY = '2026-11-21'
const now = londonAt(TODAY, '09:00')
const folder = mkdtempSync(join(tmpdir(), 'goldthread-figures-'))

let app: TestApp
let reader: Api
let administrator: Api

beforeAll(async () => {
  app = await startApp(now)
  await writeDemo(folder, TODAY)
  const loaded = await importFolder(poolOf(app.app), folder, { now })
  if ('errors' in loaded) throw new Error(JSON.stringify(loaded.errors.slice(0, 5)))
  const { email } = await aReader(app.database)
  reader = await Api.of(app, email)
  administrator = await Api.of(app, (await anAdministrator(app.database)).email)
}, 120_000)
afterAll(async () => {
  await app.stop()
  rmSync(folder, { recursive: true })
})

describe('tells of e-learning what the published year says: 2,877 in all, and of the first level of the neglect pathway each state', () => {
  type Row = { key: string; signedUp: number; completed: number; inProgress: number; notStarted: number }
  type Step = { key: string; course: string; next: string | null; have: number; booked: number | null; done: number | null }
  interface Told {
    courses: Row[]
    agencyGroups: Row[]
    total: Row
    questions: unknown[]
    funnel: Step[]
  }
  const FIRST = { signedUp: 239, completed: 179, completedPercent: 75, inProgress: 42, notStarted: 18 }
  const words = ['--from', '2023-04-01', '--to', '2024-03-31']
  let told: Told

  it('through the API, and by agency group to the same total', async () => {
    const { body } = await administrator.get<Told & { period: unknown }>(`/reports/e-learning?${YEAR}`)
    const { period: _, ...rest } = body
    told = rest
    expect(told.total.signedUp).toBe(2877)
    expect(told.total.completed + told.total.inProgress + told.total.notStarted).toBe(2877)
    expect(told.courses.find(row => row.key === 'neglect-l1')).toMatchObject(FIRST)
    for (const key of ['signedUp', 'completed', 'inProgress', 'notStarted'] as const)
      expect([key, told.agencyGroups.reduce((sum, row) => sum + row[key], 0)]).toEqual([key, told.total[key]])
  })

  it('with the pathway from the first level to the Graded Care Profile, as the records have it', async () => {
    const have = async (key: string) => {
      const sql = 'SELECT count(DISTINCT l.person_id)::int AS n FROM learning_record l JOIN course c ON c.id = l.course_id WHERE c.key = $1'
      return (await app.database.query<{ n: number }[]>(sql, [key]))[0]!.n
    }
    const steps = told.funnel.filter(({ key }) => ['neglect-l1', 'neglect-l2', 'gcp2'].includes(key))
    expect(steps.map(({ key, next }) => [key, next !== null])).toEqual([
      ['neglect-l1', true],
      ['neglect-l2', true],
      ['gcp2', false],
    ])
    for (const step of steps) expect([step.key, step.have]).toEqual([step.key, await have(step.key)])
    const [first, second] = steps
    expect(first!.booked! > 0 && first!.booked! <= first!.have && first!.done! <= first!.have).toBe(true)
    expect(second!.done! <= (await have('gcp2'))).toBe(true)
  })

  it('on the page', async () => {
    const browser = new Visitor(app.url)
    await browser.signIn('ada@example.org')
    const { text } = await browser.get('/reports/e-learning?period=2023-24')
    expect(text).toMatch(/Level 1 239 179 75 % 42 18/)
    expect(text).toMatch(/ All 2,877 /)
    for (const { course, next, have, booked, done } of told.funnel)
      expect(text).toContain(next === null ? `${course} ${have} - - -` : `${course} ${have} ${next} ${booked} ${done}`)
  })

  it('by the command, as a table, JSON and CSV', async () => {
    const table = (await runReport(app.databaseUrl, words)).output
    expect(table).toMatch(/Level 1 +239 +179 +75 % +42 +18 +\S/)
    expect(table).toMatch(/\n {2}All +2,877 +/)
    expect(table).toMatch(/\nE-learning by agency group\n/)
    expect(table).toMatch(/\nFrom one course to the next, as of today\n/)
    const json = await runReport(app.databaseUrl, [...words, '--format', 'json'])
    expect((JSON.parse(json.output) as { elearning: Told }).elearning).toEqual(told)
    const csv = (await runReport(app.databaseUrl, [...words, '--format', 'csv'])).output
    expect(csv).toContain('2023-04-01,2024-03-31,e-learning,,,Signed up,2877,,,,')
    expect(csv).toMatch(/e-learning course,neglect-l1,[^,]+,"?Completed, share"?,75,179,239,/)
    expect(csv).toMatch(/e-learning pathway,gcp2,[^,]+,People who have it,\d+,,,/)
  })
})

const valuesOf = (figures: Answer['figures']) => Object.fromEntries(Object.keys(PUBLISHED).map(key => [key, figures[key]?.value]))

describe('the year 2023-24 comes to the published figures', () => {
  it('through the API', async () => {
    const { status, body } = await reader.get<Answer>(`/reports/figures?${YEAR}`)
    expect([status, valuesOf(body.figures)]).toEqual([200, PUBLISHED])
    expect(body.figures.attendancePercent).toEqual({ value: 82, numerator: 1333, denominator: 1617 })
    expect(body.figures.noShowPercent).toEqual({ value: 18, numerator: 284, denominator: 1617 })
  })

  it('on the page, beside the year before', async () => {
    const browser = new Visitor(app.url)
    await browser.signIn('rhea@example.org')
    const seen = await browser.get('/reports?period=2023-24')
    expect(seen.status).toBe(200)
    const [, table = ''] = /<table class="govuk-table gt-annual">([\s\S]*?)<\/table>/.exec(seen.html) ?? []
    const rows = [
      ...table.matchAll(/<summary>([^<]+)<\/summary>[\s\S]*?gt-number">\s*(?:<a[^>]*>)?([^<]+)[\s\S]*?gt-number">\s*(?:<a[^>]*>)?([^<]+)/g),
    ]
    expect(Object.fromEntries(rows.map(([, title, year]) => [title, year]))).toMatchObject({
      Events: '144',
      'Event occurrences': '162',
      'Places offered': '2,412',
      Bookings: '1,617',
      Cancellations: '352',
      Attended: '1,333',
      'No-shows': '284',
      Attendance: '82 %',
      'No-shows, share': '18 %',
      Utilisation: '55 %',
      Trainers: '12',
      Venues: '8',
      'E-learning taken': '2,877',
      'On waiting lists': '50',
    })
    expect(Object.fromEntries(rows.map(([, title, , before]) => [title, before]))).toMatchObject({
      Events: '52',
      'E-learning taken': '1,123',
    })
    expect(seen.text).toContain('246 in time, 79 late, 27 by the organiser')
    expect(seen.text).toContain('4 occurrences were cancelled')
  })

  it('by the command, as a table, JSON and CSV', async () => {
    const words = ['--from', '2023-04-01', '--to', '2024-03-31']
    const json = await runReport(app.databaseUrl, [...words, '--format', 'json'])
    expect(json.status).toBe(0)
    expect(valuesOf((JSON.parse(json.output) as Answer).figures)).toEqual(PUBLISHED)
    const table = (await runReport(app.databaseUrl, words)).output
    expect(table).toMatch(/Places offered +2,412\n/)
    expect(table).toMatch(/Utilisation +55 % +\(1,337 of 2,412\)/)
    const csv = (await runReport(app.databaseUrl, [...words, '--format', 'csv'])).output
    expect(csv).toContain('2023-04-01,2024-03-31,,,,Bookings,1617,,,,')
  })
})

describe('its groups', () => {
  let groups: Answer['groups']
  beforeAll(async () => {
    const { body } = await administrator.get<Answer>(`/reports/figures?${YEAR}&by=agency-group,agency,course,quarter`)
    groups = body.groups
  })

  const sum = (by: string, key: string) =>
    groups.filter(group => group.by === by).reduce((total, group) => total + (group.figures[key]!.value ?? 0), 0)

  it.each(['agency-group', 'agency', 'course', 'quarter'])('by %s add up to the whole', by => {
    for (const key of ['bookings', 'cancellations', 'attended', 'noShows', 'elearningTaken'] as const) {
      expect([key, sum(by, key)]).toEqual([key, PUBLISHED[key]])
    }
  })

  it('by course and by quarter add up in occurrences and places; an event that runs over two quarters stands in both', () => {
    for (const by of ['course', 'quarter']) expect([sum(by, 'eventOccurrences'), sum(by, 'placesOffered')]).toEqual([162, 2412])
    expect(sum('course', 'events')).toBe(144)
    expect(sum('quarter', 'events')).toBeGreaterThanOrEqual(144)
  })

  it('have Child Neglect Level 1 as published: 239 signed up', () => {
    expect(groups.find(group => group.key === 'neglect-l1')?.figures.elearningTaken?.value).toBe(239)
  })

  it('by quarter are the quarters’ own reports', async () => {
    const { body } = await administrator.get<Answer>('/reports/figures?from=2023-10-01&to=2023-12-31')
    expect(groups.find(group => group.key === '2023-24 Q3')?.figures).toEqual(body.figures)
  })

  it('are shown to a reader without those of fewer than five people', async () => {
    const { body } = await reader.get<Answer>(`/reports/figures?${YEAR}&by=agency`)
    const shown = body.groups.filter(group => group.hidden === false)
    const whole = new Map(groups.filter(group => group.by === 'agency').map(group => [group.key, group.figures]))
    expect(shown.length).toBeGreaterThan(10)
    for (const group of shown) expect(group.figures).toEqual(whole.get(group.key))
    for (const group of body.groups.filter(one => one.hidden !== false)) {
      expect(Object.values(group.figures).every(figure => figure.value === null && figure.numerator === undefined)).toBe(true)
    }
  })
})

it('each figure leads to as many rows as it says', async () => {
  const browser = new Visitor(app.url)
  await browser.signIn('ada@example.org')
  const rows = { ...PUBLISHED, placesOffered: 162, attendancePercent: 1617, noShowPercent: 1617, utilisationPercent: 162 }
  for (const [figure, count] of Object.entries(rows)) {
    const seen = await browser.get(`/reports/rows?figure=${figure}&${YEAR}`)
    expect([figure, seen.status, /([\d,]+) rows/.exec(seen.text)?.[1]]).toEqual([figure, 200, count.toLocaleString('en-GB')])
  }
})
