import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { startApp, type TestApp } from '../support/app.js'
import { Api } from '../support/api.js'
import { someElearning } from '../journeys/some-elearning.js'
import { aDelegate, anAdministrator, aReader } from '../support/people.js'
import { runReport } from '../reports/run-report.js'
import { Visitor } from '../support/visitor.js'

const YEAR = 'from=2025-04-01&to=2026-03-31'
let app: TestApp
let key: string
const visitors: Record<string, Visitor> = {}

beforeAll(async () => {
  app = await startApp()
  const scene = await someElearning(app, await aDelegate(app.database))
  const courses = await app.database.query<{ key: string }[]>(
    'SELECT c.key FROM enrolment e JOIN course c ON c.id = e.course_id WHERE e.id = $1',
    [scene.learned],
  )
  key = courses[0]!.key
  for (const { email } of [await anAdministrator(app.database), await aReader(app.database)]) {
    visitors[email] = new Visitor(app.url)
    await visitors[email].signIn(email)
  }
})
afterAll(() => app.stop())

const seen = (who: string, more = '') => visitors[`${who}@example.org`]!.get(`/reports/e-learning?period=dates&${YEAR}${more}`)

it('the business unit reads who is where, course by course and in all', async () => {
  const { text } = await seen('ada')
  expect(text).toMatch(/Done module 1 1 100 % 0 0 -/)
  expect(text).toMatch(/Reading module 1 0 0 % 1 0 -/)
  expect(text).toMatch(/Signed up module 1 0 0 % 0 1 -/)
  expect(text).toMatch(/All 5 1 20 % 2 2/)
  expect(text).toMatch(/Education 5 1 20 % 2 2/)
})

it('and of one course which answers went wrong, the hardest question first', async () => {
  const { text } = await seen('ada', `&course=${key}`)
  expect(text).toMatch(
    /What of between\? Page 2: 0 of 1 answer right \(0%\) between answer A: chosen 1 time between answer B \(right\) : chosen 0 times/,
  )
  expect(text.indexOf('What of between?')).toBeLessThan(text.indexOf('What of q2?'))
})

it('a report reader reads of nobody in groups of fewer than five, nor their total', async () => {
  for (const more of ['', `&course=${key}`]) {
    const { text } = await seen('rhea', more)
    expect(text).toContain('Not shown: fewer than five people')
    expect(text).not.toMatch(/module 1|All 5|Education 5|chosen 1/)
  }
  const { body } = await (
    await Api.of(app, 'rhea@example.org')
  ).get<{ total: unknown; questions: unknown[]; courses: object[] }>(`/reports/e-learning?${YEAR}&course=${key}`)
  expect([body.total, body.questions]).toEqual([null, []])
  expect(Object.keys(body.courses[0]!).sort()).toEqual(['hidden', 'key', 'name'])
})

it('dates that will not do are told', async () => {
  expect((await visitors['ada@example.org']!.get('/reports/e-learning?period=dates&from=2026-03-02&to=2026-03-01')).status).toBe(422)
  expect((await (await Api.of(app, 'ada@example.org')).get('/reports/e-learning?from=x')).status).toBe(422)
})

it('the command tells of one course what its page tells, questions too, and says so when nobody took it', async () => {
  const words = ['--from', '2025-04-01', '--to', '2026-03-31', '--course']
  const { status, output } = await runReport(app.databaseUrl, [...words, key])
  expect(status).toBe(0)
  expect(output).toMatch(/\n {2}Done module +1 +1 +100 % +0 +0 +-\n/)
  expect(output).toContain(
    '\n  Page 2: What of between? 0 of 1 right (0 %)\n         1  between answer A\n         0  between answer B (right)\n',
  )
  const { body } = await (await Api.of(app, 'ada@example.org')).get<{ period: unknown }>(`/reports/e-learning?${YEAR}&course=${key}`)
  const json = await runReport(app.databaseUrl, [...words, key, '--format', 'json'])
  expect((JSON.parse(json.output) as { elearning: object }).elearning).toEqual({ ...body, period: undefined })
  const csv = (await runReport(app.databaseUrl, [...words, key, '--format', 'csv'])).output
  expect(csv).toContain('2025-04-01,2026-03-31,e-learning question,between,What of between?,Right answers,0,0,1,Page 2,')
  const none = await runReport(app.databaseUrl, [...words, 'no-such-course'])
  expect([none.status, none.complaint]).toEqual([
    1,
    'The report could not be made: nobody signed up for the e-learning course no-such-course then.\n',
  ])
})
